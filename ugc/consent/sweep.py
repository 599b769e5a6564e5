"""What time does to consent: a grant runs out, and a question nobody answered lapses."""

from sqlalchemy import select

from ugc.consent.lapse import lapse
from ugc.db import Session
from ugc.lifecycle import ENGINE, move
from ugc.models import Consent

MOST = 500  # rows in one transaction
ENDING = ("requested", "given")


def sweep(session: Session) -> None:
    """Write down what is over; `Consent.live` knew it already."""
    over = select(Consent).where(Consent.state.in_(ENDING), Consent.expires_at <= session.now()).limit(MOST)
    for consent in session.scalars(over.with_for_update(skip_locked=True)):
        if consent.state == "requested":
            lapse(session, consent, ENGINE)
        else:
            move(session, consent, "expired", ENGINE)
