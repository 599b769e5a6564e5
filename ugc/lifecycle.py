"""The one door through which a row changes state, and the one way the engine takes a row to work on."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.engine import CursorResult

from ugc.db import Session
from ugc.models import Brand, Claimable, Event, Owned, Stateful

R = TypeVar("R", bound=Claimable)


class Conflict(Exception):
    """The row is no longer in the state it was seen in; somebody else won. The row has been refreshed."""


class NoSuchArrow(Exception):
    """The machine draws no arrow between these two states."""


@dataclass(frozen=True)
class Actor:
    """Who did it: a member's account, a customer, or the engine."""

    kind: str
    id: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else self.kind


ENGINE = Actor("engine")


def begin(session: Session, row: Stateful, actor: Actor, reason: str = "", state: str | None = None) -> None:
    """Add a new row in its machine's first state (or one the first state leads to) and log it.

    Raises NoSuchArrow for a state a row cannot begin in.
    """
    machine = row.machine
    if state is not None and not machine.allows(machine.start, state):
        raise NoSuchArrow(f"{machine.name}: nothing begins as {state}")
    row.state = state or machine.start
    session.add(row)
    session.flush()
    record(session, row, None, row.state, actor, reason)


def move(session: Session, row: Stateful, to: str, actor: Actor, reason: str = "") -> None:
    """Follow one arrow: `UPDATE … WHERE state = seen`, and one Event.

    A claimed row is fenced by its attempt number as well, so a worker whose lease ran out cannot
    finish another's work. Raises NoSuchArrow, or Conflict when the row has moved meanwhile.
    """
    seen, machine = row.state, row.machine
    if not machine.allows(seen, to):
        raise NoSuchArrow(f"{machine.name}: no arrow from {seen} to {to}")
    session.flush()
    values: dict[str, object] = {"state": to}
    if isinstance(row, Claimable):
        values["lease_until"] = None
    if not _changed(session, row, values, _as_seen(row)):
        session.refresh(row)
        raise Conflict(f"{machine.name} is {row.state}, not {seen}")
    session.refresh(row, list(values))
    record(session, row, seen, to, actor, reason)


def claim(session: Session, row: R, lease: timedelta) -> None:
    """Take a due row for the length of the lease and count the attempt; its state stays.

    Raises Conflict when somebody else holds it or it is not due.
    """
    now = session.now()
    session.flush()
    values = {"lease_until": now + lease, "attempts": row.attempts + 1}
    if not _changed(session, row, values, _as_seen(row), *_free(type(row), session)):
        raise Conflict(f"{row.machine.name} is held or not due")
    session.refresh(row, list(values))


def due(session: Session, model: type[R], *states: str, limit: int = 500) -> list[str]:
    """The ids of rows in these states that nobody holds and whose moment has come, oldest first."""
    rows = select(model.id).where(model.state.in_(states), *_free(model, session))
    return list(session.scalars(rows.order_by(model.due_at).limit(limit)))


def record(
    session: Session, row: Owned | Brand, old: str | None, new: str, actor: Actor, reason: str
) -> None:
    """Append one Event about a row; also for what is worth auditing but is no change of state."""
    brand_id = row.id if isinstance(row, Brand) else row.brand_id
    event = Event(brand_id=brand_id, at=session.now(), about=row.__tablename__, about_id=row.id)
    event.old, event.new, event.actor, event.reason = old, new, str(actor), reason
    session.add(event)


def _as_seen(row: Stateful) -> ColumnElement[bool]:
    model = type(row)
    seen = (model.state == row.state) & (model.id == row.id)
    return seen & (type(row).attempts == row.attempts) if isinstance(row, Claimable) else seen


def _free(model: type[Claimable], session: Session) -> tuple[ColumnElement[bool], ...]:
    now = session.now()
    return (
        or_(model.due_at.is_(None), model.due_at <= now),
        or_(model.lease_until.is_(None), model.lease_until <= now),
    )


def _changed(session: Session, row: Stateful, values: dict[str, object], *where: ColumnElement[bool]) -> bool:
    statement = update(type(row)).where(*where).values(values)
    done = session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(done, CursorResult)
    return done.rowcount == 1
