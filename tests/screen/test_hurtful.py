"""Words that hurt, plain and disguised, and the many words that only look like them."""

from collections.abc import Callable

import pytest

from ugc.models import Hint, Submission
from ugc.screen.hurtful import hurtful
from ugc.screen.writing import entries, listed


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "What an idiot he is", "idiot"),
        ("en", "FUCKING weather", "FUCKING"),
        ("es", "Eres un gilipollas.", "gilipollas"),
        ("es", "¡coño!", "¡coño!"),
        ("de", "So eine Scheiße aber auch", "Scheiße"),
        ("fr", "quel connard", "connard"),
        ("de", "fucking gut", "fucking"),
    ],
)
def test_a_listed_word_is_found_whatever_the_page_s_language(language: str, text: str, word: str) -> None:
    assert [written.strip("¡!") for written, _ in hurtful(text, {language})] == [word.strip("¡!")]


@pytest.mark.parametrize(
    "disguised", ["sh1t", "f*ck", "f*cking", "fuuuuck", "f u c k", "@sshole", "Arschloooch!"]
)
def test_a_disguise_is_seen_through_and_less_sure(disguised: str) -> None:
    found = list(hurtful(f"what a {disguised} day", {"en"}))
    assert found and all(sure < 0.9 for _, sure in found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A pussycat in Scunthorpe, a classic bass, shiitake and grass, we assess the cockpit"),
        ("de", "Der Stoff ist dick und warm"),
        ("fr", "Le bus est en retard"),
        ("es", "Un cono de helado con nata"),
        ("en", "5 * 7 = 35, a b c d, size 104"),
        ("en", "Two bites of the con man’s cake"),
    ],
)
def test_ordinary_words_are_left_alone(language: str, text: str) -> None:
    assert list(hurtful(text, {language})) == []


def test_what_is_ordinary_in_the_stories_own_language_is_no_hint(
    sent: Callable[..., Submission], hints: Callable[[Submission], dict[str, Hint]]
) -> None:
    german = "Der Stoff ist dick und warm, und wir haben ihn sehr gern auf dem Weg zur Schule."
    assert hints(sent(story=german))["words"].finding == "clear"
    assert hints(sent(story="He was a dick about it and they all knew."))["words"].finding == "found"


def test_there_is_a_list_for_every_shipped_language() -> None:
    assert listed("hurtful") == ("de", "en", "es", "fr")
    assert all(len(entries("hurtful", language)) >= 25 for language in listed("hurtful"))
