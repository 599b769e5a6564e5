"""Taking back: one use, or the whole submission. It takes no more clicks than giving did."""

from sqlalchemy import select

from ugc.db import Session
from ugc.lifecycle import Actor, move
from ugc.models import Consent, Submission

OVER = {"requested": "lapsed", "given": "withdrawn"}


def withdraw(session: Session, consent: Consent, actor: Actor) -> None:
    """Take one grant back from now on. Twice is fine; a grant that was never given raises NoSuchArrow."""
    if consent.state != "withdrawn":
        _end(session, consent, actor)


def withdraw_purpose(session: Session, submission: Submission, purpose: str) -> None:
    """The author takes one use back, also what they granted as the child's guardian."""
    actor = Actor("customer", submission.customer_id)
    own = ("author", "guardian") if submission.shows_child == "guardian" else ("author",)
    for consent in _of(session, submission):
        if consent.purpose == purpose and consent.party in own and consent.state in OVER:
            _end(session, consent, actor)


def take_back(session: Session, submission: Submission) -> None:
    """The author takes everything back: the submission and every grant. Twice is fine."""
    if submission.state in ("withdrawn", "erased"):
        return
    actor = Actor("customer", submission.customer_id)
    move(session, submission, "withdrawn", actor)
    for consent in _of(session, submission):
        if consent.state in OVER:
            _end(session, consent, actor)


def _of(session: Session, submission: Submission) -> list[Consent]:
    return list(session.scalars(select(Consent).where(Consent.submission_id == submission.id)))


def _end(session: Session, consent: Consent, actor: Actor) -> None:
    consent.withdrawn_at = session.now()
    move(session, consent, OVER[consent.state], actor)
