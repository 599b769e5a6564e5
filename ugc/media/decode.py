"""From an untrusted file to upright sRGB pixels no larger than needed. Runs in a child process only."""

import warnings
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pi_heif
from PIL import ExifTags, Image

from ugc.media import libavif, libheif, libwebp
from ugc.media.colour import flatten, to_srgb
from ugc.media.headers import exif_orientation
from ugc.media.inspect import MAX_PIXELS, Facts, Kind
from ugc.media.reasons import Reason, Unusable
from ugc.media.strips import ROWS, cut, plain, reduced
from ugc.media.tails import mended

NEARLY = 0.9  # a picture scaled for free to this part of the largest target is taken as it is
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

    Raises Unusable, and whatever Pillow, littleCMS or the decoders' libraries raise on hostile bytes.
    """
    with Image.open(original, formats=(OPENERS[facts.kind],)) as image:
        width, height = image.size
        if width * height > MAX_PIXELS:  # the decoder's word counts, not the header's
            raise Unusable(Reason.TOO_MANY_PIXELS)
        # libheif turns the picture by its own boxes, so EXIF must not turn it again
        turn = 1 if facts.kind is Kind.HEIF else exif_orientation(image.info.get("exif") or b"")
        first_of_many = facts.kind in MAY_MOVE and getattr(image, "is_animated", False)
        pixels = _pixels(image, original, facts.kind, largest)
        profile, camera = image.info.get("icc_profile"), _names_camera(image)
    flat = flatten(to_srgb(pixels, profile), background)
    if turn in UPRIGHT:
        flat = flat.transpose(UPRIGHT[turn])
    if turn >= 5:
        width, height = height, width
    flat.info = {}  # so that no save can find anything to carry over
    return Decoded(flat, width, height, first_of_many, camera)


def _pixels(image: Image.Image, original: Path, kind: Kind, largest: int) -> Image.Image:
    factor = _reduction(image.size, largest)
    if strips := _strips(image, original, kind, ROWS * factor):
        return bounded(reduced(strips, factor), largest)
    halvings = _free_scale(max(image.size), largest, (8, 4, 2))
    whole = _load(image, original, (image.width // halvings, image.height // halvings))
    factor = _reduction(whole.size, largest)
    return bounded(reduced(cut(whole, ROWS * factor), factor) if factor > 1 else plain(whole), largest)


def _strips(image: Image.Image, original: Path, kind: Kind, rows: int) -> Iterator[Image.Image] | None:
    """What takes less memory than Pillow, for the kinds where that is more than the picture itself."""
    if kind is Kind.HEIF:
        return libheif.strips(original, rows)
    if kind is Kind.AVIF:
        return libavif.strips(original.read_bytes(), image.size, image.mode, rows)
    if kind is Kind.WEBP and (data := libwebp.still(original.read_bytes(), image.size)):
        vars(image).pop("_decoder", None)  # its canvases: eight bytes of address space for each pixel
        return libwebp.strips(data, image.size, image.mode, rows)
    return None


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

    Hamming: within 0.003 SSIM of Lanczos on noisy photographs, at half of its CPU time and with no more
    bytes. Whole halvings are averaged first, which is another quarter less.
    """
    if max(image.size) <= edge:
        return image
    scale = edge / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.HAMMING, reducing_gap=1.0)


def _free_scale(edge: int, largest: int, scales: Iterable[int]) -> int:
    """The first of `scales` that leaves enough of `edge` for the `largest` target; 1 when none does."""
    return next((scale for scale in scales if edge / scale >= largest * NEARLY), 1)


def _reduction(size: tuple[int, int], largest: int) -> int:
    """How many pixels along an edge become one before the rest is done by resampling."""
    return _free_scale(max(size), largest, range(8, 1, -1))


def prepare() -> None:
    """Set the process-wide switches of Pillow and libheif: once, in a child process."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("ignore")  # corrupt EXIF and the like
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    Image.init()
