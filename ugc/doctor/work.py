"""The engine's work: what is due and nobody takes, and what is held by nobody."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import func, or_, select

from ugc.db import Session
from ugc.models import Claimable

PATIENCE = timedelta(hours=1)
HELD = ("sending",)  # states that only somebody with a lease is in


def stuck(session: Session, name: str, model: type[Claimable], states: Sequence[str]) -> Iterator[str]:
    """Rows that have been due for an hour, and rows in somebody's hands that nobody holds."""
    since = session.now() - PATIENCE
    free = or_(model.lease_until.is_(None), model.lease_until <= since)
    due = select(func.count(), func.min(model.due_at)).where(
        model.state.in_(states), model.due_at <= since, free
    )
    count, oldest = session.execute(due).one()
    if count:
        since_when = f"{oldest:%Y-%m-%d %H:%M} UTC"
        yield f"{count} × {name} due, the first since {since_when}, and nobody took it: does a worker run?"
    lost = select(model.id).where(model.state.in_(HELD), model.lease_until.is_(None))
    for row_id in session.scalars(lost.order_by(model.id)):
        yield f"The {name} {row_id} is marked as being worked on, but nobody holds it."
