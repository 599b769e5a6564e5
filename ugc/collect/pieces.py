"""An upload that arrives in pieces, over a line that may break at any byte."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from tempfile import TemporaryFile
from typing import BinaryIO

from ugc.collect.uploads import BYTES, Draft, Gone
from ugc.media.inspect import inspect
from ugc.media.reasons import Unusable
from ugc.models import Upload

PIECE = 5 * 1024 * 1024  # bytes: what is in memory of one upload, and one part on S3
READ = 64 * 1024
HELD = timedelta(minutes=1)  # longer than any store takes for a piece


class Held(Exception):
    """Another request is writing this upload right now."""


class Moved(Exception):
    """The upload is not where the sender thinks; `offset` is where it is, in bytes."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"the upload is at {offset}")
        self.offset = offset


class Overflow(Exception):
    """More came than was announced."""


def offset(draft: Draft, upload: Upload) -> int:
    """Bytes of an upload that are safe."""
    return upload.length if upload.sha256 else draft.store.partial(upload.key).offset()


def append(draft: Draft, upload: Upload, start: int, source: BinaryIO) -> int:
    """Keep what `source` gives from byte `start` on; where the upload stands then.

    Each piece is read before the upload is held, so a slow line holds nothing up. What came before an
    error is kept. Raises Gone, Held, Moved, Overflow, StoreError and the source's own errors.
    """
    partial, at = draft.store.partial(upload.key), start
    if offset(draft, upload) != start:
        raise Moved(offset(draft, upload))
    for piece in _pieces(source):
        if at + len(piece) > upload.length:
            raise Overflow
        until = _hold(draft, upload)
        try:
            if partial.offset() != at:
                raise Moved(partial.offset())
            at = partial.append(BytesIO(piece), len(piece))
        finally:
            _release(draft, upload, until)
    return at


def complete(draft: Draft, upload: Upload) -> Upload:
    """Look at what has arrived whole. Raises Gone; and Unusable, and then the file is gone too."""
    if upload.sha256:
        return upload
    stored = draft.store.partial(upload.key).finish(BYTES)
    try:
        with draft.store.open(upload.key) as source, TemporaryFile() as copy:
            shutil.copyfileobj(source, copy)
            return draft.became(upload, stored, inspect(copy))
    except Unusable:
        draft.remove(upload.id)
        raise
    except Gone:  # and its bytes were forgotten before the last of them were there
        draft.store.delete(upload.key)
        raise


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    """What `source` gives, a piece at a time; what it gave before it raised comes first, then its error."""
    piece = bytearray()
    try:
        while data := source.read(min(READ, PIECE - len(piece))):
            piece += data
            if len(piece) == PIECE:
                yield bytes(piece)
                piece.clear()
    except Exception:
        if piece:
            yield bytes(piece)
        raise
    if piece:
        yield bytes(piece)


def _hold(draft: Draft, upload: Upload) -> datetime:
    with draft.database.write(draft.ours) as session:
        row = draft.held(session, upload)
        if row.lease_until and row.lease_until > session.now():
            raise Held
        row.lease_until = until = session.now() + HELD
    return until


def _release(draft: Draft, upload: Upload, until: datetime) -> None:
    with draft.database.write(draft.ours) as session:
        row = session.get(Upload, upload.id, with_for_update=True)
        if row and row.lease_until == until:
            row.lease_until = None
