"""Sizes from the boxes of HEIC and AVIF files (ISO/IEC 23008-12), in plain Python and within bounds."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from ugc.media.headers import Size, exactly
from ugc.media.reasons import Reason, Unusable

MOST_BOXES = 200  # at the top level; a phone writes three to ten
MOST_META = 4 * 1024 * 1024  # bytes; a phone writes a few kilobytes
TURNED = {
    0: 1,
    1: 8,
    2: 3,
    3: 6,
}  # irot counts quarter turns anticlockwise; the EXIF value that does the same


def brands(source: BinaryIO) -> frozenset[bytes]:
    """What the leading `ftyp` box says the file is and is compatible with; empty when there is none."""
    source.seek(0)
    length, kind = struct.unpack(">I4s", source.read(8).ljust(8, b"\0"))
    if kind != b"ftyp" or not 16 <= length <= 1024:
        return frozenset()
    body = source.read(length - 8)
    return frozenset(body[i : i + 4] for i in range(0, len(body), 4) if i != 4)  # 4: the minor version


def heif(source: BinaryIO) -> Size:
    """The primary item's pixel size and turn. Raises Unusable."""
    try:
        return _primary(_children(_meta(source), skip=4))
    except (struct.error, KeyError, IndexError, ZeroDivisionError) as error:
        raise Unusable(Reason.BROKEN) from error


def _meta(source: BinaryIO) -> bytes:
    end = source.seek(0, 2)
    position, meta = 0, b""
    for _ in range(MOST_BOXES):
        if position >= end:
            break
        source.seek(position)
        head = source.read(16)
        size, kind = struct.unpack_from(">I4s", head)
        start = 8
        if size == 1:
            (size,), start = struct.unpack_from(">Q", head, 8), 16
        if size == 0:
            size = end - position
        if size < start:
            break
        if kind in (b"meta", b"mdat") and position + size > end:
            raise Unusable(Reason.TRUNCATED)
        if kind == b"meta" and size <= MOST_META:
            source.seek(position + start)
            meta = exactly(source, size - start)
        position += size
    if not meta:
        raise Unusable(Reason.BROKEN)
    return meta


def _boxes(data: bytes, skip: int = 0) -> Iterator[tuple[bytes, bytes]]:
    position = skip
    while position + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, position)
        if size < 8:
            return
        yield kind, data[position + 8 : position + size]
        position += size


def _children(data: bytes, skip: int = 0) -> dict[bytes, bytes]:
    return dict(_boxes(data, skip))


def _primary(meta: dict[bytes, bytes]) -> Size:
    pitm = meta[b"pitm"]
    primary = int.from_bytes(pitm[4:6] if pitm[0] == 0 else pitm[4:8])
    iprp = _children(meta[b"iprp"])
    properties = list(_boxes(iprp[b"ipco"]))
    width = height = 0
    orientation = 1
    for index in _associated(iprp[b"ipma"], primary):
        kind, body = properties[index - 1]
        if kind == b"ispe":
            width, height = struct.unpack_from(">4xII", body)
        elif kind == b"clap":  # encoders pad to whole blocks and crop back
            across, per_across, down, per_down = struct.unpack_from(">4I", body)
            width, height = across // per_across, down // per_down
        elif kind == b"irot":
            orientation = TURNED[body[0] & 3]
    return Size(width, height, orientation)


def _associated(ipma: bytes, item: int) -> list[int]:
    """Indexes (from 1) of the properties that belong to `item`."""
    version, wide = ipma[0], ipma[3] & 1
    (entries,) = struct.unpack_from(">I", ipma, 4)
    position = 8
    id_size, index_size = (2 if version == 0 else 4), (2 if wide else 1)
    for _ in range(entries):
        found = int.from_bytes(ipma[position : position + id_size])
        position += id_size
        count = ipma[position]
        position += 1
        if found == item:
            raw = (
                int.from_bytes(ipma[i : i + index_size])
                for i in range(position, position + count * index_size, index_size)
            )
            return [value & (0x7FFF if wide else 0x7F) for value in raw if value & (0x7FFF if wide else 0x7F)]
        position += count * index_size
    raise KeyError(item)
