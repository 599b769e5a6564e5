"""What time does to consent: a grant runs out, and a question nobody answered lapses."""

from sqlalchemy import select

from ugc.db import Session
from ugc.lifecycle import ENGINE, move
from ugc.models import Consent

MOST = 500  # rows in one transaction
OVER = {"requested": "lapsed", "given": "expired"}


def sweep(session: Session) -> None:
    """Write down what is over. `Consent.live` knew already; an unanswered guardian's address is purged."""
    over = select(Consent).where(Consent.state.in_(OVER), Consent.expires_at <= session.now()).limit(MOST)
    for consent in session.scalars(over.with_for_update(skip_locked=True)):
        if consent.state == "requested":
            consent.email = ""
        move(session, consent, OVER[consent.state], ENGINE)
