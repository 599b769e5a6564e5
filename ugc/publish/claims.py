"""Rows that somebody else may be changing: locked and read again, and when to come back to them."""

from datetime import timedelta

from sqlalchemy import select

from ugc.db import Session
from ugc.lifecycle import Conflict
from ugc.models import Reshare
from ugc.platforms import PlatformError

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)


def lock(session: Session, reshare: Reshare) -> None:
    """Read a row again and keep others from changing it until the transaction ends."""
    fresh = select(Reshare).where(Reshare.id == reshare.id).with_for_update()
    session.scalars(fresh.execution_options(populate_existing=True)).one()


def mine(session: Session, seen: Reshare) -> Reshare:
    """The row a worker claimed, locked. Raises Conflict when its lease ran out and others took over."""
    row = session.get_one(Reshare, seen.id, with_for_update=True)
    if (row.state, row.attempts) != (seen.state, seen.attempts):
        raise Conflict(f"reshare is {row.state} in attempt {row.attempts}, not ours any more")
    return row


def pause(attempts: int, problem: PlatformError) -> timedelta:
    """How long to wait: what the network asked for, else twice as long each time, at most an hour."""
    if problem.retry_after is not None:
        return timedelta(seconds=problem.retry_after)
    return min(FIRST_WAIT * (1 << min(attempts - 1, 10)), LONGEST_WAIT)
