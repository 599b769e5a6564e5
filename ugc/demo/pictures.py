"""The files customers send, as their phones would name them."""

from io import BytesIO
from itertools import count
from typing import BinaryIO

from ugc.demo.photos import open_photo

ARRIVES = 3  # of a broken file: one part in so many


class Pictures:
    """Reads or draws each picture once."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        self._number = count(1041, 7)

    def file(self, name: str, *, broken: bool = False) -> BinaryIO:
        """A picture's file; a broken one ends half-way. Raises what `open_photo` raises."""
        if name not in self._files:
            with open_photo(name) as file:
                self._files[name] = file.read()
        whole = self._files[name]
        return BytesIO(whole[: len(whole) // ARRIVES] if broken else whole)

    def filename(self) -> str:
        """The next name."""
        return f"IMG_{next(self._number)}.jpg"
