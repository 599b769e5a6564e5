"""What people are asked, in plain words: one box per use, what it means, and the sentence that is kept."""

from dataclasses import dataclass

from ugc.definitions import Definition
from ugc.definitions.texts import text
from ugc.models.consent import use


@dataclass(frozen=True)
class Question:
    """One use and the words at its box. `statement` is all of it, as it is kept with the answer.

    `network` is empty but for resharing, which is asked about network by network.
    """

    purpose: str
    label: str
    means: str
    network: str = ""

    @property
    def use(self) -> str:
        """What it is about, in one word."""
        return use(self.purpose, self.network)

    @property
    def statement(self) -> str:
        """The sentence beside the box and what it means."""
        return f"{self.label}. {self.means}"


def questions(definition: Definition, language: str) -> list[Question]:
    """Every use this campaign asks for, each on its own."""
    words = text(definition, language).uses
    return [
        Question(purpose, wording.label, wording.means, network or "")
        for (purpose, network), wording in zip(definition.consent.uses, words.values(), strict=True)
    ]
