"""What a file is, from its own first bytes: cheap enough for the web process.

Names and declared types are never asked. Only plain Python reads the headers here: Pillow's WebP and AVIF
openers and libheif hand all bytes to native parsers (WebP's allocates its canvas at once), which belongs
in a child process. The child inspects again and then trusts only what the decoder says.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from ugc.media import boxes, headers
from ugc.media.reasons import Reason, Unusable

MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 8192 * 6144  # what cameras of “50 megapixels” write at most
PEEK = 1024  # bytes that are looked at to tell what a file is


class Kind(StrEnum):
    """The kinds of picture we take."""

    JPEG = "jpeg"
    PNG = "png"
    GIF = "gif"
    WEBP = "webp"
    AVIF = "avif"
    HEIF = "heif"


MIME = {kind: f"image/{kind}" for kind in Kind} | {Kind.HEIF: "image/heic"}

READERS: dict[Kind, Callable[[BinaryIO], headers.Size]] = {
    Kind.JPEG: headers.jpeg,
    Kind.PNG: headers.png,
    Kind.GIF: headers.gif,
    Kind.WEBP: headers.webp,
    Kind.AVIF: boxes.heif,
    Kind.HEIF: boxes.heif,
}

MAGIC: tuple[tuple[re.Pattern[bytes], Kind | Reason], ...] = (
    (re.compile(rb"\xff\xd8\xff"), Kind.JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), Kind.PNG),
    (re.compile(rb"GIF8[79]a"), Kind.GIF),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), Kind.WEBP),
    (re.compile(rb"II\*\0|MM\0\*|II\+\0|MM\0\+"), Reason.UNSUPPORTED_TIFF),
    (re.compile(rb"(\xef\xbb\xbf)?\s*(<[?!].*)?<svg", re.DOTALL), Reason.UNSUPPORTED_SVG),
    # BMP and Photoshop; JPEG XL and JPEG 2000; Matroska, AVI and QuickTime
    (re.compile(rb"BM.{12}[\x0c\x28\x6c\x7c]\0\0\0|8BPS", re.DOTALL), Reason.UNSUPPORTED),
    (re.compile(rb"(\xff\x0a|\0\0\0\x0cJXL )|\0\0\0\x0cjP  |\xff\x4f\xff\x51"), Reason.UNSUPPORTED),
    (re.compile(rb"\x1a\x45\xdf\xa3|RIFF.{4}AVI |.{4}(moov|mdat|wide|free)", re.DOTALL), Reason.VIDEO),
)  # fmt: skip
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
AVIF_BRANDS = {b"avif", b"avis"}
STILL_BRANDS = {b"mif1", b"msf1", b"miaf"}


@dataclass(frozen=True)
class Facts:
    """What a photo's header says: `width` and `height` in pixels as it is looked at, upright."""

    kind: Kind
    mime: str
    width: int
    height: int


def inspect(source: BinaryIO) -> Facts:
    """Tell what a seekable file is, by content and header alone; no pixel is decoded.

    Raises Unusable. Passing says that the header is sound, not that the picture data is.
    """
    size = source.seek(0, 2)
    if size == 0:
        raise Unusable(Reason.EMPTY)
    if size > MAX_BYTES:
        raise Unusable(Reason.TOO_LARGE)
    kind = sniff(source)
    width, height, orientation = READERS[kind](source)
    if not width or not height:
        raise Unusable(Reason.BROKEN)
    if width * height > MAX_PIXELS:
        raise Unusable(Reason.TOO_MANY_PIXELS)
    if orientation >= 5:
        width, height = height, width
    return Facts(kind, MIME[kind], width, height)


def sniff(source: BinaryIO) -> Kind:
    """The kind of picture by its first bytes. Raises Unusable for everything else."""
    source.seek(0)
    start = source.read(PEEK)
    named = (verdict for pattern, verdict in MAGIC if pattern.match(start))
    verdict = next(named, None) or _by_brand(boxes.brands(source))
    if isinstance(verdict, Reason):
        raise Unusable(verdict)
    return verdict


def _by_brand(found: frozenset[bytes]) -> Kind | Reason:
    if not found:
        return Reason.NOT_A_PHOTO
    if found & AVIF_BRANDS:
        return Kind.AVIF
    if found & HEIF_BRANDS:
        return Kind.HEIF
    return Reason.UNSUPPORTED if found & STILL_BRANDS else Reason.VIDEO
