"""Whatever bytes come in, what comes out is a developed photo or a reason, and the darkroom lives on."""

from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.media.conftest import RECIPE
from tests.support import charts, heif_grid, photos
from ugc.media.darkroom import Darkroom
from ugc.media.inspect import inspect
from ugc.media.reasons import Unusable
from ugc.media.recipes import Developed

SMALL = (64, 48)


def glass() -> Image.Image:
    """A scene that one sees through more and more towards its end."""
    picture = photos.scene(SMALL)
    picture.putalpha(Image.linear_gradient("L").resize(SMALL))
    return picture


WHOLE = (
    photos.jpeg(SMALL, orientation=6),
    photos.jpeg(SMALL, progressive=True, icc_profile=charts.display_p3()),
    charts.cmyk_jpeg(photos.scene(SMALL)),
    photos.png(SMALL),
    charts.deep_png(photos.scene(SMALL), interlaced=True),
    photos.encoded(photos.scene(SMALL).quantize(16), "GIF"),
    photos.webp(SMALL),
    photos.encoded(glass(), "WEBP"),
    photos.encoded(glass(), "WEBP", lossless=True, save_all=True, append_images=[photos.scene(SMALL)]),
    photos.encoded(photos.scene(SMALL), "AVIF", exif=photos.exif(6)),
    photos.encoded(glass(), "AVIF", subsampling="4:4:4"),
    photos.heic(SMALL),
    heif_grid.grid(charts.chart(), charts.PATCH, 1),
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A photo with some bytes changed, lost or put in, more often near its head, where the structure is."""
    data = bytearray(draw(st.sampled_from(WHOLE)))
    places = st.integers(0, len(data) - 1) | st.integers(0, min(700, len(data) - 1))
    for place, value in draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=8)):
        data[place] = value
    start = draw(places)
    match draw(st.sampled_from(("as it is", "cut off", "hole", "twice"))):
        case "cut off":
            del data[start:]
        case "hole":
            del data[start : start + draw(st.integers(1, 64))]
        case "twice":
            data[start:start] = data[start : start + draw(st.integers(1, 64))]
    return bytes(data)


@given(damaged() | st.binary(max_size=400))
@settings(max_examples=400)
def test_inspect_tells_or_refuses(data: bytes) -> None:
    with suppress(Unusable):
        facts = inspect(BytesIO(data))
        assert facts.width > 0
        assert facts.height > 0


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damaged")


@given(data=damaged())
@settings(max_examples=250)
def test_a_damaged_photo_is_developed_or_refused(data: bytes, darkroom: Darkroom, bench: Path) -> None:
    original = bench / "original"
    original.write_bytes(data)
    with suppress(Unusable):
        assert isinstance(darkroom.develop(original, bench, RECIPE), Developed)
