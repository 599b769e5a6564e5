from collections.abc import Callable

import pytest
from PIL import Image

from tests.support import photos
from ugc.media.reasons import Reason, Unusable
from ugc.media.recipes import Developed

Develop = Callable[..., Developed]


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("missing", [1, 2, 40])
@pytest.mark.parametrize("size", [(640, 480), (4032, 3024)])
def test_a_few_lost_bytes_are_forgiven(
    develop: Develop, size: tuple[int, int], progressive: bool, missing: int
) -> None:
    whole = photos.jpeg(size, progressive=progressive)
    developed = develop(whole[:-missing])
    assert (developed.width, developed.height) == size
    with Image.open(developed.renditions[0].path) as image, Image.open(photos.BytesIO(whole)) as original:
        seen, meant = (picture.convert("RGB").resize((8, 6)) for picture in (image, original))
    for x in range(8):
        for y in range(6):
            assert seen.getpixel((x, y)) == pytest.approx(meant.getpixel((x, y)), abs=6)


@pytest.mark.parametrize(
    ("progressive", "kept"), [(False, 0.05), (False, 0.5), (False, 0.9), (True, 0.05), (True, 0.3)]
)
def test_a_picture_that_is_cut_off_is_refused(develop: Develop, progressive: bool, kept: float) -> None:
    whole = photos.jpeg(progressive=progressive)
    with pytest.raises(Unusable) as refusal:
        develop(whole[: int(len(whole) * kept)])
    assert refusal.value.reason is Reason.TRUNCATED


def test_what_follows_the_end_is_ignored(develop: Develop) -> None:
    assert develop(photos.jpeg() + b"\xff\xd8" + bytes(50_000)).width == 640
