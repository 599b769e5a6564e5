"""The language of a story, told by its little words; nothing is claimed of what they do not tell."""

from collections.abc import Callable

import pytest

from ugc.models import Hint, Submission
from ugc.screen.tongue import recognised

STORIES = {
    "en": "We walked all the way to school in the rain and she loved it.",
    "es": "Fuimos andando hasta el colegio y le encantó la lluvia.",
    "de": "Wir sind den ganzen Weg zur Schule gelaufen und es war herrlich.",
    "fr": "Nous avons marché jusqu’à l’école sous la pluie.",
    "it": "Siamo andati a piedi fino alla scuola, ed è stato molto bello.",
    "pt": "Fomos a pé até à escola e ela não queria voltar para casa.",
    "nl": "We liepen helemaal naar school in de regen en het was heel leuk.",
    "pl": "Szliśmy całą drogę do szkoły w deszczu, a ona się śmiała.",
    "sv": "Vi gick hela vägen till skolan i regnet och hon skrattade.",
    "da": "Vi gik hele vejen til skolen i regnen og hun blev meget glad.",
    "tr": "Yağmurda okula kadar yürüdük ve o çok sevdi, biz de öyle.",
    "ro": "Am mers până la școală în ploaie și a fost foarte frumos.",
    "ca": "Vam caminar fins a l’escola i és molt lluny però hem arribat amb alegria.",
    "cyrillic": "Мы шли до школы под дождем.",
    "arabic": "مشينا إلى المدرسة تحت المطر",
}


@pytest.mark.parametrize("language", STORIES)
def test_a_sentence_is_enough(language: str) -> None:
    assert recognised(STORIES[language]).language == language


@pytest.mark.parametrize("text", ["", "Love!", "Pip & Moss, Tuesday", "👍👍", "1 2 3", "Zwxq vbnm"])
def test_nothing_is_claimed_of_a_few_words(text: str) -> None:
    assert recognised(text) == (None, 0)


def test_another_language_than_the_page_s_is_worth_a_look(
    sent: Callable[..., Submission], hints: Callable[[Submission], dict[str, Hint]]
) -> None:
    found = hints(sent(story=STORIES["es"]))["language"]
    assert (found.finding, found.evidence) == ("found", {"language": "es", "asked": "en"})
    assert hints(sent(story=STORIES["en"]))["language"].finding == "clear"
    short = hints(sent(story="Love!"))["language"]
    assert (short.finding, short.evidence) == ("not_checked", {"why": "short"})
