"""Each row breaks the small campaign in one place; the rule says where and what would be right."""

from typing import Any

import pytest

from ugc.definitions.brand import BrandFile
from ugc.definitions.check import check
from ugc.definitions.schema import Definition

CONTEST = {"rules": "Be kind.", "prizes": [{"title": "A kite"}], "draw": True}
RULE = {"name": "dull", "label": "Dull", "when": ["dark"], "then": "tag"}
ES_CONTEST = {"rules": "Con cariño.", "prizes": ["Una cometa"]}


def broken(document: dict[str, Any], changes: dict[str, object]) -> list[str]:
    for path, value in changes.items():
        *around, last = path.split(".")
        table = document
        for key in around:
            table = table[int(key)] if key.isdigit() else table.setdefault(key, {})  # type: ignore[call-overload]
        table[last] = value
    return [f"{each.key} {each.says}" for each in check(document, Definition)[1]]


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"dates.closes": "2026-09-01T09:00:00"}, "dates.closes is not after `opens`"),
        ({"dates.announce": "2027-01-01T09:00:00"}, "dates.announce is not after `closes`"),
        ({"dates.judging": "2027-01-01T09:00:00"}, "dates.judging is not after `closes`"),
        ({"dates.voting": "2026-01-01T09:00:00"}, "dates.voting is not after `opens`"),
        ({"consent.until": "2027-01-31"}, "consent.until is over before the campaign closes"),
        ({"consent.until": "2032-04-01"}, "consent.until asks for more than 5 years of use"),
        ({"form.photos": {"min": 4, "max": 3}}, "form.photos.min is more than `max`, 3"),
        ({"form.photos": {}}, "form.photos asks for no photos, but the campaign accepts them"),
        ({"accepts": ["question"]}, "form.photos.min demands photos the campaign does not accept"),
        (
            {"accepts": ["photo"], "form.photos": {"max": 1}},
            "form.photos.min lets people send a photo without a photo",
        ),
        ({"form.fields.0.choices": ["One"]}, "form.fields[0].choices leaves nothing to choose"),
        ({"form.fields.1.choices": ["A", "B"]}, "form.fields[1].choices belongs to `choice`, not to `text`"),
        ({"form.fields.1.name": "wind"}, "form.fields[1].name “wind” stands here twice"),
        ({"form.fields.0.choices": ["One", "One"]}, "form.fields[0].choices[1] “One” stands here twice"),
        ({"accepts": ["photo", "photo"]}, "accepts[1] “photo” stands here twice"),
        ({"reshare.slots": ["Tue 18:00", "Tue 18:00"]}, "reshare.slots[1] “Tue 18:00” stands here twice"),
        (
            {"moderation.hints": {"blur": False}, "moderation.rules": [{**RULE, "when": ["blur"]}]},
            "moderation.rules[0].when waits for 'blur', which is switched off",
        ),
        ({"moderation.rules": [RULE, RULE]}, "moderation.rules[1].name “dull” stands here twice"),
        (
            {"moderation.rules": [{**RULE, "then": "route"}]},
            "moderation.rules[0].to is missing, so nobody gets it",
        ),
        (
            {"moderation.rules": [{**RULE, "to": "manager"}]},
            "moderation.rules[0].to belongs to `route`, not to `tag`",
        ),
        (
            {"moderation.rules": [{**RULE, "then": "route", "to": "boss"}]},
            "moderation.rules[0].to 'boss' is nobody who moderates",
        ),
        (
            {"moderation.rules": [{**RULE, "then": "approve"}]},
            "moderation.rules[0].then 'approve' is not known here",
        ),
        ({"consent.purposes": ["gallery"]}, "reshare posts what nobody is asked to share"),
        (
            {"consent.wording.ads": {"label": "Ads", "means": "Ads."}},
            "consent.wording.ads words a purpose nobody is asked for",
        ),
        (
            {"reshare.mix": {"conversation": 50, "customers": 40, "promotion": 20}},
            "reshare.mix adds up to 110",
        ),
        ({"contest": {**CONTEST, "draw": False}}, "contest has no way to find a winner"),
        ({"contest": CONTEST}, "dates.announce is missing, and the contest needs it"),
        ({"contest": {**CONTEST, "rounds": 1}}, "dates.judging is missing, and the contest needs it"),
        ({"contest": {**CONTEST, "votes": True}}, "contest.votes counts votes nobody can give"),
        (
            {"contest": CONTEST, "collect": {"tags": ["kitesContest", "kites"], "networks": ["mastodon"]}},
            "collect.tags[1] 'kites' hides that something can be won",
        ),
        (
            {"contest": CONTEST, "reshare.hashtags": ["kites"]},
            "reshare.hashtags hide that something could be won",
        ),
        ({"languages": ["en", "es", "de"]}, "translations.de is missing, but `languages` promises it"),
        ({"languages": ["en"]}, "translations.es is not in `languages`"),
        ({"languages": ["es"]}, "translations.es is the original"),
        (
            {"translations.es.reasons": {}},
            "translations.es.reasons.blurred is missing, but the original has it",
        ),
        ({"translations.es.fields": {}}, "translations.es.fields.maker is missing, but the original has it"),
        (
            {"translations.es.fields.wnd": {"label": "¿?"}},
            "translations.es.fields.wnd translates what is not there",
        ),
        (
            {"translations.es.fields.wind.choices": ["Suave"]},
            "translations.es.fields.wind.choices has 1 of 2 choices",
        ),
        (
            {"form.fields.1.help": "A name."},
            "translations.es.fields.maker.help is missing, but the original has it",
        ),
        ({"invite.example": "“Up!”"}, "translations.es.invite.example is missing, but the original has it"),
        ({"contest": CONTEST}, "translations.es.contest is missing, but there is a contest"),
        (
            {"translations.es.contest": ES_CONTEST},
            "translations.es.contest translates a contest there is not",
        ),
        (
            {"contest": CONTEST, "translations.es.contest": {**ES_CONTEST, "prizes": ["Una", "Dos"]}},
            "translations.es.contest.prizes has 2 of 1 prizes",
        ),
    ],
)
def test_a_rule_that_does_not_hold_is_told(
    document: dict[str, Any], changes: dict[str, object], finding: str
) -> None:
    assert finding in broken(document, changes)


def test_a_whole_contest_holds(document: dict[str, Any]) -> None:
    changes = {
        "contest": CONTEST,
        "translations.es.contest": ES_CONTEST,
        "dates.announce": "2027-04-20T12:00:00",
        "reshare.hashtags": ["KitesSweepstakes"],
        "collect": {"tags": ["kitescontest"], "networks": ["mastodon"]},
    }
    assert broken(document, changes) == []


def test_a_campaign_that_never_closes_is_bounded_from_its_opening(document: dict[str, Any]) -> None:
    del document["dates"]["closes"]
    assert broken(document, {"consent.until": "2031-10-01"}) == []
    assert broken(document, {"consent.until": "2031-10-02"}) == [
        "consent.until asks for more than 5 years of use"
    ]


def test_a_rule_stays_silent_where_its_keys_are_broken_by_themselves(document: dict[str, Any]) -> None:
    assert broken(document, {"dates.opens": "tomorrow", "dates.closes": "2001-01-01T00:00:00"}) == [
        "dates.opens 'tomorrow' is not a date and time"
    ]


def test_an_accent_has_to_be_readable_on_the_background() -> None:
    brand = {
        "slug": "larks",
        "name": "Larks",
        "website": "https://larks.example",
        "accent": "#ffcc00",
        "languages": ["en"],
        "jurisdiction": "GB",
        "signature": "{name}, Larks",
        "controller": {"name": "Larks Ltd", "address": "1 High Street", "mail": "us@larks.example"},
    }
    (finding,) = check(brand, BrandFile)[1]
    assert (finding.key, finding.says) == ("accent", "reads at 1.5:1 on the background #ffffff")
    assert check({**brand, "background": "#101010"}, BrandFile)[1] == []
