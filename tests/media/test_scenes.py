import importlib
from io import BytesIO

import pytest
from PIL import Image

from ugc.media.scenes import SCENES, draw


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_is_drawn_at_any_size(name: str) -> None:
    image = getattr(importlib.import_module(f"ugc.media.scenes.{SCENES[name].module}"), name)(160)
    assert image.mode == "RGB"
    assert image.width == 160
    assert len(image.getcolors(160 * 400)) > 500, "a picture, not an empty sheet"


def test_a_drawn_scene_is_a_jpeg_large_enough_for_every_screen() -> None:
    with Image.open(BytesIO(draw("coat_by_the_sea"))) as image:
        assert image.format == "JPEG"
        assert image.size == (1920, 1075)


def test_an_unknown_scene_is_refused() -> None:
    with pytest.raises(KeyError):
        draw("brush")
