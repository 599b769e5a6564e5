"""What is hidden of a photo cannot be got back from any of its renditions; what is not hidden stays."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from tests.media.conftest import RECIPE
from tests.support import photos
from ugc.media.recipes import Area, Developed
from ugc.media.retouch import box, retouched

Develop = Callable[..., Developed]
FACE = Area("blur", 0.25, 0.25, 0.25, 0.5)


def portrait(drawn: str) -> Image.Image:
    """A plain wall with one of two patterns where the face is: alike in colour, unlike in every detail."""
    image = Image.new("RGB", (800, 400), "#a0b0c0")
    draw = ImageDraw.Draw(image)
    for number in range(20):
        top = 100 + number * 10
        if drawn == "stripes":
            draw.rectangle((200, top, 399, top + 4), "#402010")
        else:
            for column in range(20):
                left = 200 + column * 10
                draw.rectangle((left, top, left + 4, top + 9), "#402010")
    return image


def test_different_faces_become_the_same_blur() -> None:
    one, other = portrait("stripes"), portrait("bars")
    assert ImageChops.difference(one, other).getbbox()
    assert retouched(one, [FACE]).tobytes() == retouched(other, [FACE]).tobytes()
    outside = ImageChops.difference(one, retouched(one, [FACE])).getbbox()
    assert outside and outside[0] >= 200 and outside[1] >= 100 and outside[2] <= 400 and outside[3] <= 300


def test_a_crop_leaves_nothing_around_it_and_the_blur_inside() -> None:
    cut = Area("crop", 0.25, 0, 0.5, 1)
    shown = retouched(portrait("stripes"), [cut, FACE])
    assert shown.size == (400, 400)
    assert shown.tobytes() == retouched(portrait("stripes"), [FACE]).crop((200, 0, 600, 400)).tobytes()


@given(
    st.builds(
        Area,
        st.just("crop"),
        *(st.floats(0, 0.99) for _ in range(2)),
        *(st.floats(1e-6, 1) for _ in range(2)),
    ),
    st.tuples(st.integers(1, 5000), st.integers(1, 5000)),
)
def test_a_box_covers_its_area_and_lies_in_the_picture(area: Area, size: tuple[int, int]) -> None:
    left, top, right, bottom = box(area, size)
    assert 0 <= left < right <= size[0] and 0 <= top < bottom <= size[1]
    assert left <= area.left * size[0] and top <= area.top * size[1]
    assert right >= min((area.left + area.width) * size[0], size[0]) - 1e-6
    assert bottom >= min((area.top + area.height) * size[1], size[1]) - 1e-6


def test_every_rendition_hides_it_and_the_fingerprints_are_the_originals(develop: Develop) -> None:
    original = photos.jpeg((1200, 900))
    plain = develop(original)
    hidden = develop(original, replace(RECIPE, areas=(FACE, Area("crop", 0, 0, 0.5, 1)), edition=1))
    assert hidden.fingerprints == plain.fingerprints
    assert hidden.looks == plain.looks
    assert (hidden.width, hidden.height) == (600, 900)
    for made in hidden.renditions:
        with Image.open(made.path) as image:
            inside = image.crop(
                (
                    round(image.width * 0.52),
                    round(image.height * 0.27),
                    round(image.width * 0.98),
                    round(image.height * 0.73),
                )
            ).convert("L")
            assert sharpest(inside) < 40, made


def sharpest(image: Image.Image) -> int:
    """The steepest step between two neighbouring pixels."""
    across = ImageChops.difference(
        image.crop((1, 0, *image.size)), image.crop((0, 0, image.width - 1, image.height))
    )
    extrema = across.getextrema()
    assert isinstance(extrema[1], int)
    return extrema[1]


def test_what_nobody_retouched_is_made_as_before() -> None:
    assert replace(RECIPE, edition=0).digest() == RECIPE.digest()
    assert replace(RECIPE, edition=2).digest() != RECIPE.digest()
    assert replace(RECIPE, areas=(FACE,), edition=1).digest() != replace(RECIPE, edition=1).digest()


@pytest.mark.parametrize("orientation", [1, 6])
def test_areas_are_of_the_upright_picture(develop: Develop, orientation: int) -> None:
    developed = develop(
        photos.jpeg((800, 600), orientation=orientation),
        replace(RECIPE, areas=(Area("crop", 0, 0, 0.5, 1),), edition=1),
    )
    assert (developed.width, developed.height) == ((400, 600) if orientation == 1 else (300, 800))
