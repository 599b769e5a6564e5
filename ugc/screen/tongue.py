"""The language a story is written in, by its most frequent little words (words/common) or by its script.

Little words are enough for a story and cost nothing; the libraries that know eighty languages take a hundred
megabytes of memory (docs/decisions/0013-hints.md). Where they do not suffice, nothing is claimed.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ugc.db import Session
from ugc.models import Submission
from ugc.screen.findings import Finding, clear, found, not_checked
from ugc.screen.writing import entries, folded, listed, words

LEAST = 1.5  # so many little words, each counting less the more languages have it
AHEAD = 1.4  # times the next language


class Tongue(NamedTuple):
    """A language's code and how sure it is (0–1); without a code nothing could be told."""

    language: str | None
    sure: float


def check(session: Session, submission: Submission) -> Iterator[Finding]:
    """Whether the story is in another language than the page it was written on."""
    asked = submission.language.partition("-")[0]
    language, sure = recognised(submission.story)
    if language is None:
        yield not_checked("language", "short")
    elif language == asked:
        yield clear("language")
    else:
        yield found("language", sure, language=language, asked=asked)


def recognised(text: str) -> Tongue:
    """The language of a text as far as its words tell, or the name of its script."""
    if (script := _script(text)) != "latin":
        return Tongue(script or None, 0.9 if script else 0)
    scores: dict[str, float] = defaultdict(float)
    for word in words(text):
        for language in (having := _languages().get(word, ())):
            scores[language] += 1 / len(having)
    ranked = sorted(scores.items(), key=lambda one: -one[1])
    (best, most), (_, next_most) = [*ranked, ("", 0.0), ("", 0.0)][:2]
    if most < LEAST or most < AHEAD * next_most:
        return Tongue(None, 0)
    return Tongue(best, round(min(0.95, 1 - 0.5 * next_most / most), 2))


def _script(text: str) -> str:
    """The script most letters are of, in small letters: `latin`, `cyrillic`; empty without letters."""
    letters = (unicodedata.name(letter, "?").split()[0].lower() for letter in text if letter.isalpha())
    return next((script for script, _ in Counter(letters).most_common(1)), "")


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """By little word: the languages that have it."""
    having: dict[str, tuple[str, ...]] = {}
    for language in listed("common"):
        for word in {folded(word) for line in entries("common", language) for word in line.split()}:
            having[word] = (*having.get(word, ()), language)
    return having
