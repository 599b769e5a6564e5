"""Languages: every sentence customers read is translated, and dates look as people write them.

`test_every_sentence_is_translated` fails for a new sentence until each catalogue has it:
`make messages` brings it there, and its msgstr is written by hand. What only staff read stays English:
its file is named under `ignore` in pyproject.toml.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from ugc.language import FOLDER, SHIPPED, ago, choose, day, direction, moment, named, size, translations
from ugc.settings import ROOT

TRANSLATED = [code for code in SHIPPED if code != "en"]
SOURCES = ("templates", "ugc/web")
TEN_IN_THE_MORNING = datetime(2026, 6, 14, 9, 5, tzinfo=UTC)  # in London
PLACEHOLDER = re.compile(r"%(?:\((\w+)\)s|%)")


@pytest.fixture(scope="module")
def sources() -> Catalog:
    """Every sentence of the customers' pages and letters, as `make messages` finds them."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(pattern, one["method"]) for one in mappings for pattern in one["pattern"]]
    options = {pattern: {"silent": "false"} for pattern, method in methods if method == "jinja2"}
    found = Catalog()
    for folder in SOURCES:
        for file, _line, sentence, _comments, context in extract_from_dir(ROOT / folder, methods, options):
            found.add(sentence, locations=[(f"{folder}/{file}", 0)], context=context)
    return found


def catalogue(code: str) -> Catalog:
    with (FOLDER / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code)


def sentences(found: Catalog) -> Iterator[Message]:
    return (message for message in found if message.id)


def forms(words: str | tuple[str, ...] | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else list(words)


def placeholders(words: str) -> set[str]:
    """The names in a sentence, and `%` for a percent sign of its own."""
    return {found.group(1) or "%" for found in PLACEHOLDER.finditer(words)}


def test_there_is_a_catalogue_for_each_shipped_language_and_no_other() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(TRANSLATED)


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_sentence_is_translated(sources: Catalog, code: str) -> None:
    have = catalogue(code)
    missing = [
        message.id
        for message in sentences(sources)
        if not (found := have.get(message.id, message.context)) or found.fuzzy or not all(forms(found.string))
    ]
    assert missing == [], f"run `make messages`, then translate these in ugc/locale/{code}.po"


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_keeps_the_placeholders_and_has_every_plural(code: str) -> None:
    have = catalogue(code)
    for message in sentences(have):
        wanted, words = forms(message.id)[-1], forms(message.string)
        assert len(words) == (have.num_plurals if message.pluralizable else 1), message.id
        for one in words:
            assert placeholders(one) == placeholders(wanted), one
            assert "%" not in PLACEHOLDER.sub("", one) or not placeholders(wanted), one


@pytest.mark.parametrize("code", TRANSLATED)
def test_plurals_follow_the_language(code: str) -> None:
    speak = translations(code).ungettext
    none, one, two = (speak("%(num)d photo", "%(num)d photos", n) for n in (0, 1, 2))
    assert one != two
    assert none == (one if code == "fr" else two)  # the French count nothing as one


def test_a_catalogue_is_read_once() -> None:
    first = [translations(code) for code in TRANSLATED]
    assert all(translations(code) is one for code, one in zip(TRANSLATED, first, strict=True))


def test_a_regional_kind_of_a_language_shares_its_catalogue() -> None:
    assert translations("es-MX").ugettext("Gallery") == "Galería"
    assert translations("en-US").ugettext("Gallery") == "Gallery"
    assert translations("ja").ugettext("Gallery") == "Gallery"


def test_the_first_wanted_language_that_is_offered_is_chosen() -> None:
    assert choose(["ja", "fr-CA", "en"], ["en", "fr"]) == "fr"
    assert choose(["ja"], ["es", "en"]) == "es"
    assert choose(["../../etc"], ["es", "en"]) == "es"


def test_languages_are_named_in_themselves() -> None:
    assert named(["en", "es", "de", "fr"]) == [
        ("en", "English"),
        ("es", "Español"),
        ("de", "Deutsch"),
        ("fr", "Français"),
    ]


def test_arabic_runs_from_right_to_left() -> None:
    assert [direction(code) for code in ("ar", "he", "en", "fr")] == ["rtl", "rtl", "ltr", "ltr"]


@pytest.mark.parametrize(
    ("code", "date", "words"),
    [
        ("en", "14 June 2026", "14 June 2026, 10:05"),
        ("en-US", "June 14, 2026", "June 14, 2026, 10:05\N{NARROW NO-BREAK SPACE}AM"),
        ("es", "14 de junio de 2026", "14 de junio de 2026, 10:05"),
        ("de", "14. Juni 2026", "14. Juni 2026, 10:05"),
        ("fr", "14 juin 2026", "14 juin 2026, 10:05"),
    ],
)
def test_dates_are_written_as_people_there_write_them(code: str, date: str, words: str) -> None:
    assert day(TEN_IN_THE_MORNING, code, "Europe/London") == date
    assert moment(TEN_IN_THE_MORNING, code, "Europe/London") == words


def test_a_day_is_the_day_it_is_in_the_campaigns_zone() -> None:
    assert day(datetime(2026, 6, 14, 23, 30, tzinfo=UTC), "en", "Europe/London") == "15 June 2026"


def test_a_distance_in_time_says_which_way_it_goes() -> None:
    later = TEN_IN_THE_MORNING + timedelta(hours=3)
    assert ago(TEN_IN_THE_MORNING, later, "de") == "vor 3 Stunden"
    assert ago(later, TEN_IN_THE_MORNING, "fr") == "dans 3 heures"


def test_sizes_have_the_units_and_decimals_of_the_language() -> None:
    assert [size(2_412_345, code) for code in ("en", "de", "fr")] == [
        "2.4 MB",
        "2,4 MB",
        "2,4\N{NARROW NO-BREAK SPACE}Mo",
    ]
    assert size(700, "en") == "0.7 kB"
