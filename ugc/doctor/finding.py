"""What an examination finds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

SHOWN = 20  # of one kind; the rest is counted


@dataclass(frozen=True)
class Finding:
    """Something that is wrong, in a sentence; `check` is one of log, states, files, work, promises."""

    check: str
    sentence: str


def said(check: str, sentences: Iterable[str]) -> Iterator[Finding]:
    """A finding for each of the first sentences, and one that counts the others."""
    rest = iter(sentences)
    yield from (Finding(check, sentence) for sentence in islice(rest, SHOWN))
    if more := sum(1 for _ in rest):
        yield Finding(check, f"… and {more} more like these.")
