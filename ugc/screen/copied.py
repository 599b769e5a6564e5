"""The same text, or nearly, as another story of the brand; models.wording says how candidates are found."""

from collections.abc import Iterator

from sqlalchemy import func, select

from ugc.db import Session
from ugc.models import Submission, Wording
from ugc.models.wording import bands, pairs
from ugc.screen.findings import Finding, clear, found, not_checked

ALIKE = 0.6  # of the pairs of words that either has
CANDIDATES = 20
SHOWN = 5
GONE = ("withdrawn", "erased")


def check(session: Session, submission: Submission) -> Iterator[Finding]:
    """The stories most like this one, of submissions that have not been taken back."""
    mine = pairs(submission.story)
    if not mine:
        yield not_checked("copied", "short")
        return
    others = ((other.id, _alike(mine, pairs(other.story))) for other in _candidates(session, submission))
    near = sorted((one for one in others if one[1] >= ALIKE), key=lambda one: -one[1])[:SHOWN]
    if near:
        evidence = [{"id": other_id, "alike": round(alike, 2)} for other_id, alike in near]
        yield found("copied", near[0][1], submissions=evidence)
    else:
        yield clear("copied")


def _candidates(session: Session, submission: Submission) -> Iterator[Submission]:
    """Those that share most bands."""
    asked = Wording.band.in_(bands(submission.story)), Wording.brand_id == submission.brand_id
    shared = select(Wording.submission_id).where(*asked, Wording.submission_id != submission.id)
    shared = shared.group_by(Wording.submission_id).order_by(func.count().desc()).limit(CANDIDATES)
    rows = select(Submission).where(Submission.id.in_(session.scalars(shared).all()))
    yield from session.scalars(rows.where(Submission.state.not_in(GONE)))


def _alike(mine: set[str], theirs: set[str]) -> float:
    """Jaccard's index."""
    return len(mine & theirs) / len(mine | theirs)
