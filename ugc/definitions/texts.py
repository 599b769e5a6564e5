"""What customers read, in one language, whatever the definition leaves to its defaults."""

from collections.abc import Mapping
from dataclasses import dataclass

from ugc.definitions.asking import FormField, Invite, Wording
from ugc.definitions.schema import Definition, Translation
from ugc.definitions.values import Purpose
from ugc.definitions.wording import on_network, plain
from ugc.models.consent import use


@dataclass(frozen=True)
class FieldText:
    """A form field as shown. `choices` pairs what is stored with what is read."""

    field: FormField
    label: str
    help: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Texts:
    """A definition's customer-facing words in `language`. `reasons` go by code, `uses` by Consent.use."""

    language: str
    title: str
    invite: Invite
    fields: tuple[FieldText, ...]
    uses: dict[str, Wording]
    reasons: dict[str, str]
    rules: str
    prizes: tuple[str, ...]
    territory: str


def text(definition: Definition, language: str) -> Texts:
    """The words in a language of the campaign, or in its first one for any other."""
    translation = definition.translations.get(language)
    if translation is None:
        return _original(definition)
    contest = translation.contest
    return Texts(
        language,
        translation.title,
        translation.invite,
        tuple(_field(field, translation) for field in definition.form.fields),
        _uses(definition, translation.wording, language),
        {reason.code: translation.reasons[reason.code] for reason in definition.moderation.reasons},
        contest.rules if contest else "",
        contest.prizes if contest else (),
        translation.territory or definition.consent.territory,
    )


def _original(definition: Definition) -> Texts:
    language, contest = definition.languages[0], definition.contest
    return Texts(
        language,
        definition.title,
        definition.invite,
        tuple(
            FieldText(f, f.label, f.help or "", tuple(zip(f.choices, f.choices, strict=True)))
            for f in definition.form.fields
        ),
        _uses(definition, definition.consent.wording, language),
        {reason.code: reason.says for reason in definition.moderation.reasons},
        contest.rules if contest else "",
        tuple(prize.title for prize in contest.prizes) if contest else (),
        definition.consent.territory,
    )


def _uses(definition: Definition, own: Mapping[Purpose, Wording], language: str) -> dict[str, Wording]:
    """The words at each box; resharing has one for every network."""
    words = {purpose: own.get(purpose, plain(language)[purpose]) for purpose in definition.consent.purposes}
    return {
        use(purpose, network): on_network(words[purpose], network, language) if network else words[purpose]
        for purpose, network in definition.consent.uses
    }


def _field(field: FormField, translation: Translation) -> FieldText:
    words = translation.fields[field.name]
    return FieldText(
        field, words.label, words.help or "", tuple(zip(field.choices, words.choices, strict=True))
    )
