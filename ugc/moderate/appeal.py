"""Objecting to a decision, and the answer by somebody else."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ugc.db import Session
from ugc.lifecycle import ENGINE, Actor, begin, move
from ugc.models import RETURNED, Appeal, Brand, Decision, Mail, Member, Review, Submission
from ugc.moderate.reserve import reserve
from ugc.permissions import require

WITHIN = timedelta(days=183)  # six months (DSA, article 20)
LONGEST = 4000


class Refused(Exception):
    """It cannot be done like that; says why in a sentence."""


def until(session: Session, submission: Submission, decision: Decision | None) -> datetime | None:
    """Until when its customer may object; None when there is nothing to object to, or they have."""
    if decision is None or submission.state != "declined" or of(session, decision):
        return None
    end = decision.final_at + WITHIN
    return end if session.now() < end else None


def of(session: Session, decision: Decision) -> Appeal | None:
    """The objection to a decision, with who answered it."""
    rows = select(Appeal).where(Appeal.decision_id == decision.id).options(joinedload(Appeal.account))
    return session.scalar(rows)


def object_to(session: Session, submission: Submission, decision: Decision | None, words: str) -> Appeal:
    """Object. Raises Refused when it is too late, done already, or nothing was declined."""
    if decision is None or until(session, submission, decision) is None:
        raise Refused("There is nothing to object to any more.")
    row = Appeal(brand_id=submission.brand_id, customer_id=submission.customer_id)
    row.decision_id, row.words = decision.id, words
    begin(session, row, Actor("customer", submission.customer_id))
    return row


def open_appeals(session: Session, brand: Brand) -> Sequence[Appeal]:
    """What waits for an answer, the oldest first."""
    rows = select(Appeal).where(Appeal.brand_id == brand.id, Appeal.state == "open")
    loaded = rows.options(joinedload(Appeal.decision).joinedload(Decision.account))
    return session.scalars(loaded.order_by(Appeal.created_at)).all()


def took_part(session: Session, appeal: Appeal, member: Member) -> bool:
    """Whether somebody decided what is objected to, alone or with others."""
    decision = appeal.decision
    theirs = select(Review.id).where(
        Review.submission_id == decision.submission_id, Review.account_id == member.account_id
    )
    return decision.account_id == member.account_id or session.scalar(theirs.limit(1)) is not None


def answer(session: Session, appeal: Appeal, outcome: str, words: str, member: Member) -> None:
    """Uphold it, and the submission waits again, for them first, or dismiss it; the customer reads why.

    Raises NotAllowed, Refused for who decided before or without words, or Conflict.
    """
    require(member, "moderate", appeal)
    if took_part(session, appeal, member):
        raise Refused("Somebody else than who decided has to answer this.")
    if not words.strip():
        raise Refused("They wait for an answer in words.")
    actor = Actor("member", member.account_id)
    move(session, appeal, outcome, actor, words.strip())
    appeal.account_id, appeal.answer, appeal.decided_at = member.account_id, words.strip(), session.now()
    submission = session.get_one(Submission, appeal.decision.submission_id)
    if outcome == "upheld" and submission.state == "declined":
        move(session, submission, "ready", actor, "appeal upheld")
        reserve(session, submission, member, RETURNED)
    _tell(session, appeal, submission)


def _tell(session: Session, appeal: Appeal, submission: Submission) -> None:
    if not submission.customer.email:
        return
    mail = Mail(brand_id=appeal.brand_id, customer_id=appeal.customer_id, kind="appeal", about_id=appeal.id)
    mail.key, mail.to = f"appeal:{appeal.id}", submission.customer.email
    begin(session, mail, ENGINE)
    session.hint("mail", mail.id)
