from collections.abc import Callable
from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from tests.support import photos
from ugc.media.fingerprints import fingerprints
from ugc.media.recipes import Developed

NEAR = 28  # of 128 bits
SCENES = [photos.scene(seed=seed) for seed in range(1, 21)]


def apart(one: str, other: str) -> int:
    pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    return sum((0 < a < 128) != (0 < b < 128) for a, b in pairs)


def recompressed(image: Image.Image) -> Image.Image:
    return Image.open(BytesIO(photos.encoded(image, "JPEG", quality=30))).convert("RGB")


def marked(image: Image.Image) -> Image.Image:
    copy = image.copy()
    ImageDraw.Draw(copy).text((420, 440), "© somebody 2026", fill="white", font_size=22)
    return copy


def cropped(image: Image.Image) -> Image.Image:
    return image.crop((32, 0, image.width, image.height - 24))


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image.resize((200, 150)),
        recompressed,
        marked,
        cropped,
        lambda image: ImageEnhance.Brightness(image).enhance(1.15),
    ],
    ids=["smaller", "recompressed", "marked", "cropped by five percent", "brighter"],
)
def test_the_same_picture_stays_near(change: Callable[[Image.Image], Image.Image]) -> None:
    for scene in SCENES:
        assert apart(fingerprints(scene).picture, fingerprints(change(scene)).picture) <= NEAR


@pytest.mark.parametrize("border", [(0, 120), (60, 0), (40, 40)], ids=["bars", "pillars", "frame"])
@pytest.mark.parametrize("colour", ["black", "white", "#336699"])
def test_a_framed_copy_is_found(border: tuple[int, int], colour: str) -> None:
    for scene in SCENES:
        framed = fingerprints(recompressed(ImageOps.expand(scene, border, colour)))
        assert framed.trimmed and apart(fingerprints(scene).picture, framed.trimmed) <= NEAR


def test_a_clock_and_a_battery_do_not_hide_a_phones_bars() -> None:
    for scene in SCENES:
        shot = ImageOps.expand(scene, (0, 200), "black")
        pen = ImageDraw.Draw(shot)
        pen.text((20, 12), "9:41", fill="white", font_size=28)
        pen.rectangle((580, 20, 620, 36), fill="white")
        pen.rectangle((240, shot.height - 20, 400, shot.height - 14), fill="white")
        trimmed = fingerprints(recompressed(shot)).trimmed
        assert trimmed and apart(fingerprints(scene).picture, trimmed) <= NEAR


def test_different_pictures_are_apart() -> None:
    rough = (photos.scene(seed=seed, grain=0.7) for seed in range(1, 21))  # the hills alone are much alike
    hashes = [fingerprints(scene).picture for scene in rough]
    near = [pair for pair in combinations(hashes, 2) if apart(*pair) <= NEAR]
    assert not near


def test_a_plain_surface_is_no_trouble() -> None:
    assert fingerprints(Image.new("RGB", (50, 40), "teal")) == ("00" * 128, None)
    assert fingerprints(Image.new("RGB", (1, 1), "teal")) == ("00" * 128, None)


def test_a_slope_is_signed_and_bounded() -> None:
    halves = Image.new("RGB", (90, 80), "black")
    halves.paste("white", (50, 0, 90, 80))
    slopes = bytes.fromhex(fingerprints(halves).picture)
    assert slopes[:8] == slopes[8:16]
    assert 127 in slopes[:8]
    assert set(slopes[64:]) == {0}


def test_a_developed_photo_brings_its_fingerprints(develop: Callable[..., Developed]) -> None:
    found, expected = develop(photos.jpeg(orientation=1)).fingerprints, fingerprints(photos.scene())
    assert apart(found.picture, expected.picture) <= 4
