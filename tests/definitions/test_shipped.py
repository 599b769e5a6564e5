"""The campaigns we ship: whole, honest and bounded."""

import re
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest

from ugc.definitions.read import Bundle, read_bundle

FOLDER = Path(__file__).parents[2] / "campaigns"
SLUGS = ("ask-the-ceo", "ask-us", "delivered-stories", "gym-open-day", "little-wearers")
GREEDY = re.compile(
    r"perpetual|irrevocabl|transferabl|sublicen|royalty|in perpetuity|perpetu|irrevocab|transferib", re.I
)


@pytest.fixture(params=SLUGS)
def bundle(request: pytest.FixtureRequest) -> Bundle:
    return read_bundle(FOLDER / f"{request.param}.toml")


def test_these_are_all_of_them() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.toml")) == sorted(SLUGS)


def test_it_is_open_while_the_demo_runs(bundle: Bundle) -> None:
    opens, closes = bundle.definition.window
    assert opens < datetime(2026, 11, 22, tzinfo=UTC)
    assert closes is None or closes > datetime(2027, 3, 1, tzinfo=UTC)


def test_the_terms_name_their_end_and_how_to_take_it_back_and_ask_for_nothing_endless(bundle: Bundle) -> None:
    assert set(bundle.terms) == set(bundle.definition.languages)
    for text in bundle.terms.values():
        assert str(bundle.definition.consent.until.year) in text
        assert bundle.brand.controller.name in text
        assert bundle.brand.controller.mail in text
        assert re.search("Taking it back|Retirarlo", text)
        assert not GREEDY.search(text)


def test_the_terms_have_a_line_for_every_box(bundle: Bundle) -> None:
    for text in bundle.terms.values():
        assert len(re.findall(r"^\* \*\*", text, re.M)) == len(bundle.definition.consent.purposes)


def test_staffs_cue_cards_cannot_be_sent_as_they_are(bundle: Bundle) -> None:
    cards = bundle.definition.conversation.cue_cards
    assert len(cards) >= 4
    assert all("…" in card or card.endswith("?") for card in cards)


def test_customers_have_questions_to_start_from(bundle: Bundle) -> None:
    cards = bundle.definition.invite.cue_cards
    assert len(cards) >= 4
    assert all(card.endswith("?") for card in cards)


def test_every_company_is_invented() -> None:
    brands = (FOLDER / "brands").glob("*.toml")
    assert all(re.search(r'website = "https://[a-z-]+\.example"', path.read_text()) for path in brands)


def test_no_two_campaigns_say_the_same_to_a_customer() -> None:
    reasons = {
        slug: {reason.says for reason in read_bundle(FOLDER / f"{slug}.toml").definition.moderation.reasons}
        for slug in SLUGS
    }
    assert all(not reasons[one] & reasons[other] for one, other in combinations(SLUGS, 2))
