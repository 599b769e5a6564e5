"""The boxes people see."""

from ugc.consent.ask import questions
from ugc.definitions.read import read
from ugc.settings import ROOT

GYM = read(ROOT / "campaigns" / "gym-open-day.toml")
WEARERS = read(ROOT / "campaigns" / "little-wearers.toml")


def test_every_use_is_a_question_of_its_own_in_the_campaigns_order() -> None:
    assert [question.purpose for question in questions(GYM, "en")] == ["gallery", "reshare", "print"]


def test_a_campaigns_own_words_come_first_and_what_is_kept_is_all_of_them() -> None:
    own = questions(GYM, "en")[2]
    assert own.label == "Pin it up at the gym"
    assert own.statement.startswith("Pin it up at the gym. It may hang in our hallway")


def test_people_are_asked_in_their_language() -> None:
    assert questions(WEARERS, "es")[0].label == "Mostrarlo en la galería pública de esta campaña"
