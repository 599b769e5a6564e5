"""The boxes people see."""

import pytest

from ugc.consent.ask import questions
from ugc.definitions.asking import Wording
from ugc.definitions.read import read
from ugc.definitions.wording import on_network, plain
from ugc.settings import ROOT

GYM = read(ROOT / "campaigns" / "gym-open-day.toml")
WEARERS = read(ROOT / "campaigns" / "little-wearers.toml")


def test_every_use_is_a_question_of_its_own_in_the_campaigns_order() -> None:
    uses = [question.use for question in questions(GYM, "en")]
    assert uses == ["gallery", "reshare-mastodon", "reshare-instagram", "print"]


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "Share it on our own account on Mastodon"),
        ("es", "Compartirlo en nuestra propia cuenta de Mastodon"),
        ("de", "Auf unserem eigenen Konto bei Mastodon teilen"),
        ("fr", "Le partager depuis notre propre compte sur Mastodon"),
    ],
)
def test_every_network_is_named_at_its_own_box(language: str, label: str) -> None:
    assert on_network(plain(language)["reshare"], "mastodon", language).label == label


def test_own_words_that_name_no_network_get_it_behind_them() -> None:
    own = Wording(label="Post it", means="We may post it on {network}.")
    assert on_network(own, "other", "en").label == "Post it (another network)"
    assert on_network(own, "instagram", "en").means == "We may post it on Instagram."


def test_a_campaigns_own_words_come_first_and_what_is_kept_is_all_of_them() -> None:
    own = questions(GYM, "en")[3]
    assert own.label == "Pin it up at the gym"
    assert own.statement.startswith("Pin it up at the gym. It may hang in our hallway")


def test_people_are_asked_in_their_language() -> None:
    assert questions(WEARERS, "es")[0].label == "Mostrarlo en la galería pública de esta campaña"
