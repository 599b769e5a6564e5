from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ugc.models.base import Base, Branded

DIGITS = 18  # as many as a number of any event fits in


def number_in(told: str) -> int | None:
    """The number of an event that an address or a form carries back; None for what can be none."""
    return int(told) if told.isdecimal() and len(told) <= DIGITS else None


class Event(Base, Branded):
    """One line of the audit log: who moved what from which state to which, when and why. Append-only.

    `position`, `commitment` and `hash` are its place in its brand's chain (ugc.chain), set before the commit.
    `reason` may name people, so the chain holds only its commitment; reason and `salt` can be forgotten.
    `address` is where a member of staff was; nobody else's is kept.
    """

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_about", "about", "about_id"),
        Index("uq_event_chain", "brand_id", "position", unique=True),
        Index("ix_event_audit", "brand_id", "number"),
    )

    number: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    at: Mapped[datetime]
    about: Mapped[str] = mapped_column(String(16))
    about_id: Mapped[str] = mapped_column(String(16))
    old: Mapped[str | None] = mapped_column(String(16))
    new: Mapped[str] = mapped_column(String(16))
    actor: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)
    position: Mapped[int | None]
    salt: Mapped[str] = mapped_column(String(32), default="")
    commitment: Mapped[str] = mapped_column(String(64), default="")
    hash: Mapped[str] = mapped_column(String(64), default="")
    address: Mapped[str] = mapped_column(String(45), server_default="")


class Chain(Base, Branded):
    """The end of a brand's chain of events: how long it is, and the last one's hash."""

    __tablename__ = "chain"

    brand_id: Mapped[str] = mapped_column(ForeignKey("brand.id"), primary_key=True)
    length: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(String(64), default="")
