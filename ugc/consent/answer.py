"""The answer of a guardian or of somebody in the photo, asked by mail; silence lapses."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from ugc.consent.lapse import stop_asking
from ugc.db import Session
from ugc.lifecycle import ENGINE, Actor, Conflict, begin, move
from ugc.models import Consent, Mail


def asked_with(session: Session, consent: Consent) -> list[Consent]:
    """Every use the same person was asked about for the same submission."""
    same = (
        select(Consent)
        .where(Consent.submission_id == consent.submission_id, Consent.person == consent.person)
        .order_by(Consent.created_at, Consent.id)
    )
    return list(session.scalars(same))


def open_at(consents: Collection[Consent], at: datetime) -> bool:
    """Whether an answer is still being waited for."""
    return any(c.state == "requested" and (c.expires_at is None or c.expires_at > at) for c in consents)


def answer(
    session: Session, consent: Consent, name: str, agreed: Collection[str], until: datetime
) -> list[Consent]:
    """Give the uses named in `agreed` until that moment and refuse the others, under a typed name.

    Raises Conflict when the question was answered already or is too old.
    """
    consents = asked_with(session, consent)
    if not open_at(consents, session.now()):
        raise Conflict("nobody waits for this answer any more")
    for one in consents:
        if one.state == "requested":
            one.name = name
            stop_asking(session, one, Actor(one.party, one.id))
            _settle(session, one, given=one.use in agreed, until=until)
    _send_receipt(session, consents[0])
    return consents


def _send_receipt(session: Session, consent: Consent) -> None:
    mail = Mail(brand_id=consent.brand_id, customer_id=consent.customer_id, kind="agreed")
    mail.about_id, mail.key = consent.id, f"agreed:{consent.person}"
    mail.to, mail.due_at = consent.email, session.now()
    begin(session, mail, ENGINE)
    session.hint("mail", mail.id)


def _settle(session: Session, consent: Consent, *, given: bool, until: datetime) -> None:
    consent.expires_at = until if given else None
    consent.given_at = session.now() if given else None
    move(session, consent, "given" if given else "refused", Actor(consent.party, consent.id))
