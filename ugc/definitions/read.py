"""From a file to a definition with everything it names, or to everything that is wrong with them."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from ugc.definitions.brand import BrandFile
from ugc.definitions.check import check
from ugc.definitions.positions import line_of, positions
from ugc.definitions.problems import Finding, Problem, Problems, close_to
from ugc.definitions.rules import Rule
from ugc.definitions.schema import Definition

M = TypeVar("M", bound=BaseModel)
BRANDS = "brands"
LONGEST_TERMS = 40_000


@dataclass(frozen=True)
class Bundle:
    """A definition with the files it names: the brand's, and the terms by language."""

    definition: Definition
    brand: BrandFile
    terms: dict[str, str]


def read(path: Path) -> Definition:
    """The definition in a TOML file. Raises Problems with all that is wrong in it and the files it names."""
    return read_bundle(path).definition


def read_bundle(path: Path) -> Bundle:
    """The definition in a TOML file, its brand and its terms. Raises Problems with all that is wrong."""
    problems: list[Problem] = []
    source = _Source(path, problems)
    brands = {file.stem: file for file in (path.parent / BRANDS).glob("*.toml")}
    definition = source.read(
        Definition,
        Rule(("brand",), lambda definition: _brand_is_there(definition, brands)),
        Rule(("languages", "consent.terms"), lambda definition: _terms_are_there(definition, path.parent)),
    )
    named = str((source.document or {}).get("brand"))
    brand = read_brand(brands[named], problems) if named in brands else None
    if problems or not definition or not brand:
        raise Problems(problems)
    texts = {each: path.parent / definition.terms_file(each) for each in definition.languages}
    return Bundle(definition, brand, {each: _terms(file) for each, file in texts.items()})


def read_brand(path: Path, problems: list[Problem]) -> BrandFile | None:
    """The brand in a TOML file, or None and its problems appended."""
    return _Source(path, problems).read(BrandFile, Rule(("slug",), lambda brand: _is_named(brand, path)))


class _Source:
    """A TOML file: its document and where everything in it stands. What is wrong goes to `problems`."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        self.path, self.problems = path, problems
        self.text = ""
        self.document: dict[str, Any] | None = None
        try:
            self.text = path.read_text(encoding="utf-8")
            self.document = tomllib.loads(self.text)
        except OSError as error:
            self._unreadable(f"cannot be read: {error.strerror}")
        except UnicodeDecodeError:
            self._unreadable("is not UTF-8 text")
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            place = re.search(r" \(at line (\d+), column \d+\)", str(error))
            self._unreadable(f"is not TOML: {error}", int(place[1]) if place else self.text.count("\n") + 1)

    def read(self, model: type[M], *more: Rule) -> M | None:
        """The document as a model, or None and what is wrong with it."""
        if self.document is None:
            return None
        found, findings = check(self.document, model, *more)
        lines = positions(self.text) if findings else {}
        for each in findings:
            line = line_of(each.loc, lines)
            self.problems.append(Problem(self.path, line, each.key, each.says, each.would_be_right))
        return found

    def _unreadable(self, says: str, line: int = 1) -> None:
        self.problems.append(Problem(self.path, line, "", says, ""))


def _brand_is_there(definition: Definition, brands: Iterable[str]) -> Iterator[Finding]:
    known = sorted(brands)
    if definition.brand not in known:
        right = close_to(definition.brand, known) or f"{BRANDS}/{definition.brand}.toml beside this file"
        yield Finding(("brand",), f"there is no brand {definition.brand!r}", right)


def _terms_are_there(definition: Definition, folder: Path) -> Iterator[Finding]:
    for language in dict.fromkeys(definition.languages):
        file = definition.terms_file(language)
        try:
            if not 0 < len(_terms(folder / file)) <= LONGEST_TERMS:
                yield Finding(("consent", "terms"), f"{file} is empty or endless", "terms people can read")
        except (OSError, UnicodeDecodeError):
            says = f"{file} cannot be read, and {language!r} is promised"
            yield Finding(("consent", "terms"), says, f"the terms in {file}")


def _terms(file: Path) -> str:
    return file.read_text(encoding="utf-8").strip()


def _is_named(brand: BrandFile, path: Path) -> Iterator[Finding]:
    if brand.slug != path.stem:
        yield Finding(
            ("slug",), f"is {brand.slug!r}, but campaigns look for {path.name}", f'slug = "{path.stem}"'
        )
