import pytest
from hypothesis import given
from hypothesis import strategies as st

from ugc.palette import DARK, LIGHT, Tones, contrast, palette

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def legible(tones: Tones, surfaces: tuple[str, str]) -> bool:
    return (
        all(contrast(tones.accent, surface) >= 3 for surface in surfaces)
        and contrast(tones.accent, tones.on_accent) >= 4.5
        and all(contrast(tones.accent_ink, one) >= 4.5 for one in (*surfaces, tones.tint))
    )


@given(colours)
def test_any_accent_is_legible_on_light_and_dark_pages(accent: str) -> None:
    found = palette(accent)
    assert legible(found.light, LIGHT)
    assert legible(found.dark, DARK)


def test_a_legible_accent_is_kept_as_the_brand_gave_it() -> None:
    assert palette("#1d5c4d").light.accent == "#1d5c4d"


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("wrong", ["", "red", "#12345", "#12345g", "1d5c4d#"])
def test_what_is_no_colour_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):
        palette(wrong)
