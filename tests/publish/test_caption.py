"""Captions: short enough, and never without the credit in the customer's own wording (P4)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ugc.platforms.contract import Capabilities
from ugc.publish.caption import Facts, check, first_sentence, write
from ugc.publish.credit import CreditLost, Refused, keeps

FACTS = Facts(
    credit="Carla Ruiz (@carla@example.social)",
    story="Off to feed the ducks. We stayed until dark.",
    title="Little Wearers",
    link="https://ugc.example/c/little-wearers",
    hashtags=("littlewearers", "competition"),
)
WORDS = st.text(min_size=1, max_size=400).filter(lambda text: bool(text.split()))


def network(limit: int | None, link_length: int | None = None) -> Capabilities:
    return Capabilities(
        family="square",
        title="The Square",
        can_publish=True,
        can_delete=True,
        needs_person=False,
        max_caption=limit,
        link_length=link_length,
    )


def test_the_template_is_filled() -> None:
    assert write("{prompt_reply} 📷 {credit} {hashtags}", FACTS, network(500)) == (
        "Off to feed the ducks. 📷 Carla Ruiz (@carla@example.social) #littlewearers #competition"
    )


def test_what_is_empty_leaves_no_gap() -> None:
    facts = replace(FACTS, story="", hashtags=())
    assert write("{story}\n\n{title}\n📷  {credit} {hashtags}", facts, network(500)) == (
        "Little Wearers\n📷 Carla Ruiz (@carla@example.social)"
    )


def test_the_story_gives_way_first_and_ends_on_a_whole_word() -> None:
    caption = write("{story} 📷 {credit} {hashtags}", FACTS, network(78))
    assert caption == "Off to feed… 📷 Carla Ruiz (@carla@example.social) #littlewearers #competition"


def test_then_hashtags_then_the_title_and_the_link() -> None:
    template = "{title} {story} {credit} {hashtags} {link}"
    assert write(template, FACTS, network(101)).endswith(
        "#littlewearers https://ugc.example/c/little-wearers"
    )
    assert write(template, FACTS, network(40)) == FACTS.credit


def test_a_link_counts_as_long_as_the_network_counts_it() -> None:
    caption = write("{credit} {link}", FACTS, network(60, link_length=23))
    assert caption.endswith(FACTS.link)
    assert len(caption) > 60


def test_a_credit_that_does_not_fit_is_refused_rather_than_shortened() -> None:
    with pytest.raises(Refused, match="Carla Ruiz"):
        write("{story} {credit}", FACTS, network(20))


def test_a_story_without_blanks_is_cut_and_no_sign_is_torn() -> None:
    family = "👨‍👩‍👧‍👦"
    facts = replace(FACTS, story=family * 100)
    caption = write("{story} {credit}", facts, network(100))
    head = caption.removesuffix(f" {FACTS.credit}").removesuffix("…")
    assert head
    assert head == family * (len(head) // len(family))


def test_braces_of_a_customer_are_only_braces() -> None:
    facts = replace(FACTS, story="{credit} {0} {", credit="{Bea}")
    assert write("{story} 📷 {credit}", facts, network(None)) == "{credit} {0} { 📷 {Bea}"


def test_a_template_that_drops_the_credit_is_refused() -> None:
    with pytest.raises(CreditLost):
        write("{story}", FACTS, network(500))


@pytest.mark.parametrize(
    "caption", ["By Carla", "By carla ruiz (@carla@example.social)", "", "By Carla\u200b Ruiz"]
)
def test_an_edit_that_loses_the_credit_is_refused(caption: str) -> None:
    with pytest.raises(CreditLost, match="word for word"):
        check(caption, FACTS.credit, network(500))


def test_an_edit_that_is_too_long_is_refused_with_by_how_much() -> None:
    with pytest.raises(Refused, match="10 characters too long"):
        check("By Carla " + "x" * 51, "Carla", network(50))


def test_the_credit_stands_as_words_of_its_own_however_accents_are_encoded() -> None:
    assert not keeps("Also by Alba", "Al")
    assert keeps("📷 Al, 2027", "Al")
    assert keeps("By Jose\u0301\n Ruiz", "José  Ruiz")
    assert not keeps("By nobody", " ")


@pytest.mark.parametrize(
    ("story", "sentence"),
    [
        ("Off! And back.", "Off!"),
        ("今日は鴨。明日も。", "今日は鴨。"),
        ("one line\nanother", "one line"),
        ("", ""),
    ],
)
def test_the_first_sentence(story: str, sentence: str) -> None:
    assert first_sentence(story) == sentence


@given(WORDS, st.text(max_size=600), WORDS, st.integers(1, 300))
def test_whatever_people_write_the_credit_stays_and_the_limit_holds(
    credit: str, story: str, title: str, limit: int
) -> None:
    facts = Facts(credit, story, title, "https://ugc.example/c/x", ("one", "two"))
    try:
        caption = write("{title}: {story}\n📷 {credit} {hashtags} {link}", facts, network(limit, 23))
    except Refused:
        return
    assert keeps(caption, credit)
    assert network(limit, 23).length(caption) <= limit
    assert check(caption, credit, network(limit, 23)) == caption
