"""A person decides about a submission; the customer reads why (P6)."""

from collections.abc import Sequence

from sqlalchemy import func, select

from ugc.db import Session
from ugc.definitions import Definition
from ugc.lifecycle import ENGINE, Actor, Conflict, begin, move
from ugc.models import RETURNED, Decision, Event, Hint, Mail, Member, Submission
from ugc.models.event import number_in
from ugc.moderate.asks import Named
from ugc.moderate.flags import Kept, flags, kept
from ugc.moderate.reserve import check as reserved
from ugc.moderate.reserve import release, reserve
from ugc.permissions import require

OUTCOMES = {"approve": "approved", "decline": "declined", "return": "returned", "hold": "held"}


class NoReason(Exception):
    """Everything but an approval needs a reason that the customer reads."""


class Sealed(Exception):
    """Nobody says yes to photos they have not seen: somebody in them has not let anybody see them."""


def marker(session: Session, submission: Submission) -> str:
    """The state and the number of the last change, for a page to carry back: `ready.17`.

    The state alone is not enough: returned, mended and ready again is another submission than the
    one somebody still has open.
    """
    about = (Event.about == Submission.__tablename__, Event.about_id == submission.id)
    return f"{submission.state}.{session.scalar(select(func.max(Event.number)).where(*about))}"


def markers(session: Session, submissions: Sequence[Submission]) -> dict[str, str]:
    """The marker of each, by its id."""
    ids = [submission.id for submission in submissions]
    about = (Event.about == Submission.__tablename__, Event.about_id.in_(ids))
    last = dict(
        session.execute(
            select(Event.about_id, func.max(Event.number)).where(*about).group_by(Event.about_id)
        ).all()
    )
    return {one.id: f"{one.state}.{last.get(one.id)}" for one in submissions}


def decide(
    session: Session,
    submission: Submission,
    outcome: str,
    reason: str,
    member: Member,
    seen_state: str,
    definition: Definition,
    asks: Named | None = None,
) -> Decision:
    """Decide, so that it takes effect and is told after the definition's grace period; a hold acts at once.

    `asks` is what a return names. `seen_state` is what the member looked at: a `marker`, or the bare state
    where looking and deciding are one transaction. Raises NotAllowed, NoReason, Sealed, Kept, NoSuchArrow,
    Taken when a colleague has it open, or Conflict when it was a stale view.
    """
    reason = reason.strip()
    check(session, submission, outcome, reason, member, seen_state)
    move(session, submission, OUTCOMES[outcome], Actor("member", member.account_id), reason)
    cancel_letters(session, submission)
    decision = Decision(brand_id=submission.brand_id, customer_id=submission.customer_id)
    decision.submission_id, decision.account_id = submission.id, member.account_id
    decision.outcome, decision.reason = submission.state, reason
    decision.final_at = session.now() + definition.moderation.grace
    decision.asks = {ask: list(photos) for ask, photos in (asks or {}).items()} if outcome == "return" else {}
    found = select(Hint.id).where(Hint.submission_id == submission.id, Hint.finding == "found")
    decision.checked = session.scalar(found.limit(1)) is not None
    session.add(decision)
    if outcome == "approve":
        submission.visible_from = decision.final_at
    release(submission)
    if outcome == "return":
        reserve(session, submission, member, RETURNED)
    _announce(session, submission, decision)
    return decision


def check(
    session: Session, submission: Submission, outcome: str, reason: str, member: Member, seen: str
) -> None:
    """Raise what keeps somebody from deciding this now (see `decide`)."""
    require(member, "moderate", submission)
    if not reason.strip() and outcome != "approve":
        raise NoReason(outcome)
    if seen not in (submission.state, marker(session, submission)):
        raise Conflict(f"submission is {submission.state}, not as it was seen ({seen})")
    reserved(session, submission, member)
    if kept(flags(session, submission), submission, member):
        raise Kept("a rule keeps it for a manager")
    if outcome == "approve" and submission.sealed:
        raise Sealed("somebody in the photos, or a guardian, has not agreed to anything yet")


def changes(session: Session, submission: Submission, seen: str) -> Sequence[Event]:
    """What has happened to it since somebody saw it as this `marker`, the oldest first."""
    number = number_in(seen.partition(".")[2])
    if number is None:
        return ()
    about = (Event.about == Submission.__tablename__, Event.about_id == submission.id)
    return session.scalars(select(Event).where(*about, Event.number > number).order_by(Event.number)).all()


def last_decision(session: Session, submission: Submission) -> Decision | None:
    """The newest decision about it that was not undone, with who made it."""
    about = select(Decision).where(Decision.submission_id == submission.id, Decision.undone_at.is_(None))
    return session.scalar(about.order_by(Decision.created_at.desc()).limit(1))


def cancel_letters(session: Session, submission: Submission) -> None:
    """Take back the letters about its decisions that still wait. Raises Conflict when one just went."""
    decisions = select(Decision.id).where(Decision.submission_id == submission.id)
    waiting = select(Mail).where(
        Mail.kind == "decision", Mail.about_id.in_(decisions), Mail.state == "queued"
    )
    for mail in session.scalars(waiting):
        move(session, mail, "cancelled", ENGINE, "another decision")


def _announce(session: Session, submission: Submission, decision: Decision) -> None:
    """Tell the customer when the grace period is over; somebody found on a network may have no address."""
    session.flush()
    if not submission.customer.email:
        return
    mail = Mail(brand_id=submission.brand_id, customer_id=submission.customer_id, kind="decision")
    mail.about_id, mail.key, mail.to = decision.id, f"decision:{decision.id}", submission.customer.email
    mail.due_at = decision.final_at
    begin(session, mail, ENGINE)
