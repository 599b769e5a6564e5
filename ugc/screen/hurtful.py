"""Words that hurt, from our own short lists (words/hurtful), also when they are disguised.

A line is a word, or the beginning of words (`idiot*`); the languages behind it are those in which the same
letters are an ordinary word. People swear in any language, so all lists are read, whatever the page's.
"""

import re
from collections.abc import Iterator
from functools import cache

from ugc.db import Session
from ugc.models import Submission
from ugc.screen.findings import Finding, clear, found
from ugc.screen.tongue import recognised
from ugc.screen.writing import entries, folded, listed, passages

PIECE = re.compile(r"[^\s.,;:?\"“”„«»()/…-]+")
LOOKS = str.maketrans("0134578@$!€|", "oieastbasiel")
DRAWN_OUT = re.compile(r"(.)\1{2,}")
NO_LETTER = re.compile(r"[\W_]")
SPACED = re.compile(r"\b(?:\w[ .*_-]){2,}\w\b")
PLAINLY, DISGUISED = 0.9, 0.7
SHOWN = 5


def check(session: Session, submission: Submission) -> Iterator[Finding]:
    """Every listed word, once, with where it stands."""
    tongues = {submission.language.partition("-")[0], recognised(submission.story).language}
    seen: dict[str, tuple[dict[str, str], float]] = {}
    for place, text in passages(submission):
        for written, sure in hurtful(text, tongues):
            seen.setdefault(folded(written), ({"text": written, "place": place}, sure))
    if seen:
        items = [item for item, _ in seen.values()]
        yield found("words", max(sure for _, sure in seen.values()), written=items[:SHOWN])
    else:
        yield clear("words")


def hurtful(text: str, tongues: set[str | None]) -> Iterator[tuple[str, float]]:
    """The words as they were written, and how sure it is that they are on a list."""
    pattern = _pattern(frozenset(tongues - {None}))
    for written in PIECE.findall(text):
        plain = folded(written).strip("'’¡¿!*")
        if pattern.fullmatch(plain):
            yield written, PLAINLY
        elif any(pattern.fullmatch(guess) for guess in _undisguised(plain)):
            yield written, DISGUISED
    for written in SPACED.findall(text):
        if pattern.search(NO_LETTER.sub("", folded(written))):
            yield written, DISGUISED


def _undisguised(plain: str) -> Iterator[str]:
    """What may be meant by `sh1t`, `shiiit` and `sh*t`."""
    read = plain.translate(LOOKS)
    yield from (read, DRAWN_OUT.sub(r"\1", read), DRAWN_OUT.sub(r"\1\1", read))
    if "*" in plain:
        yield from (word for word in _stems() if _covers(plain[: len(word)], word))


def _covers(masked: str, word: str) -> bool:
    """Whether it is the word but for its stars, and at least half of it is to be read."""
    fits = len(masked) == len(word) and all(a in ("*", b) for a, b in zip(masked, word, strict=True))
    return fits and 2 * masked.count("*") <= len(word)


@cache
def _stems() -> tuple[str, ...]:
    lines = (line for language in listed("hurtful") for line in entries("hurtful", language))
    return tuple(folded(line.split()[0].rstrip("*")) for line in lines)


@cache
def _pattern(tongues: frozenset[str]) -> re.Pattern[str]:
    """All listed words that are not ordinary in these languages."""
    lines = [line.split() for language in listed("hurtful") for line in entries("hurtful", language)]
    wanted = [word for word, *ordinary in lines if not tongues & set(ordinary)]
    return re.compile("|".join(re.escape(folded(word)).replace(r"\*", r"\w*") for word in wanted))
