"""What customers read, in one language, whatever the definition leaves to its defaults."""

from dataclasses import dataclass

from ugc.definitions.asking import FormField, Invite, Wording
from ugc.definitions.schema import Definition, Translation
from ugc.definitions.values import Purpose
from ugc.definitions.wording import plain


@dataclass(frozen=True)
class FieldText:
    """A form field as shown. `choices` pairs what is stored with what is read."""

    field: FormField
    label: str
    help: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Texts:
    """A definition's customer-facing words in `language`. `reasons` go by code, `purposes` by purpose."""

    language: str
    title: str
    invite: Invite
    fields: tuple[FieldText, ...]
    purposes: dict[Purpose, Wording]
    reasons: dict[str, str]
    rules: str
    prizes: tuple[str, ...]


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
        {p: translation.wording.get(p, plain(language)[p]) for p in definition.consent.purposes},
        {reason.code: translation.reasons[reason.code] for reason in definition.moderation.reasons},
        contest.rules if contest else "",
        contest.prizes if contest else (),
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
        {p: definition.consent.wording.get(p, plain(language)[p]) for p in definition.consent.purposes},
        {reason.code: reason.says for reason in definition.moderation.reasons},
        contest.rules if contest else "",
        tuple(prize.title for prize in contest.prizes) if contest else (),
    )


def _field(field: FormField, translation: Translation) -> FieldText:
    words = translation.fields[field.name]
    return FieldText(
        field, words.label, words.help or "", tuple(zip(field.choices, words.choices, strict=True))
    )
