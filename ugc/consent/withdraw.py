"""Taking back: one use, or the whole submission. It takes no more clicks than giving did."""

from datetime import datetime

from sqlalchemy import select

from ugc.consent.lapse import lapse
from ugc.db import Session
from ugc.lifecycle import Actor, move
from ugc.models import Consent, Submission


def withdraw(session: Session, consent: Consent, actor: Actor, at: datetime | None = None) -> None:
    """End a grant or a question from now on; one that is over already stays as it is.

    `at`: when it was taken back, where that is written down only now. The session is told what was taken
    back, for the marker that a restored backup is reminded by (consent.markers).
    """
    if consent.state == "requested":
        lapse(session, consent, actor)
    elif consent.state == "given":
        consent.withdrawn_at = at or session.now()
        move(session, consent, "withdrawn", actor)
        session.taken.append(consent)


def withdraw_use(session: Session, submission: Submission, use: str) -> None:
    """The author takes one use back, also what they granted as the child's guardian.

    `use` is a Consent's; a purpose alone means it on every network.
    """
    session.get_one(Submission, submission.id, with_for_update=True)
    own = ("author", "guardian") if submission.shows_child == "guardian" else ("author",)
    for consent in _of(session, submission):
        if use in (consent.use, consent.purpose) and consent.party in own:
            withdraw(session, consent, Actor("customer", submission.customer_id))


def take_back(
    session: Session, submission: Submission, actor: Actor | None = None, at: datetime | None = None
) -> None:
    """The author takes everything back: the submission and every grant. Twice is fine."""
    if submission.state in ("withdrawn", "erased"):
        return
    actor = actor or Actor("customer", submission.customer_id)
    move(session, submission, "withdrawn", actor)
    session.taken.append(submission)
    for consent in _of(session, submission):
        withdraw(session, consent, actor, at)


def _of(session: Session, submission: Submission) -> list[Consent]:
    return list(session.scalars(select(Consent).where(Consent.submission_id == submission.id)))
