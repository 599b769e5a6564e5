from collections.abc import Callable
from hashlib import sha256
from itertools import product

import pytest
from PIL import Image

from tests.support import photos
from ugc.media.reasons import Reason, Unusable
from ugc.media.recipes import Developed, Row, fitting

Develop = Callable[..., Developed]


def test_every_row_of_the_table_is_made_from_a_phones_photo(develop: Develop) -> None:
    developed = develop(photos.phone_photo())
    assert (developed.width, developed.height) == (3024, 4032)
    made = {(rendition.height, rendition.format) for rendition in developed.renditions}
    assert made == set(product((320, 640, 1280, 2016), ("webp", "jpeg")))
    for rendition in developed.renditions:
        content = rendition.path.read_bytes()
        assert (rendition.size, rendition.sha256) == (len(content), sha256(content).hexdigest())
        with Image.open(rendition.path) as image:
            assert image.format == rendition.format.upper()
            assert image.size == (rendition.width, rendition.height)
            assert rendition.height == pytest.approx(rendition.width * 4 / 3, abs=1)


@pytest.mark.parametrize(
    ("available", "edges"),
    [
        (1, [1]),
        (200, [200]),
        (320, [320]),
        (340, [320]),
        (500, [320, 500]),
        (1000, [320, 640, 1000]),
        (2016, [320, 640, 1280, 2016]),
        (9000, [320, 640, 1280, 2048]),
    ],
)
def test_nothing_is_enlarged(available: int, edges: list[int]) -> None:
    table = tuple(Row(edge, "webp", 80) for edge in (320, 640, 1280, 2048))
    assert [row.edge for row in fitting(table, available)] == edges[::-1]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (photos.truncated(), Reason.TRUNCATED),
        (photos.bomb(), Reason.TOO_MANY_PIXELS),
        (photos.text_named_jpg(), Reason.NOT_A_PHOTO),
        (photos.svg(), Reason.UNSUPPORTED_SVG),
        (photos.png()[:-5000], Reason.TRUNCATED),
    ],
)
def test_what_cannot_be_developed_has_a_reason(develop: Develop, data: bytes, reason: Reason) -> None:
    with pytest.raises(Unusable) as refusal:
        develop(data)
    assert refusal.value.reason is reason
