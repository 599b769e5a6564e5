"""What the measures of a photo say, at and around each line."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support import photos
from ugc.db import EVERYONE, Database
from ugc.models import Hint, Photo, Submission

GOOD = {"sharpness": 300.0, "brightness": 120.0, "highlights": 200.0, "flat": 0.05, "camera": True}
DRAWN = {"camera": False, "flat": 0.8}


@pytest.fixture
def measured(
    database: Database,
    sent: Callable[..., Submission],
    hints: Callable[[Submission], dict[str, Hint]],
) -> Callable[..., dict[str, Hint]]:
    """The hints of a photo with these measures."""

    def measured(
        size: tuple[int, int] = (4032, 3024), mime: str = "image/jpeg", **measures: Any
    ) -> dict[str, Hint]:
        row = sent(photos.scene())
        with database.write(EVERYONE) as session:
            photo = session.get_one(Photo, row.photos[0].id)
            (photo.width, photo.height), photo.mime, photo.looks = size, mime, GOOD | measures
        return hints(row)

    return measured


def test_a_good_photo_is_clear(measured: Callable[..., dict[str, Hint]]) -> None:
    found = measured()
    kinds = ("small", "blur", "dark", "screenshot")
    assert {found[kind].finding for kind in kinds} == {"clear"}


@pytest.mark.parametrize(
    ("kind", "measures"),
    [
        ("small", {"size": (999, 700)}),
        ("blur", {"sharpness": 24.9}),
        ("dark", {"brightness": 39.0, "highlights": 80.0}),
        ("screenshot", DRAWN | {"size": (1170, 2532)}),
        ("screenshot", {"camera": False, "size": (2532, 1170)}),
    ],
    ids=["small", "blurred", "dark", "a phone's screen", "a phone's screen, held sideways"],
)
def test_it_is_found(kind: str, measures: dict[str, Any], measured: Callable[..., dict[str, Hint]]) -> None:
    hint = measured(**measures)[kind]
    assert hint.finding == "found"
    assert hint.sure is not None and 0.5 <= hint.sure <= 1
    assert hint.evidence


@pytest.mark.parametrize(
    ("kind", "measures"),
    [
        ("small", {"size": (1000, 700)}),
        ("blur", {"sharpness": 25.0}),
        ("dark", {"brightness": 20.0, "highlights": 220.0}),
        ("screenshot", {"camera": True, "flat": 0.8, "size": (1170, 2532)}),
        ("screenshot", DRAWN | {"size": (1200, 900)}),
    ],
    ids=["large enough", "sharp enough", "a night with lights", "the camera says so", "a drawing"],
)
def test_it_is_clear(kind: str, measures: dict[str, Any], measured: Callable[..., dict[str, Hint]]) -> None:
    assert measured(**measures)[kind].finding == "clear"


def test_the_worse_the_surer(measured: Callable[..., dict[str, Hint]]) -> None:
    slightly, badly = measured(sharpness=24.0)["blur"], measured(sharpness=2.0)["blur"]
    assert slightly.sure is not None and badly.sure is not None
    assert slightly.sure < badly.sure


def test_what_was_never_measured_is_not_checked(
    database: Database, sent: Callable[..., Submission], hints: Callable[[Submission], dict[str, Hint]]
) -> None:
    row = sent(photos.scene())
    with database.write(EVERYONE) as session:
        session.get_one(Photo, row.photos[0].id).looks = None
    assert hints(row)["blur"].finding == "not_checked"
