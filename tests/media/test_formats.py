"""Every real photo: what a file looks like is what its renditions look like."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image

from tests.media.conftest import CREDIT
from tests.support import charts, heif_grid, photos
from ugc.media.recipes import Developed, Recipe, Row

EXACT = Recipe(CREDIT, background="#ffffff", renditions=(Row(192, "webp", 100), Row(192, "jpeg", 100)))
P3 = charts.display_p3()
Develop = Callable[..., Developed]


def chart() -> Image.Image:
    return charts.chart()


def greys() -> Image.Image:
    return charts.chart([(v, v, v) for v in (0, 40, 90, 128, 200, 255)])


def p3() -> Image.Image:
    return charts.in_p3(chart())


COLOURS = {
    "jpeg": lambda: photos.encoded(chart(), "JPEG", quality=95),
    "jpeg, progressive": lambda: photos.encoded(chart(), "JPEG", quality=95, progressive=True),
    "jpeg, cmyk": lambda: charts.cmyk_jpeg(chart()),
    "jpeg, mpo": lambda: charts.two_in_one(chart(), greys()),
    "jpeg, display p3": lambda: photos.encoded(p3(), "JPEG", quality=95, icc_profile=P3),
    "jpeg, broken profile": lambda: photos.encoded(chart(), "JPEG", quality=95, icc_profile=b"broken" * 40),
    "jpeg, profile of other channels": lambda: photos.encoded(
        chart().convert("CMYK"), "JPEG", quality=95, icc_profile=P3
    ),
    "jpeg, garbage after the end": lambda: (
        photos.encoded(chart(), "JPEG", quality=95) + b"\xff\xd8garbage" * 99
    ),
    "jpeg, end marker missing": lambda: photos.encoded(chart(), "JPEG", quality=95)[:-2],
    "png": lambda: photos.encoded(chart(), "PNG"),
    "png, 16 bits": lambda: charts.deep_png(chart()),
    "png, interlaced": lambda: charts.deep_png(chart(), interlaced=True),
    "png, palette": lambda: photos.encoded(chart().quantize(16), "PNG"),
    "png, display p3": lambda: photos.encoded(p3(), "PNG", icc_profile=P3),
    "png, opaque alpha, display p3": lambda: photos.encoded(p3().convert("RGBA"), "PNG", icc_profile=P3),
    "gif": lambda: photos.encoded(chart().quantize(16), "GIF"),
    "webp": lambda: photos.encoded(chart(), "WEBP", quality=95),
    "webp, lossless": lambda: photos.encoded(chart(), "WEBP", lossless=True),
    "webp, display p3": lambda: photos.encoded(p3(), "WEBP", lossless=True, icc_profile=P3),
    "avif": lambda: photos.encoded(chart(), "AVIF", quality=95),
    "avif, display p3": lambda: photos.encoded(p3(), "AVIF", quality=95, icc_profile=P3),
    "heic": lambda: photos.heic_of(chart(), quality=95),
    "heic, 10 bits": lambda: charts.deep_heic(chart()),
    "heic, tiles": lambda: heif_grid.grid(chart(), charts.PATCH),
    "heic, display p3": lambda: photos.heic_of(p3(), quality=95, icc_profile=P3),
}
GREYS = {
    "jpeg, grey": lambda: photos.encoded(greys().convert("L"), "JPEG", quality=95),
    "png, grey": lambda: photos.encoded(greys().convert("L"), "PNG"),
    "png, 16-bit grey": lambda: charts.deep_png(greys().convert("L")),
    "png, 16-bit grey, interlaced": lambda: charts.deep_png(greys().convert("L"), interlaced=True),
    "png, grey and alpha": lambda: photos.encoded(greys().convert("LA"), "PNG"),
    "heic, grey": lambda: photos.heic_of(greys().convert("L"), quality=95),
}


def assert_shows(developed: Developed, patches: list[charts.Colour]) -> None:
    assert {rendition.format for rendition in developed.renditions} == {"webp", "jpeg"}
    for rendition in developed.renditions:
        with Image.open(rendition.path) as image:
            seen = charts.read(image)
        for have, want in zip(seen, patches, strict=True):
            assert charts.difference(have, want) < 2, (rendition.format, have, want)


@pytest.mark.parametrize("data", COLOURS.values(), ids=COLOURS.keys())
def test_colours_are_kept(develop: Develop, data: Callable[[], bytes]) -> None:
    assert_shows(develop(data(), EXACT), charts.PATCHES)


@pytest.mark.parametrize("data", GREYS.values(), ids=GREYS.keys())
def test_greys_are_kept(develop: Develop, data: Callable[[], bytes]) -> None:
    assert_shows(develop(data(), EXACT), [(v, v, v) for v in (0, 40, 90, 128, 200, 255)])


HALF = Image.new("RGBA", (192, 128), (200, 200, 200, 128))
CLEAR = Image.new("RGBA", (192, 128), (200, 200, 200, 0))
SEEN_THROUGH = {
    "png": lambda picture: photos.encoded(picture, "PNG"),
    "png, palette": lambda picture: photos.encoded(picture.quantize(4), "PNG"),
    "png, grey": lambda picture: photos.encoded(picture.convert("LA"), "PNG"),
    "webp": lambda picture: photos.encoded(picture, "WEBP", lossless=True, exact=True),
    "avif": lambda picture: photos.encoded(picture, "AVIF", quality=95),
    "heic": lambda picture: photos.heic_of(picture, quality=95),
}


@pytest.mark.parametrize("encode", SEEN_THROUGH.values(), ids=SEEN_THROUGH.keys())
def test_alpha_lies_on_the_background(develop: Develop, encode: Callable[[Image.Image], bytes]) -> None:
    on_blue = replace(EXACT, background="#204060")
    assert_shows(develop(encode(CLEAR), on_blue), [(32, 64, 96)] * 6)
    assert_shows(develop(encode(HALF), on_blue), [(116, 132, 148)] * 6)


def test_transparent_parts_do_not_bleed_when_made_smaller(develop: Develop) -> None:
    stripes = Image.new("RGBA", (2, 1))
    stripes.putdata([(255, 255, 255, 255), (0, 0, 0, 0)])
    developed = develop(photos.encoded(stripes.resize((6000, 4000)), "PNG"))
    for rendition in developed.renditions:
        with Image.open(rendition.path) as image:
            assert image.convert("L").getextrema()[0] > 250


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_of_an_animation_the_first_frame_is_taken_and_said_so(develop: Develop, kind: str) -> None:
    moving = photos.encoded(chart(), kind, save_all=True, append_images=[greys()], duration=100)
    developed = develop(moving, EXACT)
    assert developed.first_of_many
    with Image.open(developed.renditions[0].path) as image:
        assert charts.difference(charts.read(image)[0], charts.PATCHES[0]) < 25


@pytest.mark.parametrize("still", [photos.jpeg(), charts.two_in_one(chart(), greys()), photos.heic()])
def test_a_still_is_no_animation(develop: Develop, still: bytes) -> None:
    assert not develop(still).first_of_many
