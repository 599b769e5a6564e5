"""Decoding in little memory gives the same pixels."""

import pytest
from PIL import Image

from ugc.bench.scenes import scene
from ugc.media.decode import reduced


@pytest.mark.parametrize("factor", [2, 3, 8])
def test_a_transparent_picture_reduced_in_strips_is_the_same(factor: int) -> None:
    picture = scene((701, 1603))
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    assert reduced(picture, factor).tobytes() == picture.reduce(factor).tobytes()
