"""What people are asked, in plain words: one box per use, what it means, and the sentence that is kept."""

from dataclasses import dataclass

from ugc.definitions import Definition
from ugc.definitions.texts import text


@dataclass(frozen=True)
class Question:
    """One use and the words at its box. `statement` is all of it, as it is kept with the answer."""

    purpose: str
    label: str
    means: str

    @property
    def statement(self) -> str:
        """The sentence beside the box and what it means."""
        return f"{self.label}. {self.means}"


def questions(definition: Definition, language: str) -> list[Question]:
    """Every use this campaign asks for, each on its own."""
    words = text(definition, language).purposes
    return [Question(purpose, wording.label, wording.means) for purpose, wording in words.items()]
