"""Names a reader takes for the brand's own."""

from collections.abc import Callable

import pytest

from tests.support.people import World
from ugc.db import EVERYONE, Database
from ugc.models import Brand, Hint, Submission
from ugc.screen.names import confusable

BRAND = "Pip & Moss"


@pytest.mark.parametrize(
    "name",
    [
        "Pip & Moss",
        "pip and moss",
        "Рip & Мoss",
        "P1p & M0ss",
        "ＰＩＰ＆ＭＯＳＳ",
        "Píp & Möss",
        "PipandMoss UK",
    ],
)
def test_it_is_taken_for_the_brand_s(name: str) -> None:
    assert confusable(name, BRAND) >= 0.6


@pytest.mark.parametrize("name", ["Ana", "Philip Moss", "Pippa Ross", "Mossy", "Пётр", "山田", ""])
def test_it_is_a_name_of_its_own(name: str) -> None:
    assert confusable(name, BRAND) == 0


def test_a_short_brand_is_only_itself() -> None:
    assert confusable("Аmy", "Amy") > 0.9
    assert confusable("Amy Winters", "Amy") == 0


def test_the_customer_s_name_and_credit_are_compared(
    database: Database,
    world: World,
    sent: Callable[..., Submission],
    hints: Callable[[Submission], dict[str, Hint]],
) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Brand, world.brand.id).name = BRAND
    plain, posing = sent(), sent()
    with database.write(EVERYONE) as session:
        session.get_one(Submission, posing.id).credit = "Рip & Мoss"
    assert hints(plain)["name"].finding == "clear"
    found = hints(posing)["name"]
    assert (found.finding, found.evidence) == ("found", {"name": "Рip & Мoss", "brand": BRAND})
