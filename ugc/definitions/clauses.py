"""The words by which terms take more than people give, and what to say instead: clauses.toml, read once."""

import tomllib
from functools import cache
from pathlib import Path

from ugc.definitions.values import Part


class Words(Part):
    """How something sounds in one language, as regular expressions, and the better wording."""

    sounds: tuple[str, ...]
    better: str

    @property
    def pattern(self) -> str:
        """Any of them."""
        return "|".join(self.sounds)


class ByLanguage(Part):
    """Something that is said in four languages, and what is wrong about it."""

    says: str
    en: Words
    es: Words
    de: Words
    fr: Words

    def words(self, language: str) -> Words | None:
        """Its words in a language, if we know it."""
        return {"en": self.en, "es": self.es, "de": self.de, "fr": self.fr}.get(language)


class Clause(ByLanguage):
    """A greedy clause. `whole_sentence`: a “not” anywhere before it in its sentence takes it back."""

    warning: bool = False
    whole_sentence: bool = False


class Book(Part):
    """All of them; `denied` words take a clause back, `free` and `eligible` have to be said."""

    zones: str
    denied: dict[str, str]
    free: ByLanguage
    eligible: ByLanguage
    clauses: tuple[Clause, ...]


@cache
def book() -> Book:
    """The file as it stands."""
    return Book.model_validate(tomllib.loads(Path(__file__).with_name("clauses.toml").read_text("utf-8")))
