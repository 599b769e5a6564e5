"""The one door through which a row changes state, and the one way the engine takes a row to work on."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.engine import CursorResult

from ugc import chain, settled
from ugc.db import Session
from ugc.models import Brand, Claimable, Consent, Event, Owned, Stateful


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
    seen = row.state
    _check_arrow(row, to)
    values: dict[str, object] = {"state": to}
    if isinstance(row, Claimable):
        values["lease_until"] = None
    _change(session, row, values, _as_seen(row))
    record(session, row, seen, to, actor, reason)


def claim(session: Session, row: Claimable, lease: timedelta, to: str | None = None) -> None:
    """Take a due row for the length of the lease and count the attempt, perhaps along an arrow.

    Raises NoSuchArrow, or Conflict when somebody else holds it or it is not due.
    """
    seen = row.state
    values: dict[str, object] = {"lease_until": session.now() + lease, "attempts": row.attempts + 1}
    if to is not None:
        _check_arrow(row, to)
        values["state"] = to
    _change(session, row, values, _as_seen(row), *_free(type(row), session))
    if to is not None:
        record(session, row, seen, to, ENGINE, "")


def due(session: Session, model: type[Claimable], *states: str, limit: int = 500) -> list[str]:
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
    event.address = session.address
    chain.append(session, event)


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


def _check_arrow(row: Stateful, to: str) -> None:
    if not row.machine.allows(row.state, to):
        raise NoSuchArrow(f"{row.machine.name}: no arrow from {row.state} to {to}")


def _change(session: Session, row: Stateful, values: dict[str, object], *where: ColumnElement[bool]) -> None:
    session.flush()
    seen = row.state
    statement = update(type(row)).where(*where).values(values)
    done = session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(done, CursorResult)
    if done.rowcount == 0:
        session.refresh(row)
        raise Conflict(f"{row.machine.name}, seen as {seen}, is {row.state}, held by another, or not due")
    session.refresh(row, list(values))
    if isinstance(row, Consent):
        settled.settle(session, [row.submission_id])
