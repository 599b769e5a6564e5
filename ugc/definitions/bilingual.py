"""A campaign in several languages is complete in each: nobody meets half a page they cannot read."""

from collections.abc import Iterable, Iterator

from ugc.definitions.problems import Finding, Loc, close_to
from ugc.definitions.schema import Definition


def every_language_is_complete(definition: Definition) -> Iterator[Finding]:
    """Every language after the first has every text a customer reads, and nothing besides."""
    further = definition.languages[1:]
    for language in further:
        if language not in definition.translations:
            yield Finding(
                ("translations", language),
                "is missing, but `languages` promises it",
                f"[translations.{language}]",
            )
    for language in definition.translations:
        if language in further:
            yield from _translation_is_complete(definition, language)
        else:
            says = "is the original" if language in definition.languages else "is not in `languages`"
            yield Finding(("translations", language), says, close_to(language, further))


def _translation_is_complete(definition: Definition, language: str) -> Iterator[Finding]:
    translation, key = definition.translations[language], ("translations", language)
    fields = {field.name: field for field in definition.form.fields}
    wording = definition.consent.wording
    yield from _same_keys((*key, "fields"), translation.fields, fields)
    yield from _same_keys((*key, "wording"), translation.wording, wording)
    yield from _same_keys(
        (*key, "reasons"), translation.reasons, [r.code for r in definition.moderation.reasons]
    )
    invite, original = translation.invite, definition.invite
    for name in ("example", "cue_cards"):
        if getattr(original, name) and not getattr(invite, name):
            yield Finding(
                (*key, "invite", name), "is missing, but the original has it", "the same in this language"
            )
    for name in translation.fields.keys() & fields.keys():
        here, there = len(translation.fields[name].choices), len(fields[name].choices)
        if here != there:
            yield Finding(
                (*key, "fields", name, "choices"),
                f"has {here} of {there} choices",
                "the same choices, in order",
            )
        if fields[name].help and not translation.fields[name].help:
            yield Finding(
                (*key, "fields", name, "help"),
                "is missing, but the original has it",
                "the same in this language",
            )
    if not translation.territory:
        says = "is missing, but people are told where it is used"
        yield Finding((*key, "territory"), says, f"“{definition.consent.territory}” in this language")
    yield from _contest_is_complete(definition, language)


def _contest_is_complete(definition: Definition, language: str) -> Iterator[Finding]:
    here, original = definition.translations[language].contest, definition.contest
    key = ("translations", language, "contest")
    if original and not here:
        yield Finding(key, "is missing, but there is a contest", f"[translations.{language}.contest]")
    if here and not original:
        yield Finding(key, "translates a contest there is not", "nothing here")
    if here and original and len(here.prizes) != len(original.prizes):
        yield Finding(
            (*key, "prizes"), f"has {len(here.prizes)} of {len(original.prizes)} prizes", "the same, in order"
        )


def _same_keys(key: Loc, here: Iterable[str], original: Iterable[str]) -> Iterator[Finding]:
    have, want = list(here), list(original)
    for name in want:
        if name not in have:
            yield Finding((*key, name), "is missing, but the original has it", "the same in this language")
    for name in have:
        if name not in want:
            yield Finding((*key, name), "translates what is not there", close_to(name, want))
