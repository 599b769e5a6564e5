from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw, ImageFilter

from tests.support import photos
from ugc.media.looks import looks
from ugc.media.recipes import Developed

SCENE = photos.scene()


def test_a_sharp_picture_measures_far_above_a_blurred_one() -> None:
    blurred = SCENE.filter(ImageFilter.GaussianBlur(4))
    assert looks(SCENE, camera=False).sharpness > 80
    assert looks(blurred, camera=False).sharpness < 10


def test_a_portrait_before_a_soft_background_is_sharp() -> None:
    portrait = SCENE.filter(ImageFilter.GaussianBlur(6))
    portrait.paste(SCENE.crop((240, 120, 400, 360)), (240, 120))
    assert looks(portrait, camera=False).sharpness > 50


def test_a_stamped_date_makes_no_blurred_picture_sharp() -> None:
    stamped = SCENE.filter(ImageFilter.GaussianBlur(6))
    ImageDraw.Draw(stamped).text((500, 440), "04.05.2026", fill="orange", font_size=24)
    assert looks(stamped, camera=False).sharpness < 25


@pytest.mark.parametrize(
    ("level", "brightness", "highlights"), [(0, 0, 0), (30, 30, 30), (255, 255, 255)], ids=str
)
def test_brightness_is_the_mean_and_what_the_brightest_tenth_reaches(
    level: int, brightness: int, highlights: int
) -> None:
    measured = looks(Image.new("RGB", (64, 48), (level,) * 3), camera=False)
    assert (measured.brightness, measured.highlights) == (brightness, highlights)


def test_lights_in_the_night_are_highlights() -> None:
    night = Image.new("RGB", (100, 100), "black")
    night.paste("white", (0, 0, 100, 15))
    assert looks(night, camera=False).highlights == 255


def test_a_drawn_screen_is_flat_and_a_photo_is_not() -> None:
    screen = Image.new("RGB", (400, 800), "white")
    ImageDraw.Draw(screen).text((20, 100), "Hello, this is a message.", fill="black", font_size=24)
    assert looks(screen, camera=False).flat > 0.9
    assert looks(SCENE, camera=False).flat < 0.3


def test_the_smallest_picture_is_no_trouble() -> None:
    assert looks(Image.new("RGB", (1, 1)), camera=False).sharpness == 0


def test_a_developed_photo_says_whether_a_camera_took_it(develop: Callable[..., Developed]) -> None:
    assert develop(photos.jpeg()).looks.camera
    assert develop(photos.heic()).looks.camera
    assert not develop(photos.png()).looks.camera
