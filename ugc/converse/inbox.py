"""Whose turn it is, the most urgent first."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ugc.db import Session
from ugc.models import Submission, Thread

PAGE = 50


def inbox(
    session: Session, turn: str = "ours", campaign_id: str | None = None, after: Thread | None = None
) -> Sequence[Thread]:
    """Up to PAGE threads in this state, the promise that ends first on top; `after` is the last one seen."""
    rows = select(Thread).where(Thread.state == turn).options(joinedload(Thread.customer))
    rows = rows.options(joinedload(Thread.submission).joinedload(Submission.campaign))
    if campaign_id:
        rows = rows.join(Submission, Submission.id == Thread.submission_id)
        rows = rows.where(Submission.campaign_id == campaign_id)
    if after is not None:
        rows = rows.where(
            (Thread.due_at > after.due_at) | ((Thread.due_at == after.due_at) & (Thread.id > after.id))
        )
    return session.scalars(rows.order_by(Thread.due_at, Thread.id).limit(PAGE)).all()


def turns(session: Session) -> dict[str, int]:
    """How many threads wait for us, for them, and are closed."""
    rows = session.execute(select(Thread.state, func.count()).group_by(Thread.state))
    return {"ours": 0, "theirs": 0, "closed": 0, **dict(rows.tuples())}
