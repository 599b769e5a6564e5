"""From an untrusted file to upright sRGB pixels no larger than needed. Runs in a child process only."""

import warnings
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pi_heif
from PIL import Image, ImageCms

from ugc.media.headers import exif_orientation
from ugc.media.inspect import MAX_PIXELS, Facts, Kind

NEARLY = 0.9  # a scaled decode this close to the widest target is taken as it is: it halves the work
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
OPENERS = {kind: kind.upper() for kind in Kind}  # Pillow's names for the formats


class Decoded(NamedTuple):
    """Upright RGB pixels in sRGB, the size of the whole original, and whether it has further frames."""

    image: Image.Image
    width: int
    height: int
    first_of_many: bool


def decode(original: Path, facts: Facts, widest: int, background: str) -> Decoded:
    """Decode to at most `widest` pixels across, or a little less where the decoder scales for free.

    Raises whatever Pillow, littleCMS or libheif raise on hostile bytes.
    """
    with Image.open(original, formats=(OPENERS[facts.kind],)) as image:
        # libheif has turned the picture by its own boxes: EXIF must not turn it again
        turn = 1 if facts.kind is Kind.HEIF else exif_orientation(image.info.get("exif") or b"")
        sideways = turn in (5, 6, 7, 8)
        first_of_many = facts.kind is not Kind.HEIF and getattr(image, "is_animated", False)
        width, height = reversed(image.size) if sideways else image.size
        image.draft(None, _draft(image.size, width, widest))
        image.load()
        profile = image.info.get("icc_profile")
        pixels = _shrink(_plain(image), widest, sideways)
    flat = _flatten(_to_srgb(pixels, profile), background)
    if turn in UPRIGHT:
        flat = flat.transpose(UPRIGHT[turn])
    flat.info = {}  # so that no save can find anything to carry over
    return Decoded(flat, width, height, first_of_many)


def _draft(stored: tuple[int, int], width: int, widest: int) -> tuple[int, int]:
    scale = next((s for s in (8, 4, 2) if width / s >= widest * NEARLY), 1)
    return stored[0] // scale, stored[1] // scale


def _plain(image: Image.Image) -> Image.Image:
    """The same picture in a mode that can be resampled: L, RGB, RGBA or CMYK with eight bits."""
    if image.mode.startswith("I"):  # 16-bit grey; `convert` would clip it to white
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _shrink(image: Image.Image, widest: int, sideways: bool) -> Image.Image:
    across = image.height if sideways else image.width
    if across <= widest:
        return image
    along = max(1, round((image.width if sideways else image.height) * widest / across))
    size = (along, widest) if sideways else (widest, along)
    return image.resize(size, Image.Resampling.LANCZOS)


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    target = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        # a broken profile, or one for other channels, is worth less than the picture
        with suppress(ImageCms.PyCMSError, OSError):
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode=target
            )
            if converted is not None:
                return converted
    return image.convert(target)


def _flatten(image: Image.Image, background: str) -> Image.Image:
    if image.mode != "RGBA":
        return image
    below = Image.new("RGB", image.size, background)
    below.paste(image, mask=image.getchannel("A"))
    return below


def prepare() -> None:
    """Set the process-wide switches of Pillow and libheif: once, in a child process."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("ignore")  # corrupt EXIF and the like
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    Image.init()
