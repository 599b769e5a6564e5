"""Colours: from whatever profile a photo carries to sRGB, and from transparent to opaque."""

from contextlib import suppress
from functools import cache
from io import BytesIO
from itertools import product

from PIL import Image, ImageChops, ImageCms

SAME = 1  # level by which rounding may move a colour that a profile leaves alone


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """`image` (L, RGB, RGBA or CMYK) as RGB or RGBA in sRGB.

    A broken profile, or one for other channels, is worth less than the picture: it is passed over.
    """
    target = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            transform = ImageCms.buildTransform(source, _srgb(), image.mode, target)
            if not _changes_nothing(transform, image.mode):
                converted = ImageCms.applyTransform(image, transform)
                return converted or image
    return image.convert(target) if image.mode != target else image


def flatten(image: Image.Image, background: str) -> Image.Image:
    """`image` in RGB, with `background` (#rrggbb) under what is transparent."""
    if image.mode != "RGBA":
        return image
    below = Image.new("RGB", image.size, background)
    below.paste(image, mask=image.getchannel("A"))
    return below


def _changes_nothing(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Whether a profile is sRGB under whatever name: most are, and a transform costs a third of a photo."""
    if mode != "RGB":
        return False
    moved = ImageChops.difference(_probe(), ImageCms.applyTransform(_probe(), transform) or _probe())
    return max(moved.tobytes()) <= SAME


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


@cache
def _probe() -> Image.Image:
    """Colours from all over the cube."""
    colours = bytes(level for colour in product(range(0, 256, 17), repeat=3) for level in colour)
    return Image.frombytes("RGB", (64, 64), colours)
