"""A HEIC file made of tiles, as phones write them (ISO/IEC 23008-12, 6.6.2.3), put together box by box."""

import struct

from PIL import Image

from tests.support.photos import heic_of

GRID = 100  # the id of the item that says how the tiles lie


def grid(image: Image.Image, tile: int, turn: int = 0) -> bytes:
    """`image` in square tiles of `tile` pixels (a multiple of 8 that divides both edges), hidden ones.

    `turn` counts the quarter turns anticlockwise that a viewer shall make.
    """
    columns, rows = image.width // tile, image.height // tile
    boxes = [(x * tile, y * tile) for y in range(rows) for x in range(columns)]
    files = [heic_of(image.crop((x, y, x + tile, y + tile)), quality=95) for x, y in boxes]
    tiles = [file[file.index(b"mdat") + 4 :] for file in files]
    items = range(1, len(tiles) + 1)
    names = b"".join(_full(b"infe", struct.pack(">HH4sB", item, 0, b"hvc1", 0), 2, 1) for item in items)
    names += _full(b"infe", struct.pack(">HH4sB", GRID, 0, b"grid", 0), 2)
    made_of = struct.pack(f">HH{len(tiles)}H", GRID, len(tiles), *items)
    ftyp = _box(b"ftyp", b"heic\0\0\0\0mif1heic")
    meta = (
        _full(b"hdlr", b"\0\0\0\0pict" + bytes(13))
        + _full(b"pitm", struct.pack(">H", GRID))
        + _full(b"iinf", struct.pack(">H", len(tiles) + 1) + names)
        + _full(b"iref", _box(b"dimg", made_of))
        + _properties(files[0], tile, image.size, turn, len(tiles))
        + _box(b"idat", struct.pack(">4BHH", 0, 0, rows - 1, columns - 1, *image.size))
    )
    start = len(ftyp) + 8 + 4 + len(meta) + len(_locations(0, tiles)) + 8
    return ftyp + _full(b"meta", meta + _locations(start, tiles)) + _box(b"mdat", b"".join(tiles))


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, kind) + body


def _full(kind: bytes, body: bytes, version: int = 0, flags: int = 0) -> bytes:
    return _box(kind, struct.pack(">I", version << 24 | flags) + body)


def _properties(example: bytes, tile: int, size: tuple[int, int], turn: int, tiles: int) -> bytes:
    begin = example.index(b"hvcC") - 4
    decoder = example[begin : begin + int.from_bytes(example[begin : begin + 4])]
    sizes = (_full(b"ispe", struct.pack(">II", *edges)) for edges in ((tile, tile), size))
    container = _box(b"ipco", decoder + b"".join(sizes) + _box(b"irot", bytes([turn])))
    uses = b"".join(struct.pack(">H3B", item, 2, 0x81, 2) for item in range(1, tiles + 1))
    uses += struct.pack(">H3B", GRID, 2, 3, 0x84)
    return _box(b"iprp", container + _full(b"ipma", struct.pack(">I", tiles + 1) + uses))


def _locations(start: int, tiles: list[bytes]) -> bytes:
    entries = b""
    for item, data in enumerate(tiles, 1):
        entries += struct.pack(">HHHHII", item, 0, 0, 1, start, len(data))
        start += len(data)
    entries += struct.pack(">HHHHII", GRID, 1, 0, 1, 0, 8)  # found in idat
    return _full(b"iloc", struct.pack(">HH", 0x4400, len(tiles) + 1) + entries, 1)
