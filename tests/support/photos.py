"""Sample photos, drawn by our own code: what phones and people send, good and bad. All return bytes."""

from functools import cache
from io import BytesIO
from typing import Any

import pillow_heif
from PIL import ExifTags, Image

from ugc.bench.scenes import scene

TWELVE_MEGAPIXELS = (4032, 3024)
CAMERA = "UGC Pocket 12"
LATITUDE, LONGITUDE = (51.0, 30.0, 26.0), (0.0, 7.0, 39.0)


def exif(orientation: int = 1) -> Image.Exif:
    """What a phone writes: where, when, with which camera, and how it was held."""
    tags = Image.Exif()
    tags[ExifTags.Base.Make] = "UGC"
    tags[ExifTags.Base.Model] = CAMERA
    tags[ExifTags.Base.DateTime] = "2026:05:04 12:30:00"
    tags[ExifTags.Base.Orientation] = orientation
    gps = tags.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", LATITUDE
    gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLongitude] = "W", LONGITUDE
    return tags


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """`image` as a file of this Pillow format (`JPEG`, `PNG`, `WEBP`, `AVIF`, `GIF` …)."""
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def jpeg(size: tuple[int, int] = (640, 480), seed: int = 1, orientation: int = 1, **options: Any) -> bytes:
    """A photo as a phone stores it, with GPS and camera model; `orientation` tells how it was held."""
    settings: dict[str, Any] = {"quality": 90, "exif": exif(orientation), "comment": f"by {CAMERA}"} | options
    return encoded(scene(size, seed), "JPEG", **settings)


@cache
def phone_photo(seed: int = 1) -> bytes:
    """Twelve megapixels held upright: a JPEG with GPS, camera model and orientation 6 (3024 × 4032)."""
    return jpeg(TWELVE_MEGAPIXELS, seed, orientation=6)


def png(size: tuple[int, int] = (640, 480), seed: int = 1) -> bytes:
    """The same scene as PNG."""
    return encoded(scene(size, seed), "PNG")


def webp(size: tuple[int, int] = (640, 480), seed: int = 1) -> bytes:
    """The same scene as WebP, with EXIF."""
    return encoded(scene(size, seed), "WEBP", exif=exif())


def heic(size: tuple[int, int] = (640, 480), seed: int = 1, **options: Any) -> bytes:
    """The same scene as HEIC, with EXIF. Written by pillow-heif, which only the tests use."""
    return heic_of(scene(size, seed), **{"exif": exif().tobytes()} | options)


def heic_of(image: Image.Image, **options: Any) -> bytes:
    """Any picture as HEIC."""
    file = pillow_heif.from_pillow(image)
    buffer = BytesIO()
    file.save(buffer, **options)
    return buffer.getvalue()


def truncated() -> bytes:
    """A JPEG whose second half got lost on the way."""
    whole = jpeg()
    return whole[: len(whole) // 2]


def bomb(size: tuple[int, int] = (30_000, 30_000)) -> bytes:
    """A small PNG that says it is this large."""
    small = bytearray(png((8, 8)))
    small[16:24] = size[0].to_bytes(4) + size[1].to_bytes(4)
    return bytes(small)


@cache
def scan_bomb(scans: int = 20_000) -> bytes:
    """A small progressive JPEG of 49 megapixels that repeats one scan until a decoder has lost minutes."""
    flat = encoded(Image.new("L", (7000, 7000), 128), "JPEG", progressive=True)
    last = flat.rindex(b"\xff\xda")
    return flat[:last] + flat[last:-2] * scans + b"\xff\xd9"


def text_named_jpg() -> bytes:
    """What somebody gets by renaming a text file."""
    return b"Dear team, here is my photo.\n" * 40


def svg() -> bytes:
    """A drawing that could carry a script."""
    return b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>\n'


def tiff() -> bytes:
    """The scene as TIFF, which scanners like and we refuse."""
    return encoded(scene(), "TIFF")
