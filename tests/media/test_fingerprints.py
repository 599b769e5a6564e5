from collections.abc import Callable
from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from tests.support import photos
from ugc.media.fingerprints import fingerprints
from ugc.media.recipes import Developed

NEAR = 10  # bits
SCENES = [photos.scene(seed=seed) for seed in range(1, 21)]


def apart(one: int, other: int) -> int:
    return (one ^ other).bit_count()


def recompressed(image: Image.Image) -> Image.Image:
    return Image.open(BytesIO(photos.encoded(image, "JPEG", quality=30))).convert("RGB")


def marked(image: Image.Image) -> Image.Image:
    copy = image.copy()
    ImageDraw.Draw(copy).text((420, 440), "© somebody 2026", fill="white", font_size=22)
    return copy


def cropped(image: Image.Image) -> Image.Image:
    return image.crop((6, 5, image.width - 6, image.height - 5))


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image.resize((200, 150)),
        recompressed,
        marked,
        cropped,
        lambda image: ImageEnhance.Brightness(image).enhance(1.15),
    ],
    ids=["smaller", "recompressed", "marked", "cropped by two percent", "brighter"],
)
def test_the_same_picture_stays_near(change: Callable[[Image.Image], Image.Image]) -> None:
    for scene in SCENES:
        assert apart(fingerprints(scene).picture, fingerprints(change(scene)).picture) <= NEAR


def test_a_mirrored_copy_is_found() -> None:
    for scene in SCENES:
        assert apart(fingerprints(scene).mirrored, fingerprints(ImageOps.mirror(scene)).picture) <= NEAR


@pytest.mark.parametrize("border", [(0, 120), (60, 0), (40, 40)], ids=["bars", "pillars", "frame"])
@pytest.mark.parametrize("colour", ["black", "white", "#336699"])
def test_a_framed_copy_is_found(border: tuple[int, int], colour: str) -> None:
    for scene in SCENES:
        framed = recompressed(ImageOps.expand(scene, border, colour))
        assert apart(fingerprints(scene).picture, fingerprints(framed).trimmed) <= NEAR


def test_different_pictures_are_apart() -> None:
    hashes = [fingerprints(scene).picture for scene in SCENES]
    near = [pair for pair in combinations(hashes, 2) if apart(*pair) <= NEAR]
    assert not near


def test_a_plain_surface_is_no_trouble() -> None:
    assert fingerprints(Image.new("RGB", (50, 40), "teal")) == (0, 0, 0)
    assert fingerprints(Image.new("RGB", (1, 1), "teal")) == (0, 0, 0)


def test_a_developed_photo_brings_its_fingerprints(develop: Callable[..., Developed]) -> None:
    developed = develop(photos.jpeg(orientation=1))
    for found, expected in zip(developed.fingerprints, fingerprints(photos.scene()), strict=True):
        assert apart(found, expected) <= 2
