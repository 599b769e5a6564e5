"""`bench media`: 12-megapixel photos to our renditions, against sharp, vipsthumbnail and the floor.

CPU milliseconds a photo on one core, and photos a second on one core and on two; interleaved. Then the memory
that our children take for the largest originals.
"""

import os
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import ExifTags, Image

from ugc.bench.developers import CPU, EDGES, INSTALL, SIZE, WALL, Job, installed, references
from ugc.bench.memory import peaks
from ugc.bench.scenes import scene
from ugc.bench.similarity import ssim
from ugc.media.decode import prepare
from ugc.media.recipes import Format

FORMATS: tuple[Format, ...] = ("jpeg", "webp")
GRAIN = 0.35  # about 3 MB a photo, as phones store it
BATCH = 3  # times the photos, for photos a second

Series = dict[tuple[str, Format], list[float]]


def run(rounds: int = 5) -> dict[str, Any]:
    """Measure everything; plain values, ready for JSON. Takes some minutes."""
    prepare()
    found = [who for who in CPU if who in installed()]
    with TemporaryDirectory() as folder:
        photos = _photos(Path(folder))
        jobs = {
            (who, kind): Job(photos, kind, _new(Path(folder, f"{who}-{kind}")))
            for who in found
            for kind in FORMATS
        }
        spent: Series = {key: [] for key in jobs}
        seconds: dict[int, Series] = {cores: {key: [] for key in jobs if key[0] in WALL} for cores in (1, 2)}
        for _ in range(rounds):
            for (who, kind), job in jobs.items():
                with _on(1):
                    spent[who, kind].append(statistics.mean(CPU[who](job)))
                for cores in seconds if who in WALL else ():
                    with _on(cores):
                        batch = Job(photos * BATCH, kind, job.into)
                        seconds[cores][who, kind].append(WALL[who](batch, cores) / len(batch.photos))
        rows = [_row(who, job, spent) for (who, _), job in jobs.items()]
    return {
        "conditions": {"photos": len(photos), "size": SIZE, "rounds": rounds, "cpus": os.cpu_count()},
        "renditions": rows,
        "speed": [_speed(key, seconds[1][key], seconds[2][key]) for key in seconds[1]],
        "peaks": dict(peaks()),
        "missing": {who: how for who, how in INSTALL.items() if who not in found},
    }


def lines(result: dict[str, Any]) -> Iterator[str]:
    """What `run` found, for people."""
    for row in result["renditions"]:
        yield (
            "{format:5} {who:14} {cpu_ms:6.0f} CPU-ms ± {spread:3.0f} a photo   ours is {ours:4.2f} of it"
            "   {bytes:9,} bytes   SSIM {ssim:.4f}"
        ).format(**row)
    for row in result["speed"]:
        yield "{format:5} {who:14} {one:5.2f} photos/s on one core, {two:5.2f} on two: × {gain:.2f}".format(
            **row
        )
    for kind, megabytes in result["peaks"].items():
        yield f"{kind:22} 50 megapixels: {megabytes:4} MB at most"
    for who, how in result["missing"].items():
        yield f"{who} is not installed: {how}"


def _photos(folder: Path) -> list[Path]:
    """One photo held lying, one held upright."""
    paths = []
    for seed, orientation in ((1, 1), (2, 6)):
        tags = Image.Exif()
        tags[ExifTags.Base.Orientation] = orientation
        paths.append(folder / f"photo-{seed}.jpg")
        scene(SIZE, seed, GRAIN).save(paths[-1], quality=90, exif=tags)
    return paths


def _row(who: str, job: Job, spent: Series) -> dict[str, Any]:
    likeness, size = [], 0
    for number, photo in enumerate(job.photos):
        for edge, ideal in zip(EDGES, references(photo), strict=True):
            made = job.made(number, edge)
            size += made.stat().st_size
            with Image.open(made) as image:
                likeness.append(ssim(ideal, image.convert("RGB").resize(ideal.size)))
    median = statistics.median(spent[who, job.format])
    return {
        "format": job.format,
        "who": who,
        "cpu_ms": median,
        "spread": statistics.pstdev(spent[who, job.format]),
        "ours": statistics.median(spent["ours", job.format]) / median,
        "bytes": size // len(job.photos),
        "ssim": statistics.mean(likeness),
    }


def _speed(key: tuple[str, Format], one: list[float], two: list[float]) -> dict[str, Any]:
    rates = 1 / statistics.median(one), 1 / statistics.median(two)
    return {"format": key[1], "who": key[0], "one": rates[0], "two": rates[1], "gain": rates[1] / rates[0]}


@contextmanager
def _on(cores: int) -> Iterator[None]:
    """Stay, with all children started inside, on so many cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[:cores])
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder
