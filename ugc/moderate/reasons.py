"""The reasons a campaign offers for turning somebody away, in the words that person reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from ugc.definitions import Definition
from ugc.definitions.texts import text
from ugc.models import Ask


@dataclass(frozen=True)
class Choice:
    """A reason to pick: what the moderator sees, what the customer reads, and what it asks them to mend."""

    code: str
    label: str
    says: str
    asks: Sequence[Ask] = ()


def choices(definition: Definition, language: str) -> list[Choice]:
    """The definition's reasons, in its order."""
    says = text(definition, language).reasons
    return [Choice(one.code, one.label, says[one.code], one.asks) for one in definition.moderation.reasons]


def words(definition: Definition, language: str, code: str, own: str) -> str:
    """The picked reason's sentence and the moderator's own words below it; either may be missing."""
    picked = text(definition, language).reasons.get(code, "")
    return "\n\n".join(part for part in (picked, own.strip()) if part)
