"""What somebody wrote, and how words are compared: without case, accents and the rest of how they look."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ugc.models import Submission

FOLDER = Path(__file__).parent / "words"
TILDE = "\N{COMBINING TILDE}"
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


class Passage(NamedTuple):
    """A text and where it stands: `story`, `answers`, `alt` or `credit`."""

    place: str
    text: str


def passages(submission: Submission) -> Iterator[Passage]:
    """All that would be read by others."""
    yield Passage("story", submission.story)
    yield Passage("credit", submission.credit)
    yield from (Passage("answers", str(answer)) for answer in submission.answers.values() if answer)
    yield from (Passage("alt", photo.alt) for photo in submission.photos if photo.alt)


def folded(text: str) -> str:
    """Small letters without accents, in their plainest form: `ＧÄRTEN` gives `garten`.

    A tilde stays, for it makes another letter: a Spanish cone is no swear-word.
    """
    apart = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    kept = (letter for letter in apart if letter == TILDE or not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", "".join(kept))


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return WORD.findall(folded(text))


@cache
def entries(folder: str, language: str) -> tuple[str, ...]:
    """The lines of one of our lists, without comments."""
    text = (FOLDER / folder / f"{language}.txt").read_text(encoding="utf-8")
    return tuple(line for each in text.splitlines() if (line := each.partition("#")[0].strip()))


@cache
def listed(folder: str) -> tuple[str, ...]:
    """The languages there are lists for."""
    return tuple(sorted(path.stem for path in (FOLDER / folder).glob("*.txt")))
