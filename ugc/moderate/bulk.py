"""One decision about several: what it would do to each, doing it, and undoing it in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ugc.db import Session
from ugc.definitions import Definition, load
from ugc.lifecycle import Conflict, NoSuchArrow
from ugc.models import Decision, Member, Submission
from ugc.moderate.asks import Named
from ugc.moderate.decide import OUTCOMES, Sealed, check, decide, marker
from ugc.moderate.flags import Kept, labels
from ugc.moderate.hints import kinds_found
from ugc.moderate.queue import Filter, behind, unsettled
from ugc.moderate.reserve import Taken
from ugc.moderate.undo import TooLate, undo
from ugc.permissions import require

MOST = 50  # in one go: what fits on a page somebody still reads
SOMETHING = "…"  # stands for a reason that is still to be given

Why = Literal["taken", "kept", "changed", "sealed", "several", "stands"]
"""Why not: a colleague has it open, a rule keeps it for a manager, it changed since, its photos are sealed,
several people decide, or it is in a state from which this decision leads nowhere."""


@dataclass(frozen=True)
class Row:
    """A line of the list: what is large on its own page, in short."""

    submission: Submission
    hints: Sequence[str]
    flags: Sequence[str]  # what rules call it


@dataclass(frozen=True)
class Foreseen:
    """What a decision would do to one: `why` not, or when it is told and whether it stays hidden anyway."""

    submission: Submission
    seen: str
    why: Why | None
    told_at: datetime | None
    hidden: bool


def rows(session: Session, chosen: Filter, after: Submission | None = None) -> list[Row]:
    """A page of the queue, the longest waiting first."""
    found = select(Submission).where(*chosen.conditions(session.now()))
    if after is not None:
        found = found.where(behind(after))
    loaded = (selectinload(part) for part in (Submission.photos, Submission.customer, Submission.consents))
    page = found.order_by(Submission.created_at, Submission.id).options(*loaded).limit(MOST)
    submissions = session.scalars(page).all()
    ids = [one.id for one in submissions]
    hints, flags = kinds_found(session, ids), labels(session, ids)
    return [Row(one, hints.get(one.id, []), flags.get(one.id, [])) for one in submissions]


def foresee(session: Session, submission: Submission, outcome: str, member: Member, seen: str) -> Foreseen:
    """What this decision would do to it, as it was `seen`. Raises NotAllowed."""
    definition = load(submission.campaign.revision)
    why = _obstacle(session, submission, outcome, member, seen, definition)
    told = bool(submission.customer.email) and why is None
    hidden = outcome == "approve" and bool(unsettled(submission, "gallery", session.now()))
    told_at = session.now() + definition.moderation.grace if told else None
    return Foreseen(
        submission, marker(session, submission) if why == "changed" else seen, why, told_at, hidden
    )


def decide_one_of_many(
    session: Session,
    submission: Submission,
    outcome: str,
    reason: str,
    member: Member,
    seen: str,
    batch: str,
    asks: Named | None = None,
) -> Decision | None:
    """Decide it, or None when something keeps it from being decided in bulk. Raises NotAllowed, NoReason."""
    definition = load(submission.campaign.revision)
    if _obstacle(session, submission, outcome, member, seen, definition):
        return None
    made = decide(session, submission, outcome, reason, member, seen, definition, asks)
    made.batch = batch
    return made


def batch(session: Session, batch_id: str) -> Sequence[Decision]:
    """What was decided in one go."""
    made = select(Decision).where(Decision.batch == batch_id)
    return session.scalars(made.order_by(Decision.created_at, Decision.id)).all()


def undo_all(session: Session, batch_id: str, member: Member) -> tuple[list[Submission], int]:
    """Undo what still can be: the submissions that are back, and how many are not. Raises NotAllowed."""
    back, left = [], 0
    for made in batch(session, batch_id):
        if made.undone_at:
            continue
        try:
            back.append(undo(session, made, member))
        except (TooLate, Conflict):
            left += 1
    return back, left


def _obstacle(
    session: Session, submission: Submission, outcome: str, member: Member, seen: str, definition: Definition
) -> Why | None:
    require(member, "moderate", submission)
    sealed = False
    try:
        check(session, submission, outcome, SOMETHING, member, seen)
    except Taken:
        return "taken"
    except Kept:
        return "kept"
    except (Conflict, NoSuchArrow):
        return "changed"
    except Sealed:
        sealed = True
    if not submission.machine.allows(submission.state, OUTCOMES[outcome]):
        return "stands"
    if definition.moderation.reviewers > 1 and submission.state == "ready":
        return "several"
    return "sealed" if sealed else None
