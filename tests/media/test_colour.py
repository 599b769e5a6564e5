from io import BytesIO

import pytest
from PIL import Image, ImageCms

from tests.support import charts
from ugc.media.colour import to_srgb

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_profile_changes_the_numbers_and_keeps_the_colours(mode: str) -> None:
    stored = charts.in_p3(charts.chart())
    assert charts.read(stored) != charts.PATCHES
    for have, want in zip(
        charts.read(to_srgb(stored.convert(mode), charts.display_p3())), charts.PATCHES, strict=True
    ):
        assert charts.difference(have, want) < 1


def test_a_picture_in_srgb_is_not_touched() -> None:
    picture = charts.chart()
    assert to_srgb(picture, SRGB) is picture
    assert to_srgb(picture, None) is picture


@pytest.mark.parametrize("profile", [b"", b"nonsense", SRGB[:200], bytes(500), SRGB[:128] + bytes(400)])
@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "CMYK"])
def test_a_broken_profile_is_passed_over(profile: bytes, mode: str) -> None:
    picture = charts.chart().convert(mode)
    assert to_srgb(picture, profile).mode == ("RGBA" if mode == "RGBA" else "RGB")


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_a_profile_for_other_channels_is_passed_over(mode: str) -> None:
    picture = charts.chart().convert(mode)
    assert to_srgb(picture, charts.display_p3()).tobytes() == picture.convert("RGB").tobytes()


def test_our_display_p3_is_what_its_name_says() -> None:
    profile = ImageCms.ImageCmsProfile(BytesIO(charts.display_p3()))
    assert ImageCms.getProfileDescription(profile).strip() == "Display P3"
    green = to_srgb(Image.new("RGB", (1, 1), (0, 255, 0)), charts.display_p3()).getpixel((0, 0))
    assert green == pytest.approx((0, 255, 0), abs=2)  # out of sRGB's reach, so clipped
