"""From an untrusted file to upright sRGB pixels no larger than needed. Runs in a child process only."""

import warnings
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pi_heif
from PIL import ExifTags, Image

from ugc.media.colour import flatten, to_srgb
from ugc.media.headers import exif_orientation
from ugc.media.inspect import MAX_PIXELS, Facts, Kind
from ugc.media.reasons import Reason, Unusable
from ugc.media.tails import mended

NEARLY = 0.9  # a picture scaled for free to this part of the largest target is taken as it is
STRIP = 64  # rows of the reduced picture
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
MAY_MOVE = (Kind.GIF, Kind.PNG, Kind.WEBP, Kind.AVIF)  # the further pictures of JPEG and HEIC are no film
OPENERS = {kind: kind.upper() for kind in Kind}  # Pillow's names for the formats


class Decoded(NamedTuple):
    """Upright RGB pixels in sRGB, the size of the whole original, and what else is known of it."""

    image: Image.Image
    width: int
    height: int
    first_of_many: bool
    camera: bool  # whether it says which camera took it


def decode(original: Path, facts: Facts, largest: int, background: str) -> Decoded:
    """Decode to at most `largest` pixels along the longer edge, or a little less where scaling is free.

    Raises Unusable, and whatever Pillow, littleCMS or libheif raise on hostile bytes.
    """
    with Image.open(original, formats=(OPENERS[facts.kind],)) as opened:
        image: Image.Image = opened
        width, height = image.size
        if width * height > MAX_PIXELS:  # the decoder's word counts, not the header's
            raise Unusable(Reason.TOO_MANY_PIXELS)
        # libheif turns the picture by its own boxes, so EXIF must not turn it again
        turn = 1 if facts.kind is Kind.HEIF else exif_orientation(image.info.get("exif") or b"")
        first_of_many = facts.kind in MAY_MOVE and getattr(image, "is_animated", False)
        halvings = _free_scale(max(width, height), largest, (8, 4, 2))
        if facts.kind is Kind.HEIF and image.mode == "RGB":
            pixels = bounded(_strips(original, _reduction(image.size, largest)), largest)
        else:
            image = _load(image, original, (width // halvings, height // halvings))
            pixels = _shrink(_plain(image), largest)
        profile, camera = image.info.get("icc_profile"), _names_camera(image)
    flat = flatten(to_srgb(pixels, profile), background)
    if turn in UPRIGHT:
        flat = flat.transpose(UPRIGHT[turn])
    if turn >= 5:
        width, height = height, width
    flat.info = {}  # so that no save can find anything to carry over
    return Decoded(flat, width, height, first_of_many, camera)


def _names_camera(image: Image.Image) -> bool:
    with suppress(Exception):  # EXIF is the least trustworthy part of a photo, and this is only a hint
        return not {ExifTags.Base.Make, ExifTags.Base.Model}.isdisjoint(image.getexif())
    return False


def _load(image: Image.Image, original: Path, size: tuple[int, int]) -> Image.Image:
    """Decode, scaled down to `size` where the decoder can, and with a trifle missing at a JPEG's end."""
    height = image.height
    image.draft(None, size)
    try:
        image.load()
    except OSError:
        whole = mended(original, image, height) if image.format in ("JPEG", "MPO") else None
        if not whole:
            raise
        image = Image.open(whole, formats=("JPEG",))
        image.draft(None, size)
        image.load()
    return image


def bounded(image: Image.Image, edge: int) -> Image.Image:
    """The picture with a longer edge of at most `edge` pixels.

    Bicubic: within 0.001 SSIM of Lanczos on noisy photographs, at two thirds of its CPU time.
    """
    if max(image.size) <= edge:
        return image
    scale = edge / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.BICUBIC)


def _free_scale(edge: int, largest: int, scales: Iterable[int]) -> int:
    """The first of `scales` that leaves enough of `edge` for the `largest` target; 1 when none does."""
    return next((scale for scale in scales if edge / scale >= largest * NEARLY), 1)


def _reduction(size: tuple[int, int], largest: int) -> int:
    """How many pixels along an edge become one before the rest is done by resampling."""
    return _free_scale(max(size), largest, range(8, 1, -1))


def _shrink(image: Image.Image, largest: int) -> Image.Image:
    factor = _reduction(image.size, largest)
    return bounded(reduced(image, factor) if factor > 1 else image, largest)


def _strips(original: Path, factor: int) -> Image.Image:
    """A HEIC reduced strip by strip: Pillow never holds all of what libheif decoded a second time."""
    heif = pi_heif.open_heif(original, convert_hdr_to_8bit=True)
    data, stride, (width, height) = heif.data, heif.stride, heif.size
    small = Image.new("RGB", (-(-width // factor), -(-height // factor)))
    for top in range(0, height, STRIP * factor):
        rows = min(STRIP * factor, height - top)
        lines = data[top * stride : (top + rows) * stride]
        strip = Image.frombuffer("RGB", (width, rows), lines, "raw", "RGB", stride, 1)
        small.paste(strip.reduce(factor), (0, top // factor))
    return small


def reduced(image: Image.Image, factor: int) -> Image.Image:
    """`image.reduce`, which copies all of a transparent picture first: in strips, it copies one at a time."""
    if image.mode != "RGBA":
        return image.reduce(factor)
    small = Image.new("RGBA", (-(-image.width // factor), -(-image.height // factor)))
    for top in range(0, image.height, STRIP * factor):
        box = (0, top, image.width, min(top + STRIP * factor, image.height))
        small.paste(image.crop(box).reduce(factor), (0, top // factor))
    return small


def _plain(image: Image.Image) -> Image.Image:
    """The same picture in a mode that can be resampled: L, RGB, RGBA or CMYK with eight bits."""
    if image.mode.startswith("I"):  # 16-bit grey; `convert` would clip it to white
        return image.point(lambda value: value * (1 / 256)).convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    return image if image.mode in (mode, "L", "CMYK") else image.convert(mode)


def prepare() -> None:
    """Set the process-wide switches of Pillow and libheif: once, in a child process."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("ignore")  # corrupt EXIF and the like
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    Image.init()
