"""What every table shares: ids, whose a row is, its state, and its claim on the engine."""

import secrets
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from ugc.states import Machine

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no look-alikes: ids are read out on the phone


def new_id() -> str:
    """A random id of 16 characters, 79 bits: unguessable, safe in URLs and file names."""
    return "".join(secrets.choice(ALPHABET) for _ in range(16))


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC moment on every database; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Base(DeclarativeBase):
    """Every table. Constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[str]: JSON,
        list[dict[str, Any]]: JSON,
    }


class Row:
    """An id and the moment it was written; the session fills both from its clock."""

    __tablename__: str

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    created_at: Mapped[datetime]


class Branded:
    """A row that belongs to one brand. Sessions only ever see their own brands' rows (see db.Whose).

    No index of its own: every query asks for the brand, so a planner without statistics would walk
    all of a brand's rows by it instead of taking the index that fits. It leads in indexes that need it.
    """

    brand_id: Mapped[str] = mapped_column(ForeignKey("brand.id"))


class Owned(Row, Branded):
    """A brand's row with an id."""


class CustomerOwned:
    """A row that belongs to one customer of its brand.

    No heir of Owned: what came to it by two ways would be narrowed twice in every statement.
    """

    customer_id: Mapped[str] = mapped_column(ForeignKey("customer.id"), index=True)


class Stateful(Owned):
    """A row with a state. Only `lifecycle.move` writes it."""

    machine: ClassVar[Machine]
    state: Mapped[str] = mapped_column(String(16))


class Claimable(Stateful):
    """A row the engine works on: when it is due, who holds it until when, how often it was tried.

    `attempts` is also the fence: work finished by a holder whose lease ran out changes nothing.
    """

    due_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None]
