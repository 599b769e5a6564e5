"""The reasons a campaign offers for turning somebody away, in the words that person reads."""

from dataclasses import dataclass

from ugc.definitions.schema import Definition


@dataclass(frozen=True)
class Choice:
    """A reason to pick: what the moderator sees, and what the customer reads in their language."""

    code: str
    label: str
    says: str


def choices(definition: Definition, language: str) -> list[Choice]:
    """The definition's reasons, in its order."""
    translation = definition.translations.get(language)
    said = translation.reasons if translation else {}
    reasons = definition.moderation.reasons
    return [Choice(reason.code, reason.label, said.get(reason.code, reason.says)) for reason in reasons]


def words(definition: Definition, language: str, code: str, own: str) -> str:
    """The picked reason's sentence and the moderator's own words below it; either may be missing."""
    picked = [choice.says for choice in choices(definition, language) if choice.code == code]
    return "\n\n".join(part for part in (*picked, own.strip()) if part)
