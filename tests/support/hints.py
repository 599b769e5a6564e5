"""Hints as a screening leaves them, for tests of those who read them."""

from typing import Any

from ugc.db import Session
from ugc.lifecycle import ENGINE, begin, move
from ugc.models import Hint, Photo, Screening, Submission


def hint(
    session: Session, about: Submission, kind: str, finding: str, photo: Photo | None = None, **evidence: Any
) -> Hint:
    """One hint; what was found is 80% sure."""
    row = Hint(brand_id=about.brand_id, customer_id=about.customer_id, submission_id=about.id, kind=kind)
    row.photo_id, row.finding, row.evidence = photo.id if photo else None, finding, evidence
    row.sure = 0.8 if finding == "found" else None
    session.add(row)
    return row


def screening(session: Session, about: Submission, state: str = "done") -> Screening:
    """That it was screened, or waits for it."""
    row = Screening(brand_id=about.brand_id, customer_id=about.customer_id, submission_id=about.id)
    begin(session, row, ENGINE)
    if state != "waiting":
        move(session, row, state, ENGINE)
    return row
