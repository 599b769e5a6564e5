"""What changed between two texts, paragraph by paragraph, for people to read."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

MARKS = re.compile(r"^#+\s*|^\*\s+|\*\*")


class Changed(NamedTuple):
    """A paragraph that is gone or new."""

    kind: Literal["gone", "new"]
    words: str


def paragraphs(markdown: str) -> list[str]:
    """Paragraphs, headings and list items, each on one line and without marks."""
    parts = re.split(r"\n\s*\n|\n(?=\* )", markdown.strip())
    return [MARKS.sub("", " ".join(part.split())) for part in parts if part.strip()]


def difference(before: Sequence[str], after: Sequence[str]) -> list[Changed]:
    """What is gone and what is new, in the order of reading."""
    found: list[Changed] = []
    for _, first, last, begin, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if before[first:last] != after[begin:end]:
            found += [Changed("gone", words) for words in before[first:last]]
            found += [Changed("new", words) for words in after[begin:end]]
    return found
