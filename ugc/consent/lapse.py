"""A question that nobody will answer any more: over, and whom it was sent to forgotten."""

from collections.abc import Sequence

from sqlalchemy import select

from ugc.db import Session
from ugc.lifecycle import Actor, move
from ugc.models import Consent, Mail

LETTERS = ("guardian", "depicted", "remind")


def lapse(session: Session, consent: Consent, actor: Actor) -> None:
    """End a question; a letter about it that still waits is not sent."""
    for mail in _letters(session, consent):
        mail.to = ""
    stop_asking(session, consent, actor)
    consent.forget()
    move(session, consent, "lapsed", actor)


def stop_asking(session: Session, consent: Consent, actor: Actor) -> None:
    """What still waits to be sent about a question is not sent any more."""
    for mail in _letters(session, consent):
        if mail.state == "queued":
            move(session, mail, "cancelled", actor)


def _letters(session: Session, consent: Consent) -> Sequence[Mail]:
    about = select(Mail).where(Mail.about_id == consent.id, Mail.kind.in_(LETTERS))
    return session.scalars(about).all()
