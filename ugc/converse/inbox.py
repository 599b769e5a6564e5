"""Whose turn it is, the most urgent first."""

from collections.abc import Sequence

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from ugc.db import Session, tally
from ugc.models import Brand, Submission, Thread

PAGE = 50
TURNS = ("ours", "theirs", "closed")


def inbox(session: Session, brand: Brand, turn: str, after: Thread | None = None) -> Sequence[Thread]:
    """Up to PAGE of a brand's threads in this state; `after` is the last one of the page before.

    Those that wait for us come by the end of our promise, the others by their last change, newest first.
    """
    rows = select(Thread).where(Thread.brand_id == brand.id, Thread.state == turn)
    rows = rows.options(joinedload(Thread.customer), selectinload(Thread.messages))
    rows = rows.options(joinedload(Thread.submission).joinedload(Submission.campaign))
    return session.scalars(_ordered(rows, turn, after).limit(PAGE)).all()


def turns(session: Session, brand: Brand) -> dict[str, int]:
    """How many of a brand's threads wait for us, for them, and are closed, counted no further than MANY."""
    here = select(Thread.id).where(Thread.brand_id == brand.id)
    counted = (tally(here.where(Thread.state == state)).scalar_subquery() for state in TURNS)
    return dict(zip(TURNS, session.execute(select(*counted)).one(), strict=True))


def _ordered(rows: Select[Thread], turn: str, after: Thread | None) -> Select[Thread]:
    if turn == "ours":
        here = (Thread.due_at, Thread.id)
        rows = rows.order_by(*here)
        return rows.where(tuple_(*here) > tuple_(after.due_at, after.id)) if after else rows
    there = (Thread.turned_at, Thread.id)
    rows = rows.order_by(Thread.turned_at.desc(), Thread.id.desc())
    return rows.where(tuple_(*there) < tuple_(after.turned_at, after.id)) if after else rows
