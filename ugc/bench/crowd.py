"""As many fingerprints as one wants, distributed like those of the pictures at hand: for `bench duplicates`.

Each is of two parts of pictures laid over one another, so that it has the skies and horizons that pictures
have and is a copy of none. Slopes lie in one long number, sixteen bits each, so that all 128 are blended by
one multiplication.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain, islice
from operator import itemgetter
from typing import Any

from PIL import Image, ImageOps
from sqlalchemy import MetaData, Table, insert
from sqlalchemy.schema import CreateIndex, CreateTable

from ugc.db import Database
from ugc.media.fingerprints import fingerprints
from ugc.models import Fingerprint
from ugc.models.fingerprint import BANDS, BITS, columns

LEVEL = 128  # where a slope of nothing lies, so that none is negative
SLOPE = bytes((level - LEVEL) & 0xFF for level in range(256))
SIGN = bytes(48 + (level > LEVEL) for level in range(256))  # as digits of a number in base two
IN_BAND = [itemgetter(*reversed(places)) for places in BANDS]
BATCH = 20_000
EDGE, PARTS = 160, 12  # pixels of a picture the parts are taken from, and how many
WHEN = datetime(2026, 11, 22, tzinfo=UTC)

Row = dict[str, Any]


def settle(
    database: Database,
    brand_id: str,
    known: Sequence[tuple[str, bytes]],
    pictures: Sequence[Image.Image],
    crowd: int,
) -> None:
    """Make the table, and in it known slopes (by photo id) and a crowd around them made of the pictures."""
    whole: Table = Fingerprint.metadata.tables[Fingerprint.__tablename__]
    table = whole.to_metadata(MetaData())
    ours = ({"photo_id": photo_id, **columns(slopes)} for photo_id, slopes in known)
    everybody = chain(ours, _blends(pictures, crowd))
    whose = {"brand_id": brand_id, "customer_id": "somebody", "created_at": WHEN, "part": "picture"}
    rows = ({"id": f"{number:016}", **whose, **row} for number, row in enumerate(everybody))
    with database.engine.begin() as connection:
        connection.execute(CreateTable(table, include_foreign_key_constraints=[]))
        while batch := list(islice(rows, BATCH)):
            connection.execute(insert(table), batch)
        for index in table.indexes:
            connection.execute(CreateIndex(index))
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE" if connection.dialect.name == "postgresql" else "ANALYZE")


def _blends(pictures: Sequence[Image.Image], crowd: int) -> Iterator[Row]:
    dice = random.Random(1)  # noqa: S311 - pictures, no secrets
    long = [_long(part) for picture in pictures for part in _parts(picture, dice)]
    for number in range(crowd):
        share = dice.randrange(64, 193)
        blend = dice.choice(long) * share + dice.choice(long) * (256 - share)
        yield {"photo_id": f"crowd-{number:010}", **_columns(blend.to_bytes(2 * BITS, "little")[1::2])}


def _parts(picture: Image.Image, dice: random.Random) -> Iterator[bytes]:
    """The slopes of some parts of it, a third to two thirds as wide and as high."""
    small = ImageOps.contain(picture, (EDGE, EDGE))
    for _ in range(PARTS):
        width, height = (round(side * dice.uniform(0.33, 0.67)) for side in small.size)
        left, top = dice.randrange(small.width - width), dice.randrange(small.height - height)
        part = small.crop((left, top, left + width, top + height))
        yield bytes.fromhex(fingerprints(part).picture)


def _long(slopes: bytes) -> int:
    lanes = chain.from_iterable(((slope + LEVEL) & 0xFF, 0) for slope in slopes)
    return int.from_bytes(bytes(lanes), "little")


def _columns(levels: bytes) -> Row:
    """What models.fingerprint.columns gives, twenty times as fast."""
    signs = levels.translate(SIGN).decode()
    bands = {f"band{number}": int("".join(take(signs)), 2) for number, take in enumerate(IN_BAND)}
    return {
        "slopes": levels.translate(SLOPE),
        "bits": int(signs[::-1], 2).to_bytes(BITS // 8),
        **bands,
    }
