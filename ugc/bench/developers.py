"""Who develops photos in `bench media`: ours, the floor, sharp, vipsthumbnail. One job, the same outputs."""

import json
import resource
import shutil
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from ugc.media import Credit, Darkroom, Recipe
from ugc.media.develop import develop
from ugc.media.recipes import ENCODER, RENDITIONS, SUFFIX, Format

SIZE, EDGES, QUALITY = (4032, 3024), (2016, 1280, 640, 320), 80
SHARP_EFFORT = 2  # the WebP effort at which sharp writes as many bytes as we do
INSTALL = {
    "sharp": "npm install --no-save sharp, or set NODE_PATH to a node_modules folder that has it",
    "vipsthumbnail": "apt-get install libvips-tools",
}


@dataclass(frozen=True)
class Job:
    """These photos, in this format, into this folder."""

    photos: list[Path]
    format: Format
    into: Path

    def made(self, number: int, edge: int) -> Path:
        """Where every contestant puts the rendition with this edge of the photo with this number."""
        return self.into / f"{number}-{edge}.{self.format}"

    @property
    def recipe(self) -> Recipe:
        """The rows of our table in this format."""
        credit = Credit("Ana", "Photo: Ana", "© Ana", "https://example.org/rules")
        return Recipe(credit, renditions=tuple(row for row in RENDITIONS if row.format == self.format))


CPU: dict[str, Callable[[Job], list[float]]]  # CPU milliseconds for each photo, on one core
WALL: dict[str, Callable[[Job, int], float]]  # wall seconds for all photos, on so many cores


def installed() -> set[str]:
    """The contestants this machine has."""
    found = {"ours", "floor"}
    with suppress(FileNotFoundError, subprocess.CalledProcessError):
        subprocess.run(["node", "-e", "require('sharp')"], capture_output=True, check=True)
        found.add("sharp")
    if shutil.which("vipsthumbnail"):
        found.add("vipsthumbnail")
    return found


def references(photo: Path) -> list[Image.Image]:
    """The best that can be had, largest first: each size from all pixels, by Lanczos."""
    with Image.open(photo) as image:
        upright = ImageOps.exif_transpose(image)
    return [ImageOps.contain(upright, (edge, edge), Image.Resampling.LANCZOS) for edge in EDGES]


def _ours(job: Job) -> list[float]:
    def make(number: int, photo: Path) -> None:
        develop(photo, job.into, job.recipe)
        for edge in EDGES:
            (job.into / f"{edge}{SUFFIX[job.format]}").rename(job.made(number, edge))

    return _timed(job, make)


def _floor(job: Job) -> list[float]:
    """Decode once at half scale, and the encodes alone."""
    ready = {photo: references(photo) for photo in job.photos}

    def make(number: int, photo: Path) -> None:
        with Image.open(photo) as image:
            image.draft(None, (SIZE[0] // 2, SIZE[1] // 2))
            image.load()
        for edge, picture in zip(EDGES, ready[photo], strict=True):
            picture.save(job.made(number, edge), job.format, quality=QUALITY, **ENCODER[job.format])

    return _timed(job, make)


def _timed(job: Job, make: Callable[[int, Path], None]) -> list[float]:
    spent = []
    for number, photo in enumerate(job.photos):
        before = time.process_time()
        make(number, photo)
        spent.append((time.process_time() - before) * 1000)
    return spent


def _ours_at_once(job: Job, cores: int) -> float:
    folders = [job.into / str(number) for number in range(len(job.photos))]
    for folder in folders:
        folder.mkdir(exist_ok=True)

    def make(photo: Path, folder: Path) -> None:
        darkroom.develop(photo, folder, job.recipe)

    with Darkroom(children=cores) as darkroom, ThreadPoolExecutor(cores) as threads:
        list(threads.map(make, job.photos[:cores], folders))  # the children start
        began = time.monotonic()
        list(threads.map(make, job.photos, folders))
        return time.monotonic() - began


def _sharp(job: Job, parallel: int = 1) -> dict[str, Any]:
    order = asdict(job) | {"edges": EDGES, "quality": QUALITY, "effort": SHARP_EFFORT, "parallel": parallel}
    command = ["node", str(Path(__file__).with_name("sharp.cjs")), json.dumps(order, default=str)]
    answer = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    result: dict[str, Any] = json.loads(answer)
    return result


def _vipsthumbnail(job: Job) -> list[float]:
    spent = []
    for number, photo in enumerate(job.photos):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        _thumbnails(job, number, photo)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000)
    return spent


def _thumbnails(job: Job, number: int, photo: Path) -> None:
    """Its own way: one process and one decode for each size."""
    options = "strip,effort=2" if job.format == "webp" else "strip,optimize_coding"
    for edge in EDGES:
        out = f"{job.made(number, edge)}[Q={QUALITY},{options}]"
        command = ["vipsthumbnail", str(photo), "--vips-concurrency=1", "--size", f"{edge}x{edge}", "-o", out]
        subprocess.run(command, check=True)


def _vipsthumbnail_at_once(job: Job, cores: int) -> float:
    began = time.monotonic()
    with ThreadPoolExecutor(cores) as threads:
        list(threads.map(lambda each: _thumbnails(job, *each), enumerate(job.photos)))
    return time.monotonic() - began


CPU = {
    "ours": _ours,
    "floor": _floor,
    "sharp": lambda job: _sharp(job)["cpu"],
    "vipsthumbnail": _vipsthumbnail,
}
WALL = {
    "ours": _ours_at_once,
    "sharp": lambda job, cores: _sharp(job, cores)["wall"] / 1000,
    "vipsthumbnail": _vipsthumbnail_at_once,
}
