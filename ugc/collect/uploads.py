"""Photos that arrive before the form is sent: kept bit-exact in a draft.

The row comes first, then the bytes, then what they are; so a process may be killed anywhere and the
sweep still knows every object that nobody needs.
"""

import hashlib
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import BinaryIO, cast

from sqlalchemy import Select, delete, or_, select

from ugc.db import EVERYONE, Database, Session, Whose
from ugc.media.inspect import MAX_BYTES, Facts, inspect
from ugc.media.reasons import Reason, Unusable
from ugc.models import Campaign, Upload, new_id
from ugc.stores import Store, Stored, StoreError

KEPT = timedelta(hours=24)
UNFINISHED = 2  # beside every photo a form takes, so many attempts may lie about unfinished
SWEPT = 200  # uploads forgotten in one sweep
NAME = 200  # characters of a file name that are kept
BYTES = "application/octet-stream"  # originals are nobody's to show
NOBODY = ""  # the draft of what waits to be swept
UNSEEN = {"image/heic"}  # what most browsers cannot show


class TooMany(Exception):
    """The draft holds as many photos as the form takes."""


class Gone(Exception):
    """The upload was removed meanwhile."""


def new_draft() -> str:
    """A form's one-time key, unguessable."""
    return secrets.token_urlsafe(24)


@dataclass(frozen=True)
class Draft:
    """The photos of one form that is not sent yet: at most `most`, found by the form's one-time `key`."""

    database: Database
    store: Store
    campaign: Campaign
    key: str
    most: int

    @property
    def ours(self) -> Whose:
        """The brand's rows, and nobody else's."""
        return Whose.brand(self.campaign.brand_id)

    def photos(self) -> list[Upload]:
        """The whole ones, in their order."""
        with self.database.read(self.ours) as session:
            return list(session.scalars(waiting(self.campaign, self.key)))

    def find(self, upload_id: str) -> Upload | None:
        """One upload of this draft, whole or not."""
        with self.database.read(self.ours) as session:
            return session.scalar(_all(self.campaign, self.key).where(Upload.id == upload_id))

    def keep(self, filename: str, photo: BinaryIO) -> Upload:
        """Keep a seekable file that is all here, once. Raises Unusable, TooMany and StoreError."""
        facts = inspect(photo)
        photo.seek(0)
        sha256 = hashlib.file_digest(cast(BytesIO, photo), "sha256").hexdigest()
        for same in self.photos():
            if same.sha256 == sha256:
                return same
        upload = self.expect(filename, photo.seek(0, 2))
        photo.seek(0)
        return self.became(upload, self.store.put(upload.key, photo, content_type=BYTES), facts)

    def expect(self, filename: str, length: int, instead: str = "") -> Upload:
        """Make room for a file of so many bytes; one that comes `instead` of another needs none of its own.

        Raises Unusable, TooMany, and StoreError when the store could not keep it: better now than halfway.
        """
        if not 0 < length <= MAX_BYTES:
            raise Unusable(Reason.TOO_LARGE if length > 0 else Reason.EMPTY)
        self.store.ready()
        with self.database.write(self.ours) as session:
            uploads = session.scalars(_all(self.campaign, self.key)).all()
            finished = sum(1 for one in uploads if one.sha256 and one.id != instead)
            if finished >= self.most or len(uploads) >= self.most * (1 + UNFINISHED):
                raise TooMany
            upload = _new(self.campaign, self.key, f"o/{new_id()}{new_id()}")
            upload.position = 1 + max((one.position for one in uploads), default=-1)
            upload.filename, upload.length = _printable(filename)[-NAME:], length
            session.add(upload)
        return upload

    def became(self, upload: Upload, stored: Stored, facts: Facts) -> Upload:
        """Write down what has arrived whole. Raises Gone."""
        with self.database.write(self.ours) as session:
            row = self.held(session, upload)
            row.length, row.sha256, row.mime = stored.size, stored.sha256, facts.mime
            if facts.mime in UNSEEN:
                session.hint("preview", row.id)
        return row

    def held(self, session: Session, upload: Upload) -> Upload:
        """The upload's row, locked. Raises Gone."""
        row = session.get(Upload, upload.id, with_for_update=True)
        if row is None or row.draft != self.key:
            raise Gone
        return row

    def remove(self, upload_id: str) -> None:
        """Take a photo out of the draft and forget its bytes; one that is not there is fine."""
        with self.database.write(self.ours) as session:
            found = _all(self.campaign, self.key).where(Upload.id == upload_id)
            upload = session.scalar(found.with_for_update())
            if upload is None:
                return
            upload.draft = NOBODY
        with suppress(StoreError):  # it is out of the draft; the sweep will forget what this could not
            _forget(self.database, self.store, [upload])

    def empty(self) -> None:
        """Take everything out of the draft and forget its bytes."""
        with self.database.write(self.ours) as session:
            uploads = session.scalars(_all(self.campaign, self.key).with_for_update()).all()
            for upload in uploads:
                upload.draft = NOBODY
        with suppress(StoreError):
            _forget(self.database, self.store, uploads)

    def reorder(self, upload_ids: Sequence[str]) -> None:
        """Put the photos into this order; those not named come last."""
        place = {upload_id: position for position, upload_id in enumerate(upload_ids)}
        with self.database.write(self.ours) as session:
            uploads = session.scalars(_all(self.campaign, self.key)).all()
            for position, upload in enumerate(sorted(uploads, key=lambda one: place.get(one.id, len(place)))):
                upload.position = position


def waiting(campaign: Campaign, draft: str) -> Select[Upload]:
    """The whole photos of a draft, in their order."""
    return _all(campaign, draft).where(Upload.sha256.is_not(None))


def throw_away(session: Session, campaign: Campaign, key: str) -> None:
    """Leave an object that nobody needs any more to the sweep, in the transaction that drops its row."""
    upload = _new(campaign, NOBODY, key)
    upload.filename, upload.length = "", 0
    session.add(upload)


def sweep(database: Database, store: Store) -> None:
    """Forget what was thrown away, and photos whose form was not sent in time. Raises StoreError."""
    with database.write(EVERYONE) as session:
        late = or_(Upload.draft == NOBODY, Upload.created_at < session.now() - KEPT)
        uploads = session.scalars(select(Upload).where(late).limit(SWEPT).with_for_update()).all()
        for upload in uploads:
            upload.draft = NOBODY  # from here on no form can take it
    _forget(database, store, uploads)


def _all(campaign: Campaign, draft: str) -> Select[Upload]:
    of_draft = select(Upload).where(Upload.campaign_id == campaign.id, Upload.draft == draft)
    return of_draft.order_by(Upload.position, Upload.created_at, Upload.id)


def _new(campaign: Campaign, draft: str, key: str) -> Upload:
    return Upload(brand_id=campaign.brand_id, campaign_id=campaign.id, draft=draft, key=key)


def _forget(database: Database, store: Store, uploads: Sequence[Upload]) -> None:
    """The bytes go first: killed in between, the rows are still there to finish from.

    A store takes its time, so it is not asked while rows are locked.
    """
    for upload in uploads:
        store.partial(upload.key).discard()
        store.delete(upload.key)
        if upload.mime in UNSEEN:
            store.delete(upload.preview_key)
    with database.write(EVERYONE) as session:
        session.execute(delete(Upload).where(Upload.id.in_([upload.id for upload in uploads])))


def _printable(filename: str) -> str:
    """Without line breaks and other control characters, which no header and not every database takes."""
    return "".join(one for one in filename if one.isprintable())
