import pytest
from PIL import Image, ImageFilter

from ugc.bench.scenes import scene
from ugc.bench.similarity import ssim


def test_a_picture_is_like_itself() -> None:
    assert ssim(scene(), scene()) == pytest.approx(1)


def test_the_more_is_lost_the_less_alike() -> None:
    blurred = [scene().filter(ImageFilter.GaussianBlur(radius)) for radius in (0.5, 1, 3)]
    likeness = [ssim(scene(), picture) for picture in blurred]
    assert 1 > likeness[0] > likeness[1] > likeness[2] > 0


def test_another_picture_is_not_alike() -> None:
    assert ssim(scene(), Image.effect_noise((640, 480), 60)) < 0.2
