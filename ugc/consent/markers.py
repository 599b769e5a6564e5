"""Markers of what was taken back, in the store beside the tombstones: a restored backup must not forget them.

Each is written right before its withdrawal commits, so none that committed lacks one. One whose withdrawal
did not commit after all is harmless: its person asked for it and was told that it failed, so replaying it
does what they wanted; and a later yes is a row of its own, with another id. Replaying twice changes nothing.
A store that is down never keeps anybody from taking something back: the marker then waits in the database.

A marker holds ids and a moment. It goes when its submission is erased: the tombstone says more.
"""

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from sqlalchemy import delete, select

from ugc.consent.withdraw import take_back, withdraw
from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import Actor
from ugc.models import Consent, Marker, Submission, new_id
from ugc.stores import Store, StoreError

logger = logging.getLogger(__name__)

WITHDRAWALS = "withdrawals/"
AT_ONCE = 500
GONE = ("withdrawn", "erased")


def keep(store: Store, session: Session) -> None:
    """Write a marker for each submission of which this transaction takes something back."""
    for marker in _made(session):
        try:
            _put(store, marker)
        except StoreError:
            logger.warning("the store did not take the marker of a withdrawal; it comes again", exc_info=True)
            session.add(marker)
    session.taken.clear()


def catch_up(database: Database, store: Store) -> None:
    """Bring the store the markers that it did not take when they were made. Raises StoreError."""
    with database.read(EVERYONE) as session:
        waiting = session.scalars(select(Marker).limit(AT_ONCE)).all()
    for marker in waiting:
        _put(store, marker)
    if waiting:
        with database.write(EVERYONE) as session:
            session.execute(delete(Marker).where(Marker.id.in_([one.id for one in waiting])))


def of(store: Store, submission_id: str) -> Iterator[str]:
    """The keys of a submission's markers."""
    return store.keys(f"{WITHDRAWALS}{submission_id}/")


def replay(session: Session, store: Store, key: str, actor: Actor) -> Submission | None:
    """Take back again what a marker names; its submission, or None when it stands as it should."""
    with store.open(key) as file:
        said = json.load(file)
    submission = session.get(Submission, key.split("/")[1])
    if submission is None or submission.state in GONE:
        return None
    at = datetime.fromisoformat(said["at"])
    if said["whole"]:
        take_back(session, submission, actor, at)
    for consent in session.scalars(select(Consent).where(Consent.id.in_(said["consents"]))):
        withdraw(session, consent, actor, at)
    changed = bool(session.taken)
    session.taken.clear()  # its marker is there
    return submission if changed else None


def _made(session: Session) -> Iterator[Marker]:
    """One for each submission, with everything of it that was taken back."""
    made: dict[str, Marker] = {}
    for row in session.taken:
        about = row.id if isinstance(row, Submission) else row.submission_id
        marker = made.setdefault(about, Marker(brand_id=row.brand_id, customer_id=row.customer_id))
        marker.id, marker.submission_id, marker.at = marker.id or new_id(), about, session.now()
        marker.whole = marker.whole or isinstance(row, Submission)
        marker.consents = [*(marker.consents or ()), *([row.id] if isinstance(row, Consent) else ())]
    yield from made.values()


def _put(store: Store, marker: Marker) -> None:
    words = {"at": marker.at.isoformat(), "whole": marker.whole, "consents": marker.consents}
    key = f"{WITHDRAWALS}{marker.submission_id}/{marker.id}"
    store.put(key, BytesIO(json.dumps(words).encode()), content_type="application/json")
