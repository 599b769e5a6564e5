"""What a filter of the queue lets through, row by row, to take along."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ugc.db import Session
from ugc.models import Photo, Submission
from ugc.moderate.hints import kinds_found
from ugc.moderate.queue import Filter, behind

AT_ONCE = 500  # rows in memory
HEAD = (
    *("id", "campaign", "kind", "state", "sent", "language", "customer", "credit"),
    *("story", "photos", "hints", "agreed"),
)


def lines(session: Session, chosen: Filter) -> Iterator[dict[str, Any]]:
    """All of it as plain values, the longest waiting first; nobody's address is among them."""
    photos = select(func.count()).where(Photo.submission_id == Submission.id).scalar_subquery()
    agreed = Submission.agreed("gallery", session.now())
    last: Submission | None = None
    while True:
        found = select(Submission, photos, agreed).where(*chosen.conditions(session.now()))
        found = found.options(joinedload(Submission.campaign), joinedload(Submission.customer))
        found = found.where(behind(last)) if last else found
        page = session.execute(found.order_by(Submission.created_at, Submission.id).limit(AT_ONCE)).all()
        hints = kinds_found(session, [one.id for one, *_ in page])
        for one, count, settled in page:
            yield _facts(one) | {"photos": count, "hints": hints.get(one.id, []), "agreed": bool(settled)}
        if len(page) < AT_ONCE:
            return
        last = page[-1][0]
        session.expunge_all()


def cells(row: dict[str, Any]) -> tuple[str, ...]:
    """A line for a spreadsheet, in the order of HEAD."""
    return tuple(", ".join(row[name]) if name == "hints" else str(row[name]) for name in HEAD)


def _facts(row: Submission) -> dict[str, Any]:
    return {
        "id": row.id,
        "campaign": row.campaign.slug,
        "kind": row.kind,
        "state": row.state,
        "sent": row.created_at.isoformat(),
        "language": row.language,
        "customer": row.customer.name,
        "credit": row.credit,
        "story": row.story,
    }
