"""Objects in this process's memory, for tests and for looking around; gone when it ends."""

import io
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from ugc.stores.contract import Missing, Stored, StoreError, check_key
from ugc.stores.streams import Tally, chunks, digest


class MemoryStore:
    """`memory://`"""

    def __init__(self) -> None:
        self._objects: dict[str, bytes] = {}
        self._incoming: dict[str, _Incoming] = {}

    def put(self, key: str, source: BinaryIO, *, content_type: str) -> Stored:
        check_key(key)
        tally = Tally(source)
        self._objects[key] = b"".join(chunks(tally))
        return tally.stored(key)

    def open(self, key: str) -> BinaryIO:
        return io.BytesIO(self._get(key))

    def size(self, key: str) -> int:
        return len(self._get(key))

    def delete(self, key: str) -> None:
        self._objects.pop(check_key(key), None)

    def keys(self, prefix: str = "") -> Iterator[str]:
        check_key(prefix + "x")
        return (key for key in list(self._objects) if key.startswith(prefix))

    def partial(self, key: str) -> "MemoryPartial":
        return MemoryPartial(self._objects, self._incoming, check_key(key))

    def sweep(self, before: datetime) -> int:
        left = [key for key, incoming in self._incoming.items() if incoming.touched < before.timestamp()]
        for key in left:
            del self._incoming[key]
        return len(left)

    def ready(self) -> None:
        return

    def _get(self, key: str) -> bytes:
        try:
            return self._objects[check_key(key)]
        except KeyError:
            raise Missing(key) from None


@dataclass
class _Incoming:
    data: bytearray = field(default_factory=bytearray)
    touched: float = field(default_factory=time.time)


class MemoryPartial:
    def __init__(self, objects: dict[str, bytes], incoming: dict[str, _Incoming], key: str) -> None:
        self._objects = objects
        self._incoming = incoming
        self._key = key

    def offset(self) -> int:
        if self._key in self._incoming:
            return len(self._incoming[self._key].data)
        return len(self._objects.get(self._key, b""))

    def append(self, source: BinaryIO, limit: int) -> int:
        if self._key in self._objects:
            raise StoreError("This upload is already complete and safe.", permanent=True)
        incoming = self._incoming.setdefault(self._key, _Incoming())
        for chunk in chunks(source, limit):
            incoming.data += chunk
            incoming.touched = time.time()
        return len(incoming.data)

    def finish(self, content_type: str) -> Stored:
        if not self.offset():
            raise Missing(self._key)
        if incoming := self._incoming.pop(self._key, None):
            self._objects[self._key] = bytes(incoming.data)
        return digest(self._key, io.BytesIO(self._objects[self._key]))

    def discard(self) -> None:
        self._incoming.pop(self._key, None)
