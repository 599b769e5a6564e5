"""Decoding in little memory gives the same pixels."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, features

from tests.support import charts, photos
from ugc.bench.scenes import scene
from ugc.media import libavif, libwebp
from ugc.media.decode import decode
from ugc.media.inspect import inspect
from ugc.media.recipes import BACKGROUND
from ugc.media.strips import ROWS, cut, plain, reduced

SIZE = (301, 203)
ODD = 38  # rows in a strip that leave some for the last


def glass(size: tuple[int, int] = SIZE) -> Image.Image:
    picture = scene(size).copy()
    picture.putalpha(Image.linear_gradient("L").resize(size))
    return picture


def deep_grey() -> Image.Image:
    return Image.open(BytesIO(charts.deep_png(scene((97, 301)).convert("L"))))


@pytest.mark.parametrize("factor", [2, 3, 8])
@pytest.mark.parametrize(
    "picture",
    [
        scene(SIZE),
        glass(),
        glass().convert("LA"),
        glass().quantize(16),
        scene(SIZE).quantize(16),
        deep_grey(),
    ],
    ids=lambda picture: picture.mode,
)
def test_a_picture_reduced_in_strips_is_the_same(picture: Image.Image, factor: int) -> None:
    assert same(reduced(cut(picture, ROWS * factor), factor), plain(picture).reduce(factor))


def avif(data: bytes, image: Image.Image) -> Iterator[Image.Image]:
    return libavif.strips(data, image.size, image.mode, ODD)


def webp(data: bytes, image: Image.Image) -> Iterator[Image.Image]:
    still = libwebp.still(data, image.size)
    assert still
    return libwebp.strips(still, image.size, image.mode, ODD)


def moving(kind: str) -> bytes:
    return photos.encoded(scene(SIZE), kind, save_all=True, append_images=[scene(SIZE, 2)], duration=100)


FILES = {
    "avif": (avif, lambda: photos.encoded(scene(SIZE), "AVIF")),
    "avif, 4:2:2": (avif, lambda: photos.encoded(scene(SIZE), "AVIF", subsampling="4:2:2")),
    "avif, 4:4:4": (avif, lambda: photos.encoded(scene(SIZE), "AVIF", subsampling="4:4:4")),
    "avif, grey": (avif, lambda: photos.encoded(scene(SIZE).convert("L"), "AVIF")),
    "avif, alpha": (avif, lambda: photos.encoded(glass(), "AVIF")),
    "avif, animation": (avif, lambda: moving("AVIF")),
    "webp": (webp, lambda: photos.encoded(scene(SIZE), "WEBP")),
    "webp, EXIF": (webp, lambda: photos.webp(SIZE)),
    "webp, alpha": (webp, lambda: photos.encoded(glass(), "WEBP")),
    "webp, lossless": (webp, lambda: photos.encoded(scene(SIZE), "WEBP", lossless=True)),
    "webp, lossless, alpha": (webp, lambda: photos.encoded(glass(), "WEBP", lossless=True, exact=True)),
    "webp, animation": (webp, lambda: moving("WEBP")),
}
Strips = Callable[[bytes, Image.Image], Iterator[Image.Image]]


@pytest.mark.parametrize(("strips", "encode"), FILES.values(), ids=FILES.keys())
def test_a_picture_comes_in_strips_as_pillow_shows_it(strips: Strips, encode: Callable[[], bytes]) -> None:
    data = encode()
    with Image.open(BytesIO(data)) as image:
        assert same(reduced(strips(data, image), 1), image)


@pytest.mark.parametrize(("strips", "encode"), FILES.values(), ids=FILES.keys())
def test_a_quarter_of_a_file_is_no_picture(strips: Strips, encode: Callable[[], bytes]) -> None:
    data = encode()
    with Image.open(BytesIO(data)) as image, pytest.raises(OSError, match=r"."):
        list(strips(data[: len(data) // 4], image))


def test_pillow_brings_the_libraries_whose_structures_we_know() -> None:
    """Look at ugc/media/libavif.py and libwebp.py anew when Pillow comes with others."""
    assert str(features.version("avif")).startswith("1.")
    assert str(features.version("webp")).startswith("1.")


def test_an_animation_whose_first_picture_leaves_a_border_is_shown_with_it(tmp_path: Path) -> None:
    data = bytearray(moving("WEBP"))
    data[24:27] = (SIZE[0] + 40 - 1).to_bytes(3, "little")  # the width of the canvas
    assert libwebp.still(bytes(data), (SIZE[0] + 40, SIZE[1])) is None
    original = tmp_path / "original"
    original.write_bytes(data)
    with original.open("rb") as source:
        facts = inspect(source)
    decoded = decode(original, facts, 2048, BACKGROUND)
    assert decoded.first_of_many
    assert decoded.image.size == (SIZE[0] + 40, SIZE[1])


def same(one: Image.Image, other: Image.Image) -> bool:
    return (one.mode, one.size, one.tobytes()) == (other.mode, other.size, other.tobytes())
