"""The engine's work on one submission whose photos are safe: every check, and its findings as hints."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import get_args

from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError

from ugc.db import EVERYONE, Database, Session, Whose
from ugc.definitions import load
from ugc.definitions.working import HintName
from ugc.lifecycle import ENGINE, Conflict, claim, move
from ugc.media.detectors import Detectors
from ugc.models import Hint, Screening, Submission
from ugc.screen import contact, copied, duplicates, hurtful, names, pictures, sight, tongue
from ugc.screen.findings import Finding, not_checked
from ugc.stores import Store

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
MOST_LEASES = 3  # one that took so many workers down with it is left to people
GONE = ("withdrawn", "erased")

Check = Callable[[Session, Submission], Iterable[Finding]]
Then = Callable[[Session, Submission], None]


@dataclass(frozen=True)
class _Job:
    """A claimed screening: whose rows it may see, and the lease that fences it."""

    screening_id: str
    submission_id: str
    whose: Whose
    lease_until: datetime | None
    attempt: int


CHECKS: tuple[tuple[Check, tuple[HintName, ...]], ...] = (
    (duplicates.check, ("duplicate",)),
    (pictures.check, pictures.KINDS),
    (contact.check, ("contact",)),
    (hurtful.check, ("words",)),
    (tongue.check, ("language",)),
    (copied.check, ("copied",)),
    (names.check, ("name",)),
)
"""Each check and the kinds of hints it gives."""


def screen(database: Database, store: Store, detectors: Detectors, then: Then, screening_id: str) -> None:
    """Screen one submission that is due; anything else is left alone. `then` is what its hints lead to.

    May be killed anywhere and run again: the hints are written, and followed, in one transaction at the end.
    """
    with suppress(Conflict):
        job = _claim(database, screening_id)
        if job and job.attempt > MOST_LEASES:
            _finish(
                database, job, then, "failed", [not_checked(kind, "failed") for kind in get_args(HintName)]
            )
        elif job:
            _finish(database, job, then, "done", [*_look(database, job, store, detectors)])


def _claim(database: Database, screening_id: str) -> _Job | None:
    with database.write(EVERYONE) as session:
        screening = session.get(Screening, screening_id)
        if screening is None or screening.state != "waiting":
            return None
        claim(session, screening, LEASE)
        whose = Whose.brand(screening.brand_id)
        return _Job(screening.id, screening.submission_id, whose, screening.lease_until, screening.attempts)


def _look(database: Database, job: _Job, store: Store, detectors: Detectors) -> Iterator[Finding]:
    """What the campaign wants to know. Models take their time, so the database is let go of before."""
    with database.read(job.whose) as session:
        submission = session.get_one(Submission, job.submission_id)
        if submission.state in GONE:
            return
        wanted = load(submission.revision).moderation.hints
        findings = [
            finding for check, kinds in CHECKS for finding in _tried(check, kinds, session, submission)
        ]
        photos, says = list(submission.photos), submission.shows_child
    yield from (finding for finding in findings if wanted.get(finding.kind, True))
    kinds = [kind for kind in sight.KINDS if wanted.get(kind, True)]
    yield from sight.look(store, detectors, photos, says, kinds)


def _tried(
    check: Check, kinds: tuple[HintName, ...], session: Session, submission: Submission
) -> Iterator[Finding]:
    """One check's findings; one that fails has not checked, and keeps none of the others from looking."""
    try:
        yield from check(session, submission)
    except SQLAlchemyError:
        raise  # the database is in trouble, not this check: worth another try
    except Exception:
        logger.exception("a check of submission %s failed", submission.id)
        yield from (not_checked(kind, "failed") for kind in kinds)


def _finish(database: Database, job: _Job, then: Then, state: str, findings: Iterable[Finding]) -> None:
    """Put these hints in the place of all earlier ones. Raises Conflict when somebody else took over."""
    with database.write(job.whose) as session:
        screening = session.get(Screening, job.screening_id, with_for_update=True)
        if screening is None or screening.lease_until != job.lease_until:
            raise Conflict("somebody else screens this")
        session.execute(delete(Hint).where(Hint.submission_id == job.submission_id))
        session.add_all(_hint(screening, finding) for finding in findings)
        move(session, screening, state, ENGINE)
        then(session, session.get_one(Submission, job.submission_id))


def _hint(screening: Screening, finding: Finding) -> Hint:
    hint = Hint(brand_id=screening.brand_id, customer_id=screening.customer_id)
    hint.submission_id = screening.submission_id
    hint.photo_id = finding.photo.id if finding.photo else None
    hint.kind, hint.finding = finding.kind, finding.finding
    hint.sure, hint.evidence = finding.sure, finding.evidence
    return hint
