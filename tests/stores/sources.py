"""Streams as they come from phones: long, slow, and gone in the middle."""

import io
from random import Random


def photo(size: int) -> bytes:
    """The same noise each time."""
    return Random(size).randbytes(size)


class Breaking(io.BytesIO):
    """Breaks off after `good` bytes, as a lost connection does."""

    def __init__(self, data: bytes, good: int) -> None:
        super().__init__(data)
        self._good = good

    def read(self, size: int | None = -1) -> bytes:
        left = self._good - self.tell()
        if left <= 0:
            raise ConnectionResetError("the train went into a tunnel")
        return super().read(left if size is None or size < 0 else min(size, left))


class Trickling(io.BytesIO):
    """Gives a few bytes at a time, whatever is asked for."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(977 if size is None or size < 0 else min(size, 977))


class Long:
    """`size` bytes of a pattern, never all in memory."""

    def __init__(self, size: int) -> None:
        self._left = size

    def read(self, size: int = -1) -> bytes:
        give = self._left if size < 0 else min(size, self._left)
        self._left -= give
        return b"\xa5" * give
