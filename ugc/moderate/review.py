"""Deciding with others: where a definition wants several people, they have to agree (`reviewers`)."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, select
from sqlalchemy.orm import joinedload

from ugc.db import Session
from ugc.definitions import Definition
from ugc.lifecycle import Actor, Conflict, record
from ugc.models import Decision, Event, Member, Review, Submission
from ugc.moderate.asks import Named
from ugc.moderate.decide import check, decide
from ugc.moderate.reserve import release
from ugc.permissions import may, require


def decide_with_others(
    session: Session,
    submission: Submission,
    outcome: str,
    reason: str,
    member: Member,
    seen: str,
    definition: Definition,
    asks: Named | None = None,
) -> Decision | None:
    """Decide, or be the first of several: None while others have to agree, or a manager has to settle it.

    As with the reason, what counts of `asks` is what the last of them names.
    Raises what `decide` raises, and Conflict for somebody who has said what they think already.
    """
    check(session, submission, outcome, reason, member, seen)
    if definition.moderation.reviewers == 1 or submission.state != "ready":
        return decide(session, submission, outcome, reason, member, seen, definition, asks)
    session.refresh(submission, with_for_update=True)
    before = reviews(session, submission)
    if any(one.account_id == member.account_id for one in before):
        raise Conflict("they have said what they think already")
    if any(one.disputes for one in before):
        return _settle(session, submission, outcome, reason, member, seen, definition, asks)
    _add(session, submission, outcome, reason, member, before)
    agreed = all(one.outcome == outcome for one in before)
    if agreed and len(before) + 1 >= definition.moderation.reviewers:
        return decide(session, submission, outcome, reason, member, seen, definition, asks)
    release(submission)
    return None


def unsay(session: Session, submission: Submission, member: Member) -> None:
    """Take back what they said, so that they can look again. Raises Conflict once somebody has said more."""
    require(member, "moderate", submission)
    session.refresh(submission, with_for_update=True)
    said = reviews(session, submission)
    if submission.state != "ready" or not said or said[-1].account_id != member.account_id:
        raise Conflict("it went on since")
    record(session, said[-1], said[-1].outcome, "taken back", Actor("member", member.account_id), "")
    session.delete(said[-1])


def reviews(session: Session, submission: Submission) -> Sequence[Review]:
    """What has been said about it as it stands now, in the order in which it was written down.

    That is the order of their events: of two at once, the later one may have begun first.
    """
    rows = select(Review).where(Review.submission_id == submission.id, Review.seen == _last(submission.id))
    written = select(func.min(Event.number)).where(
        Event.about == Review.__tablename__, Event.about_id == Review.id
    )
    ordered = rows.order_by(written.scalar_subquery()).options(joinedload(Review.account))
    return session.scalars(ordered).all()


def for_their_eyes(member: Member) -> ColumnElement[bool]:
    """Submissions somebody can still say something about; what is disputed, only who may settle it."""
    counts = select(Review.id).where(
        Review.submission_id == Submission.id, Review.seen == _last(Submission.id)
    )
    unsaid = not_(exists(counts.where(Review.account_id == member.account_id)))
    return unsaid if may(member, "settle") else and_(unsaid, not_(exists(counts.where(Review.disputes))))


def _last(submission_id: object) -> Select[int | None]:
    about = (Event.about == Submission.__tablename__, Event.about_id == submission_id)
    newest = select(func.max(Event.number)).where(*about)
    return newest.correlate_except(Event).scalar_subquery()  # type: ignore[return-value]


def _add(
    session: Session,
    submission: Submission,
    outcome: str,
    reason: str,
    member: Member,
    before: Sequence[Review],
) -> None:
    row = Review(brand_id=submission.brand_id, customer_id=submission.customer_id)
    row.submission_id, row.account_id = submission.id, member.account_id
    row.outcome, row.reason = outcome, reason
    row.seen = session.scalar(select(_last(submission.id))) or 0  # type: ignore[call-overload]
    row.disputes = any(one.outcome != outcome for one in before)
    session.add(row)
    session.flush()
    record(session, row, None, outcome, Actor("member", member.account_id), reason)


def _settle(
    session: Session,
    submission: Submission,
    outcome: str,
    reason: str,
    member: Member,
    seen: str,
    definition: Definition,
    asks: Named | None,
) -> Decision:
    if not may(member, "settle"):
        raise Conflict("colleagues disagree; a manager decides")
    return decide(session, submission, outcome, reason, member, seen, definition, asks)
