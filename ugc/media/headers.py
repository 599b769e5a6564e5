"""Sizes from the headers of JPEG, PNG, GIF and WebP, in plain Python.

The web process calls these on hostile bytes, so nothing here is native code, allocates by a declared
length, or loops more often than a real file needs.
"""

import struct
from typing import BinaryIO, NamedTuple

from ugc.media.reasons import Reason, Unusable

MOST_SEGMENTS = 1000  # an ICC profile may take 255, and phones add a few dozen of their own
STANDALONE = {0x01, *range(0xD0, 0xD9)}  # JPEG markers without a length: TEM, RSTn, SOI
FRAME_HEADERS = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOF0–SOF15 without DHT, JPG and DAC
EXIF = b"Exif\0\0"
ORIENTATION = 0x0112


class Size(NamedTuple):
    """Pixels as stored, and the EXIF orientation (1–8) that shows them upright."""

    width: int
    height: int
    orientation: int = 1


def exactly(source: BinaryIO, count: int) -> bytes:
    """`count` bytes, or Unusable(TRUNCATED)."""
    data = source.read(count)
    if len(data) < count:
        raise Unusable(Reason.TRUNCATED)
    return data


def jpeg(source: BinaryIO) -> Size:
    """The frame header and the EXIF orientation before it (ITU-T T.81 B.1)."""
    source.seek(2)
    orientation = 1
    for _ in range(MOST_SEGMENTS):
        marker = _next_marker(source)
        if marker in STANDALONE:
            continue
        if marker in (0xD9, 0xDA):  # the end, or picture data, before any frame header
            break
        length = int.from_bytes(exactly(source, 2)) - 2
        if marker in FRAME_HEADERS:
            height, width = struct.unpack(">xHH", exactly(source, 5))
            return Size(width, height, orientation)
        if length < 0:
            break
        if marker == 0xE1:
            segment = exactly(source, length)
            if segment.startswith(EXIF):
                orientation = exif_orientation(segment)
        else:
            source.seek(length, 1)
    raise Unusable(Reason.BROKEN)


def _next_marker(source: BinaryIO) -> int:
    byte = exactly(source, 1)[0]
    for _ in range(MOST_SEGMENTS):
        if byte == 0xFF and (byte := exactly(source, 1)[0]) not in (0x00, 0xFF):
            return byte
        if byte != 0xFF:
            byte = exactly(source, 1)[0]
    raise Unusable(Reason.BROKEN)


def exif_orientation(exif: bytes) -> int:
    """The orientation tag in the first directory of an EXIF block; 1 when it is absent or nonsense."""
    tiff = exif.removeprefix(EXIF)
    try:
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        (start,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, start)
        for entry in range(start + 2, start + 2 + 12 * count, 12):
            tag, _, _, value = struct.unpack_from(order + "HHIH", tiff, entry)
            if tag == ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except (KeyError, struct.error):
        pass
    return 1


def png(source: BinaryIO) -> Size:
    """The IHDR chunk, always the first."""
    source.seek(8)
    kind, width, height = struct.unpack(">4x4sII", exactly(source, 16))
    if kind != b"IHDR":
        raise Unusable(Reason.BROKEN)
    return Size(width, height)


def gif(source: BinaryIO) -> Size:
    """The logical screen descriptor."""
    source.seek(6)
    return Size(*struct.unpack("<HH", exactly(source, 4)))


def webp(source: BinaryIO) -> Size:
    """The first chunk of the RIFF container: lossy, lossless or extended (RFC 9649)."""
    source.seek(4)
    (size,) = struct.unpack("<I", exactly(source, 4))
    source.seek(12)
    chunk, body = exactly(source, 4), exactly(source, 14)[4:]
    if source.seek(0, 2) < size + 8:
        raise Unusable(Reason.TRUNCATED)
    if chunk == b"VP8X":
        return Size(int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1)
    if chunk == b"VP8L" and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        return Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if chunk == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", body[6:10])
        return Size(width & 0x3FFF, height & 0x3FFF)
    raise Unusable(Reason.BROKEN)
