"""From a file to a definition with everything it names, or to everything that is wrong with them."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from ugc.definitions import lint
from ugc.definitions.brand import BrandFile
from ugc.definitions.check import check
from ugc.definitions.positions import line_of, positions
from ugc.definitions.problems import Finding, Loc, Problem, Problems, close_to, dotted
from ugc.definitions.rules import Rule
from ugc.definitions.schema import Definition
from ugc.definitions.texts import text

M = TypeVar("M", bound=BaseModel)
BRANDS = "brands"
LONGEST_TERMS = 40_000


@dataclass(frozen=True)
class Bundle:
    """A definition with the files it names, brand and terms by language; and what could be better."""

    definition: Definition
    brand: BrandFile
    terms: dict[str, str]
    warnings: tuple[Problem, ...] = ()


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
    files = {each: path.parent / definition.terms_file(each) for each in definition.languages}
    terms = {each: _terms(file) for each, file in files.items()}
    for each, words in terms.items():
        for said in lint.terms(definition, brand.controller, each, words):
            problems.append(_problem(files[each], said.line, "", said))
    problems += source.rules(definition)
    if not all(problem.warning for problem in problems):
        raise Problems(problems)
    return Bundle(definition, brand, terms, tuple(sorted(problems)))


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

    def rules(self, definition: Definition) -> Iterator[Problem]:
        """What is wrong with the rules of its contest, in each language."""
        lines = positions(self.text) if definition.contest else {}
        for language in definition.languages if definition.contest else ():
            further = language != definition.languages[0]
            loc: Loc = ("translations", language, "contest", "rules") if further else ("contest", "rules")
            for said in lint.rules(definition, language, text(definition, language).rules):
                yield _problem(self.path, line_of(loc, lines), dotted(loc), said)

    def _unreadable(self, says: str, line: int = 1) -> None:
        self.problems.append(Problem(self.path, line, "", says, ""))


def _problem(file: Path, line: int, key: str, said: lint.Said) -> Problem:
    return Problem(file, line, key, said.says, said.would_be_right, said.warning)


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
