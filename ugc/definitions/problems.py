"""What can be wrong with a definition, said so that its writer knows what would be right."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pydantic_core import PydanticCustomError

Loc = tuple[str | int, ...]


@dataclass(frozen=True)
class Finding:
    """Something wrong at a key, in a document that may have no file."""

    loc: Loc
    says: str
    would_be_right: str = ""

    @property
    def key(self) -> str:
        """The key as people write it: `form.fields[1].label`."""
        return dotted(self.loc)


@dataclass(frozen=True, order=True)
class Problem:
    """A finding with its place: file, line (from 1) and key. A warning keeps nothing from being applied."""

    file: Path
    line: int
    key: str
    says: str
    would_be_right: str
    warning: bool = False

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: {self.key}: " if self.key else f"{self.file}:{self.line}: "
        where += "warning: " if self.warning else ""
        return where + self.says + (f" — {self.would_be_right}" if self.would_be_right else "")


class Problems(Exception):
    """Everything that is wrong with a definition and the files it names, by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


def dotted(loc: Loc) -> str:
    """A path as people write it: names joined by dots, positions in brackets."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc).removeprefix(".")


def wrong(says: str, would_be_right: str = "") -> PydanticCustomError:
    """The error our own value types raise; `says` and `would_be_right` reach the writer unchanged."""
    return PydanticCustomError("ugc", "{says}", {"says": says, "would_be_right": would_be_right})


def close_to(word: object, known: Collection[str]) -> str:
    """“did you mean …?” for a misspelt word, or nothing."""
    by_folded = {name.lower(): name for name in known}
    found = get_close_matches(str(word).lower(), by_folded, 1)
    return f"did you mean {by_folded[found[0]]}?" if found else ""
