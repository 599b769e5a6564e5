"""What has to hold between the keys of a definition or a brand file.

Every rule says which keys it reads: where one of those is broken by itself, the rule has nothing to add.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from ugc.definitions.bilingual import every_language_is_complete
from ugc.definitions.brand import READABLE, BrandFile, contrast
from ugc.definitions.problems import Finding, Loc
from ugc.definitions.schema import Definition

MOST_YEARS = 5
DISCLOSURES = ("contest", "sweepstakes")


class Rule(NamedTuple):
    """A check, and the keys it reads."""

    reads: tuple[str, ...]
    check: Callable[[Any], Iterator[Finding]]

    def touches(self, broken: Loc) -> bool:
        """Whether this rule reads a broken key, something in it, or something around it."""
        paths = (tuple(path.split(".")) for path in self.reads)
        names = tuple(part for part in broken if isinstance(part, str))
        return any(path[: len(names)] == names[: len(path)] for path in paths)


def _dates_in_order(definition: Definition) -> Iterator[Finding]:
    dates = definition.dates
    order = (
        ("closes", "opens"),
        ("voting", "opens"),
        ("judging", "closes"),
        ("judging", "voting"),
        ("announce", "closes"),
        ("announce", "voting"),
        ("announce", "judging"),
    )
    for later, earlier in order:
        after, before = getattr(dates, later), getattr(dates, earlier)
        if after and before and definition.moment(after) <= definition.moment(before):
            yield Finding(("dates", later), f"is not after `{earlier}`", f"a time after {before.isoformat()}")


def _use_is_bounded(definition: Definition) -> Iterator[Finding]:
    dates, until = definition.dates, definition.consent.until
    begins = (dates.closes or dates.opens).date()
    if until < begins:
        what = "closes" if dates.closes else "opens"
        yield Finding(
            ("consent", "until"), f"is over before the campaign {what}", f"after {begins.isoformat()}"
        )
    if (until.year - MOST_YEARS, until.month, until.day) > (begins.year, begins.month, begins.day):
        says = f"asks for more than {MOST_YEARS} years of use"
        yield Finding(("consent", "until"), says, f"at most {MOST_YEARS} years after {begins.isoformat()}")


def _photos_fit(definition: Definition) -> Iterator[Finding]:
    photos, accepts = definition.form.photos, definition.accepts
    key = ("form", "photos")
    if photos.min > photos.max:
        yield Finding((*key, "min"), f"is more than `max`, {photos.max}", f"at most {photos.max}")
    if "photo" in accepts and not photos.max:
        yield Finding(
            key, "asks for no photos, but the campaign accepts them", "photos = { min = 1, max = 6 }"
        )
    if "photo" not in accepts and photos.min:
        yield Finding(
            (*key, "min"), "demands photos the campaign does not accept", '0, or "photo" in `accepts`'
        )
    if accepts == ("photo",) and photos.max and not photos.min:
        yield Finding((*key, "min"), "lets people send a photo without a photo", "1 or more")


def _fields_are_answerable(definition: Definition) -> Iterator[Finding]:
    fields = definition.form.fields
    yield from _repeated(("form", "fields"), [field.name for field in fields], "name")
    for n, field in enumerate(fields):
        key = ("form", "fields", n, "choices")
        if field.type == "choice" and len(field.choices) < 2:
            yield Finding(key, "leaves nothing to choose", "two choices or more")
        if field.type != "choice" and field.choices:
            yield Finding(key, f"belongs to `choice`, not to `{field.type}`", 'type = "choice"')
        yield from _repeated(key, field.choices)


def _lists_without_repeats(definition: Definition) -> Iterator[Finding]:
    yield from _repeated(("accepts",), definition.accepts)
    yield from _repeated(("languages",), definition.languages)
    yield from _repeated(("consent", "purposes"), definition.consent.purposes)
    yield from _repeated(("consent", "networks"), definition.consent.networks)
    yield from _repeated(("moderation", "reasons"), [r.code for r in definition.moderation.reasons], "code")
    yield from _repeated(("moderation", "rules"), [r.name for r in definition.moderation.rules], "name")
    if definition.contest:
        prizes = [prize.title for prize in definition.contest.prizes]
        yield from _repeated(("contest", "prizes"), prizes, "title")
    if definition.reshare:
        yield from _repeated(("reshare", "slots"), definition.reshare.slots)
        yield from _repeated(("reshare", "channels"), definition.reshare.channels)


def _hints_lead_somewhere(definition: Definition) -> Iterator[Finding]:
    moderation = definition.moderation
    for n, rule in enumerate(moderation.rules):
        key = ("moderation", "rules", n)
        yield from _repeated((*key, "when"), rule.when)
        for kind in rule.when:
            if not moderation.hints.get(kind, True):
                yield Finding(
                    (*key, "when"), f"waits for {kind!r}, which is switched off", "a hint that is looked for"
                )
        if rule.then == "route" and not rule.to:
            yield Finding((*key, "to"), "is missing, so nobody gets it", 'to = "manager"')
        if rule.then != "route" and rule.to:
            yield Finding((*key, "to"), f"belongs to `route`, not to `{rule.then}`", 'then = "route"')


def _wording_is_asked(definition: Definition) -> Iterator[Finding]:
    for purpose in definition.consent.wording:
        if purpose not in definition.consent.purposes:
            key = ("consent", "wording", purpose)
            yield Finding(key, "words a purpose nobody is asked for", f'"{purpose}" in `consent.purposes`')


def _reshares_are_agreed(definition: Definition) -> Iterator[Finding]:
    reshare = definition.reshare
    if reshare and "reshare" not in definition.consent.purposes:
        yield Finding(("reshare",), "posts what nobody is asked to share", '"reshare" in `consent.purposes`')
    if reshare and reshare.mix:
        total = sum(reshare.mix.model_dump().values())
        if total != 100:
            yield Finding(("reshare", "mix"), f"adds up to {total}", "three shares that make 100")


def _contest_can_be_won(definition: Definition) -> Iterator[Finding]:
    contest, dates = definition.contest, definition.dates
    if not contest:
        return
    if not (contest.votes or contest.rounds or contest.draw):
        yield Finding(("contest",), "has no way to find a winner", "votes = true, rounds = 1 or draw = true")
    needed: Iterable[tuple[object, str, datetime | None]] = (
        (True, "closes", dates.closes),
        (True, "announce", dates.announce),
        (contest.votes, "voting", dates.voting),
        (contest.rounds, "judging", dates.judging),
    )
    for needs, name, date in needed:
        if needs and not date:
            yield Finding(("dates", name), "is missing, and the contest needs it", "a local time")
    if contest.votes and not definition.gallery.votes:
        yield Finding(("contest", "votes"), "counts votes nobody can give", "votes = true in `gallery`")


def _contest_says_so(definition: Definition) -> Iterator[Finding]:
    """An entry that may win something is an endorsement; its hashtag has to say so (FTC 16 CFR 255.5)."""
    tags = (
        [(("collect", "tags", n), tag) for n, tag in enumerate(definition.collect.tags)]
        if definition.collect
        else []
    )
    shared = definition.reshare.hashtags if definition.reshare else ()
    disclosed = any(word in tag.lower() for tag in shared for word in DISCLOSURES)
    hidden = [(key, tag) for key, tag in tags if not any(word in tag.lower() for word in DISCLOSURES)]
    if not definition.contest:
        return
    for key, tag in hidden:
        yield Finding(key, f"{tag!r} hides that something can be won", f"{tag}{DISCLOSURES[0]}")
    if definition.reshare and not disclosed:
        says = "hide that something could be won"
        yield Finding(("reshare", "hashtags"), says, "a hashtag with `contest` or `sweepstakes` in it")


def _repeated(key: Loc, values: Iterable[object], within: str = "") -> Iterator[Finding]:
    counts: Counter[object] = Counter()
    for n, value in enumerate(values):
        counts[value] += 1
        if counts[value] == 2:
            yield Finding(
                (*key, n, within) if within else (*key, n), f"“{value}” stands here twice", "each once"
            )


def _accent_is_readable(brand: BrandFile) -> Iterator[Finding]:
    ratio = contrast(brand.accent, brand.background)
    if ratio < READABLE:
        says = f"reads at {ratio:.1f}:1 on the background {brand.background}"
        yield Finding(("accent",), says, f"a darker or lighter accent, {READABLE}:1 or more")


RULES: dict[type, tuple[Rule, ...]] = {
    Definition: (
        Rule(("dates", "timezone"), _dates_in_order),
        Rule(("dates.closes", "dates.opens", "consent.until"), _use_is_bounded),
        Rule(("form.photos", "accepts"), _photos_fit),
        Rule(("form.fields",), _fields_are_answerable),
        Rule(
            (
                "accepts",
                "languages",
                "consent.purposes",
                "consent.networks",
                "moderation.reasons",
                "moderation.rules",
                "reshare",
                "contest.prizes",
            ),
            _lists_without_repeats,
        ),
        Rule(("moderation.rules", "moderation.hints"), _hints_lead_somewhere),
        Rule(("consent.wording", "consent.purposes"), _wording_is_asked),
        Rule(("reshare", "consent.purposes"), _reshares_are_agreed),
        Rule(("contest", "dates", "gallery.votes"), _contest_can_be_won),
        Rule(("contest", "collect.tags", "reshare.hashtags"), _contest_says_so),
        Rule(
            (
                "languages",
                "translations",
                "form.fields",
                "consent.wording",
                "moderation.reasons",
                "invite",
                "contest",
            ),
            every_language_is_complete,
        ),
    ),
    BrandFile: (Rule(("accent", "background"), _accent_is_readable),),
}
