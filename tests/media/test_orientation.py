"""A picture is shown as it was taken: turned once, by EXIF or by the boxes of its file, never by both."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from tests.support import charts, heif_grid, photos
from ugc.media.inspect import inspect
from ugc.media.recipes import Developed

Develop = Callable[..., Developed]
STORED = {  # EXIF orientation → how a camera turns what it sees before it stores it
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
ENCODED = {
    "jpeg": lambda picture, exif: photos.encoded(picture, "JPEG", quality=95, exif=exif),
    "png": lambda picture, exif: photos.encoded(picture, "PNG", exif=exif),
    "webp": lambda picture, exif: photos.encoded(picture, "WEBP", quality=95, exif=exif),
    "avif, boxes": lambda picture, exif: photos.encoded(picture, "AVIF", quality=95, exif=exif),
    "heic, boxes and exif": lambda picture, exif: photos.heic_of(picture, quality=95, exif=exif.tobytes()),
}


def assert_upright(developed: Developed) -> None:
    assert (developed.width, developed.height) == (192, 128)
    for rendition in developed.renditions:
        with Image.open(rendition.path) as image:
            seen = charts.read(image)
        assert all(
            charts.difference(have, want) < 12 for have, want in zip(seen, charts.PATCHES, strict=True)
        ), seen


@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize("encode", ENCODED.values(), ids=ENCODED.keys())
def test_orientation_is_applied_once(
    develop: Develop, encode: Callable[[Image.Image, Image.Exif], bytes], orientation: int
) -> None:
    turn = STORED[orientation]
    stored = charts.chart() if turn is None else charts.chart().transpose(turn)
    assert_upright(develop(encode(stored, photos.exif(orientation))))


@pytest.mark.parametrize("turns", range(4))
def test_tiles_are_turned_together(develop: Develop, turns: int) -> None:
    stored = charts.chart().rotate(-90 * turns, expand=True)
    data = heif_grid.grid(stored, charts.PATCH, turns)
    assert_upright(develop(data))
    facts = inspect(BytesIO(data))
    assert (facts.width, facts.height) == (192, 128)


@pytest.mark.parametrize(
    "exif",
    [
        b"",
        b"Exif\0\0",
        b"Exif\0\0MM\0*\0\0\0\x08\xff\xff",
        b"Exif\0\0II*\0\xff\xff\xff\xff",
        b"Exif\0\0" + bytes(90),
    ],
)
def test_a_broken_exif_block_costs_nothing(develop: Develop, exif: bytes) -> None:
    assert_upright(develop(photos.encoded(charts.chart(), "JPEG", quality=95, exif=exif)))
