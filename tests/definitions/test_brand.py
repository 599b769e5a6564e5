import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ugc.definitions.brand import BrandFile, contrast

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_wcags() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(COLOURS)
def test_black_or_white_is_readable_on_every_accent(accent: str) -> None:
    text = BrandFile.model_construct(accent=accent).on_accent
    assert contrast(accent, text) >= 4.5


@pytest.mark.parametrize("signature", ["The Larks team", "{nme}, Larks", "{name} {place}"])
def test_a_signature_names_a_person(signature: str) -> None:
    with pytest.raises(ValidationError) as caught:
        BrandFile.model_validate({"signature": signature})
    assert any(error["loc"] == ("signature",) and error["type"] == "ugc" for error in caught.value.errors())
