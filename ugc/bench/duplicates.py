"""`bench duplicates`: is a copy found among a million photos, is anything else, and how long does it take?

Times are those of `screen.duplicates.near`, turn about with the yardsticks: one row by its key, which is what
asking the database anything costs, and numpy comparing all hashes in memory, where numpy is installed.
"""

import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

from ugc.bench.copies import CHANGES, pictures
from ugc.bench.crowd import settle
from ugc.bench.scan import scanner
from ugc.db import Database, Session, Whose
from ugc.media.fingerprints import fingerprints
from ugc.models import Fingerprint
from ugc.models.fingerprint import Slopes, pack, read_slopes
from ugc.screen.duplicates import RADIUS, near
from ugc.screen.likeness import is_plain, mirrored

BRAND = "bench"
BUDGET = "8 ms at 1,000,000 photos; at least 97% of copies found; at most 1 false in 10,000 pairs"

Views = list[Slopes]
Contestants = dict[str, Callable[[Views], object]]


def run(
    photos: int = 1_000_000, rounds: int = 5, database: str | None = None, folder: Path | None = None
) -> dict[str, Any]:
    """Measure everything; plain values, ready for JSON. `database` is the address of an empty one."""
    known = [picture for picture in pictures(folder) if views(picture)]
    with TemporaryDirectory() as place:
        there = Database(database or f"sqlite:///{place}/bench.sqlite3", lambda: datetime.now(UTC))
        began = time.monotonic()
        rows = [
            (f"known-{number}", slopes) for number, picture in enumerate(known) for slopes in _parts(picture)
        ]
        settle(there, BRAND, rows, known, photos)
        took = time.monotonic() - began
        with there.read(Whose.brand(BRAND)) as session:
            found = _recall(session, known)
            times = _times(session, [views(picture) for picture in known], rounds)
        dialect = there.engine.dialect.name
        there.engine.dispose()
    return {
        "conditions": {
            "database": dialect,
            "photos": photos,
            "pictures": len(known),
            "rounds": rounds,
            "cpus": os.cpu_count(),
            "python": platform.python_version(),
            "filled in s": round(took, 1),
        },
        "budget": BUDGET,
        "found": found,
        "false": _false(known),
        "times": times,
    }


def lines(result: dict[str, Any]) -> Iterator[str]:
    """What `run` found, for people."""
    yield (
        "{photos:,} photos on {database}, around {pictures} pictures. Budget: ".format(**result["conditions"])
        + result["budget"]
    )
    for change, share in result["found"].items():
        yield f"{share:6.1%} found  {change}"
    yield "{false} of {pairs:,} pairs of different pictures are taken for copies".format(**result["false"])
    for row in result["times"]:
        yield (
            "{who:27} {wall_ms:7.2f} ms ± {spread:5.2f} a photo, {cpu_ms:6.2f} CPU-ms;"
            " ours is {ours:6.2f} of it"
        ).format(**row)


def views(picture: Image.Image) -> Views:
    """What a look-up is done with; empty for a picture too plain to know a copy by."""
    read = [read_slopes(slopes) for slopes in _parts(picture)]
    return [slopes for slopes in read if not is_plain(slopes)]


def _parts(picture: Image.Image) -> list[bytes]:
    return [bytes.fromhex(slopes) for slopes in fingerprints(picture) if slopes]


def _recall(session: Session, known: Sequence[Image.Image]) -> dict[str, float]:
    """For each change: the share of the pictures that is found from its copy."""
    found = dict.fromkeys(CHANGES, 0)
    for number, picture in enumerate(known):
        for name, change in CHANGES.items():
            nearest = near(session, BRAND, views(change(picture)))
            found[name] += f"known-{number}" in {one.photo_id for one in nearest}
    return {name: count / len(known) for name, count in found.items()}


def _false(known: Sequence[Image.Image]) -> dict[str, int]:
    """Of all pairs of the pictures, compared as `near` compares them, how many are within its radius."""
    kept = [[pack(view) for view in views(picture)] for picture in known]
    turned = [[pack(mirrored(view)) for view in views(picture)] for picture in known]
    pairs = list(combinations(range(len(known)), 2))
    false = sum(
        any((a ^ b).bit_count() <= RADIUS for a in kept[one] + turned[one] for b in kept[other])
        for one, other in pairs
    )
    return {"false": false, "pairs": len(pairs)}


def _times(session: Session, asked: Sequence[Views], rounds: int) -> list[dict[str, Any]]:
    contestants: Contestants = {
        "ours": lambda views: near(session, BRAND, views),
        "one row by its key": lambda views: session.get(Fingerprint, "0" * 16, populate_existing=True),
    }
    if scan := scanner(session, RADIUS):
        contestants["numpy, all hashes in memory"] = scan
    wall: dict[str, list[float]] = {who: [] for who in contestants}
    cpu: dict[str, list[float]] = {who: [] for who in contestants}
    for _ in range(rounds):
        for who, ask in contestants.items():
            began, spent = time.perf_counter(), time.process_time()
            for views in asked:
                ask(views)
            cpu[who].append(1000 * (time.process_time() - spent) / len(asked))
            wall[who].append(1000 * (time.perf_counter() - began) / len(asked))
    ours = statistics.median(wall["ours"])
    return [
        {
            "who": who,
            "wall_ms": statistics.median(wall[who]),
            "spread": statistics.pstdev(wall[who]),
            "cpu_ms": statistics.median(cpu[who]),
            "ours": ours / statistics.median(wall[who]),
        }
        for who in contestants
    ]
