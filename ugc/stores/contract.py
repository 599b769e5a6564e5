"""What every object store promises, whichever disk or service stands behind it.

Keys are relative paths of plain ASCII (see `check_key`). `tests/stores/` runs one suite over all
implementations.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

KEY_LENGTH = 200  # a local partial upload flattens its key into one file name, and those end at 255 bytes
_SEGMENT = r"[A-Za-z0-9_-][A-Za-z0-9_.-]*"
_KEY = re.compile(rf"{_SEGMENT}(/{_SEGMENT})*")


@dataclass(frozen=True, slots=True)
class Stored:
    """One whole object: its key, its size in bytes, its SHA-256 in lower-case hex."""

    key: str
    size: int
    sha256: str


class Missing(LookupError):
    """There is nothing under this key."""


class BadKey(Missing, ValueError):
    """No store would ever have given out this key: to a reader it is missing, to a writer a mistake."""


class StoreError(Exception):
    """The store could not do it. The text is a sentence for people.

    `permanent` says that trying again cannot help until a person has changed something.
    """

    def __init__(self, sentence: str, *, permanent: bool) -> None:
        super().__init__(sentence)
        self.permanent = permanent


def check_key(key: str) -> str:
    """Return `key` if it is one: segments of letters, digits, `_`, `-` and inner dots, joined by slashes.

    So no key is absolute, climbs with `..`, hides behind a leading dot or means different things on different
    stores. Raises BadKey.
    """
    if len(key) > KEY_LENGTH or not _KEY.fullmatch(key):
        raise BadKey(f"“{key[:KEY_LENGTH]}” is not a key of this store.")
    return key


class Partial(Protocol):
    """An upload that arrives in pieces, perhaps over days and through several processes.

    Everything it knows it reads from the store, so any process may carry on where another was killed. A key
    is written by `Store.put` or by a partial, not by both, and one writer at a time appends: the caller holds
    that lease.
    """

    def offset(self) -> int:
        """Bytes durably kept so far; the whole size once finished, 0 before anything arrived."""
        ...

    def append(self, source: BinaryIO, limit: int) -> int:
        """Keep at most `limit` further bytes of `source` and return the new offset, durable by then.

        Where `source` raises, the bytes it gave before are kept and its error goes on to the caller. A killed
        process loses at most what it had not yet acknowledged (S3: one part). Raises StoreError; once
        finished, permanently.
        """
        ...

    def finish(self, content_type: str) -> Stored:
        """Make what has arrived the object under this key; twice is fine. Raises Missing if nothing has."""
        ...

    def discard(self) -> None:
        """Forget what has arrived. An object already finished stays. Doing it twice is fine."""
        ...


class Store(Protocol):
    """Keeps bytes under keys. Every method raises StoreError for trouble, BadKey for a key that is none."""

    def put(self, key: str, source: BinaryIO, *, content_type: str) -> Stored:
        """Keep all of `source` under `key`: durable when it returns, and never to be seen half-written.

        `source` is read in pieces; its own errors go on to the caller and leave nothing behind.
        """
        ...

    def open(self, key: str) -> BinaryIO:
        """The bytes, as a context manager, to be read forwards (not every store can seek). Raises Missing."""
        ...

    def size(self, key: str) -> int:
        """Bytes under `key`. Raises Missing."""
        ...

    def delete(self, key: str) -> None:
        """Remove the object; one that is not there is fine."""
        ...

    def keys(self, prefix: str = "") -> Iterator[str]:
        """Keys of whole objects that start with `prefix`, in no particular order."""
        ...

    def partial(self, key: str) -> Partial:
        """The upload in pieces that will become `key`."""
        ...

    def sweep(self, before: datetime) -> int:
        """Remove what interrupted writes last touched `before` left behind; how many there were.

        Bytes of a killed `put` and of uploads nobody finished are somebody's photos too: erased means erased.
        Choose a moment well before the oldest upload that may still resume.
        """
        ...

    def ready(self) -> None:
        """Return if photos can be kept right now, else raise StoreError saying why not."""
        ...
