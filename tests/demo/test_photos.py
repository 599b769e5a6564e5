import pytest
from PIL import Image

from ugc.demo.photos import CC0, PHOTOS, open_photo

PHOTOGRAPHS = [name for name, photo in PHOTOS.items() if photo.path]


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_a_photograph_comes_from_its_package_freely_licensed_and_credited(name: str) -> None:
    with open_photo(name) as stream, Image.open(stream) as image:
        assert image.format == "JPEG"
        assert max(image.size) >= 1000
    assert PHOTOS[name].licence == CC0
    assert "Getty" in PHOTOS[name].credit


def test_a_drawn_scene_opens_like_a_photograph() -> None:
    with open_photo("hat_in_the_snow") as stream, Image.open(stream) as image:
        assert image.size == (1640, 1640)


def test_every_picture_says_what_it_shows() -> None:
    assert all(photo.alt and photo.credit for photo in PHOTOS.values())


def test_the_campaigns_with_photos_have_pictures_to_choose_from() -> None:
    for campaign in ("little-wearers", "delivered-stories", "gym-open-day"):
        assert sum(photo.campaign == campaign for photo in PHOTOS.values()) >= 5


def test_an_unknown_picture_is_refused() -> None:
    with pytest.raises(KeyError):
        open_photo("../../etc/passwd")
