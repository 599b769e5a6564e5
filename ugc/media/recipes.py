"""What to make of an original, and what was made: plain values that cross the process boundary as JSON."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, NamedTuple


class Fingerprints(NamedTuple):
    """What a picture has in common with its copies: 128 slopes each (media.fingerprints), in hexadecimal."""

    picture: str
    trimmed: str | None  # without a plain border; None where there is none


class Looks(NamedTuple):
    """What can be measured of a picture cheaply; what it means is for others to say."""

    sharpness: float  # variance of the Laplacian in a sharp part; under about 25 it looks blurred
    brightness: float  # mean level of grey, 0–255
    highlights: float  # the level that the brightest tenth reaches, 0–255
    flat: float  # share of pixels that are exactly like their neighbours, 0–1; photographs have noise
    camera: bool  # whether the original says which camera took it


Format = Literal["webp", "jpeg"]
MIME: dict[Format, str] = {"webp": "image/webp", "jpeg": "image/jpeg"}
SUFFIX: dict[Format, str] = {"webp": ".webp", "jpeg": ".jpg"}
ENCODER: dict[Format, dict[str, int | bool]] = {
    "webp": {"method": 1},  # 40% less CPU than 2 for 2–6% more bytes; 0 takes as much again for half the gain
    "jpeg": {"optimize": True},  # 12% fewer bytes for 10 ms on the largest
}
BACKGROUND = "#ffffff"


class Row(NamedTuple):
    """One line of the renditions table: pixels along the longer edge, file format, encoder quality (1–100).

    The longer edge, because phones are held upright and screenshots are tall: by width, an upright photo
    would cost twice the bytes of the same one lying, and a long strip would not fit into WebP at all.
    """

    edge: int
    format: Format
    quality: int


RENDITIONS: tuple[Row, ...] = (
    Row(320, "webp", 80), Row(320, "jpeg", 80),
    Row(640, "webp", 80), Row(640, "jpeg", 80),
    Row(1280, "webp", 80), Row(1280, "jpeg", 80),
    Row(2048, "webp", 80), Row(2048, "jpeg", 80),
)  # fmt: skip


class Area(NamedTuple):
    """A part of the upright original, in fractions of its sides (0–1), and what becomes of it.

    `blur` leaves nothing of it to be recovered, `crop` nothing around it.
    """

    kind: Literal["blur", "crop"]
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Credit:
    """What every rendition says about where it comes from; an empty text is left out."""

    creator: str
    credit_line: str
    copyright: str
    web_statement: str  # a URL
    alt: str = ""


@dataclass(frozen=True)
class Recipe:
    """How to develop one photo: `background` (#rrggbb) goes under transparent pixels.

    `areas` is what a person hides of it, with at most one crop; `edition` counts how often they changed that.
    """

    credit: Credit
    background: str = BACKGROUND
    renditions: tuple[Row, ...] = RENDITIONS
    areas: tuple[Area, ...] = ()
    edition: int = 0

    def digest(self) -> str:
        """Sixteen characters that change with anything that changes what is made."""
        plan = asdict(self)
        if not self.edition:  # what nobody ever retouched is made as it was before anybody could
            del plan["areas"], plan["edition"]
        text = json.dumps([plan, ENCODER], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Rendered:
    """One file that was made: pixels, bytes, and the SHA-256 of its content in hexadecimal."""

    width: int
    height: int
    format: Format
    mime: str
    path: Path
    size: int
    sha256: str


@dataclass(frozen=True)
class Developed:
    """What became of an original: `width` × `height` pixels of it are shown (upright).

    Fingerprints and looks are the whole original's, whatever is hidden of it.
    """

    width: int
    height: int
    thumbhash: str  # base64
    fingerprints: Fingerprints
    looks: Looks
    first_of_many: bool  # an animation: only its first frame was taken
    renditions: tuple[Rendered, ...]


def fitting(table: tuple[Row, ...], available: int) -> list[Row]:
    """The rows to make of a picture `available` pixels along its longer edge: largest first, never enlarged.

    The first target that would enlarge is replaced by the picture's own edge, unless that is within
    a tenth of the target below it.
    """
    rows: list[Row] = []
    for row in sorted(table):
        below = max((made.edge for made in rows if made.format == row.format), default=0)
        edge = min(row.edge, available)
        if edge > below * 1.1:
            rows.append(row._replace(edge=edge))
    return sorted(rows, reverse=True)
