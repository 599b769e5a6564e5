"""What terms and contest rules must not ask for, and what they must not leave out, in en, es, de and fr.

A clause that contradicts what people tick, when it ends or who is credited is an error; others only warn.
Words are a hint: a clause that is said to be absent (“not transferable”) is none.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ugc import language as languages
from ugc.definitions.brand import Controller
from ugc.definitions.clauses import ByLanguage, Clause, book
from ugc.definitions.schema import Definition

NEAR = 30  # characters before a clause in which a “not” takes it back


class Said(NamedTuple):
    """Something wrong in a text: its line from 1, what, the better wording, and whether it only warns."""

    line: int
    says: str
    would_be_right: str
    warning: bool = False


def clauses(text: str, language: str) -> Iterator[Said]:
    """Every clause in a text that takes more than people give."""
    for clause in book().clauses:
        words = clause.words(language)
        for found in re.finditer(words.pattern, text, re.IGNORECASE) if words else ():
            if words and not _denied(text[: found.start()], language, clause):
                line, said = text.count("\n", 0, found.start()) + 1, " ".join(found[0].split())
                yield Said(line, f"“{said}” {clause.says}", words.better, clause.warning)


def terms(definition: Definition, controller: Controller, language: str, text: str) -> Iterator[Said]:
    """What is wrong with a campaign's terms in one of its languages."""
    language = language.partition("-")[0]
    yield from clauses(text, language)
    if controller.name not in text:
        right = f"{controller.name}, {' '.join(controller.address.split())}. {controller.mail}"
        yield Said(1, "does not say who asks", right)
    until = definition.consent.until
    if str(until.year) not in text:
        right = languages.written(until, language)
        yield Said(1, "does not say when every use ends", right, warning=True)


def rules(definition: Definition, language: str, text: str) -> Iterator[Said]:
    """What is wrong with a contest's rules in one of its languages."""
    language = language.partition("-")[0]
    yield from clauses(text, language)
    yield from _said(book().free, language, text)
    yield from _said(book().eligible, language, text)
    closes, city = definition.dates.closes, languages.city(definition.timezone, language)
    zoned = city in text or re.search(book().zones, text)
    if closes and not (str(closes.year) in text and zoned):
        right = f"{languages.written(closes, language)}, {closes:%H:%M} ({city})"
        yield Said(1, "does not give the last moment with its time zone", right, warning=True)


def _said(needed: ByLanguage, language: str, text: str) -> Iterator[Said]:
    words = needed.words(language)
    if words and not re.search(words.pattern, text, re.IGNORECASE):
        yield Said(1, needed.says, words.better)


def _denied(before: str, language: str, clause: Clause) -> bool:
    """Whether the words before a clause take it back: close by, or for verbs anywhere in the sentence."""
    sentence = re.split(r"[.;!?]\s|\n\s*\n", before)[-1]
    near = sentence if clause.whole_sentence else re.split(r"[,:]", sentence)[-1][-NEAR:]
    return bool(re.search(book().denied[language], near, re.IGNORECASE))
