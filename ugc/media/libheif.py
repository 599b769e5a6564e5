"""HEIC in strips, without the copy that Pillow would make of all of it. Runs in a child process only."""

from collections.abc import Iterator
from pathlib import Path

import pi_heif
from PIL import Image


def strips(original: Path, rows: int) -> Iterator[Image.Image]:
    """The primary picture, so many rows at a time."""
    heif = pi_heif.open_heif(original, convert_hdr_to_8bit=True)
    data, stride, (width, height) = heif.data, heif.stride, heif.size
    for top in range(0, height, rows):
        size = (width, min(rows, height - top))
        lines = data[top * stride : (top + size[1]) * stride]
        yield Image.frombuffer(heif.mode, size, lines, "raw", heif.mode, stride, 1)
