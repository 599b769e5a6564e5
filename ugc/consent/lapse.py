"""A question that nobody will answer any more: over, and the address it was sent to forgotten."""

from sqlalchemy import select

from ugc.db import Session
from ugc.lifecycle import Actor, move
from ugc.models import Consent, Mail


def lapse(session: Session, consent: Consent, actor: Actor) -> None:
    """End a question; a letter about it that still waits is not sent."""
    for mail in session.scalars(select(Mail).where(Mail.kind == "guardian", Mail.about_id == consent.id)):
        mail.to = ""
        if mail.state == "queued":
            move(session, mail, "cancelled", actor)
    consent.email = ""
    move(session, consent, "lapsed", actor)
