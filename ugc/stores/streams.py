"""Reading in pieces, so that no file is ever whole in memory."""

import hashlib
from collections.abc import Iterator
from typing import Protocol

from ugc.stores.contract import Stored

CHUNK = 64 * 1024  # bytes; small, because a stream that breaks takes the piece it is in with it


class Readable(Protocol):
    """The one thing we ask of a source."""

    def read(self, size: int, /) -> bytes: ...


class Tally:
    """Reads through to `source`, counting and hashing what passes."""

    def __init__(self, source: Readable) -> None:
        self._source = source
        self._sha256 = hashlib.sha256()
        self._size = 0

    def read(self, size: int = -1) -> bytes:
        """`size` bytes unless the source ends, however little it gives at a time: boto3 relies on that."""
        data = b"".join(chunks(self._source, None if size < 0 else size))
        self._sha256.update(data)
        self._size += len(data)
        return data

    def stored(self, key: str) -> Stored:
        return Stored(key, self._size, self._sha256.hexdigest())


def chunks(source: Readable, limit: int | None = None) -> Iterator[bytes]:
    """Pieces of `source` until it ends or `limit` bytes have come; never asks for a byte beyond."""
    while limit is None or limit > 0:
        data = source.read(CHUNK if limit is None else min(CHUNK, limit))
        if not data:
            return
        if limit is not None:
            limit -= len(data)
        yield data


def digest(key: str, source: Readable) -> Stored:
    """Size and SHA-256 of all that `source` still holds."""
    tally = Tally(source)
    for _ in chunks(tally):
        pass
    return tally.stored(key)
