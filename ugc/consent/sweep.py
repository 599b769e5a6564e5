"""What time does to consent: a grant runs out, and a question nobody answered lapses."""

from sqlalchemy import select

from ugc.consent.lapse import lapse
from ugc.db import Session
from ugc.lifecycle import ENGINE, move
from ugc.models import Consent, Submission

MOST = 100  # rows in one transaction, so that no writer waits long for us
ENDING = ("requested", "given")


def sweep(session: Session) -> int:
    """Write down what is over, as `Consent.live` knew already; how many that were, at most MOST."""
    ended = (Consent.state.in_(ENDING), Consent.expires_at <= session.now())
    over = select(Consent).join(Submission, Submission.id == Consent.submission_id).where(*ended).limit(MOST)
    found = session.scalars(over.with_for_update(of=Submission, skip_locked=True)).all()
    for consent in found:
        if consent.state == "requested":
            lapse(session, consent, ENGINE)
        else:
            move(session, consent, "expired", ENGINE)
    return len(found)
