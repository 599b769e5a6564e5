from typing import Any

import pytest

from ugc.definitions.check import check
from ugc.definitions.schema import Definition


def found(document: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(each.key, each.says, each.would_be_right) for each in check(document, Definition)[1]]


def test_a_right_document_becomes_a_definition(document: dict[str, Any]) -> None:
    definition, findings = check(document, Definition)
    assert findings == []
    assert definition is not None
    assert definition.form.fields[0].choices == ("Gentle", "Rude")


def test_everything_wrong_is_said_at_once_rules_included(document: dict[str, Any]) -> None:
    del document["title"]
    document["acceptz"] = ["photo"]
    document["accepts"] = ["foto", "question"]
    document["form"]["fields"][1]["type"] = 3
    document["form"]["fields"][0]["lable"] = "How?"
    document["reshare"]["slots"] = ["Tue 18:00", "Someday"]
    document["dates"]["closes"] = document["dates"]["opens"]
    document["translations"]["es"]["reasons"] = {}
    assert found(document) == [
        ("title", "is missing", 'title = "Little Wearers"'),
        ("accepts[0]", "'foto' is not known here", "did you mean photo?"),
        ("form.fields[0].lable", "is no key here", "did you mean label?"),
        (
            "form.fields[1].type",
            "3 is not known here",
            "one of text, paragraph, number, date, choice, checkbox",
        ),
        ("reshare.slots[1]", "'Someday' is not a weekly slot", 'a weekday and a time, as in "Tue 18:00"'),
        ("acceptz", "is no key here", "did you mean accepts?"),
        ("dates.closes", "is not after `opens`", "a time after 2026-10-01T09:00:00"),
    ]


@pytest.mark.parametrize(
    ("key", "value", "finding"),
    [
        ("title", 7, ("title", "is not text in quotes", 'title = "Little Wearers"')),
        ("title", "", ("title", "is empty", 'title = "Little Wearers"')),
        ("title", "x" * 81, ("title", "is longer than 80 characters", 'title = "Little Wearers"')),
        ("accepts", [], ("accepts", "needs 1 or more", 'accepts = ["photo", "story"]')),
        ("accepts", "photo", ("accepts", "is not a list", 'accepts = ["photo", "story"]')),
        ("dates", 3, ("dates", "is not a table", "a table, [dates]")),
        ("dates", {}, ("dates.opens", "is missing", "opens = 2026-10-01T09:00:00")),
        (
            "moderation",
            {"reasons": [3]},
            ("moderation.reasons[0]", "is not a table", "a table, [moderation.reasons[0]]"),
        ),
        ("moderation", {}, ("moderation.reasons", "is missing", "tables, each [[moderation.reasons]]")),
        ("form", {"photos": {"min": "1"}}, ("form.photos.min", "is not a whole number", "min = 1")),
        (
            "form",
            {"story": {"required": 1}},
            ("form.story.required", "is neither true nor false", "required = true"),
        ),
        ("form", {"photos": {"max": 11}}, ("form.photos.max", "is more than 10", "max = 6")),
        (
            "gallery",
            {"order": "votes"},
            ("gallery.order", "'votes' is not known here", "one of newest, oldest"),
        ),
        (
            "timezone",
            "Europe/Londn",
            ("timezone", "'Europe/Londn' is not a time zone", "did you mean Europe/London?"),
        ),
        ("moderation", {"grace": "2h"}, ("moderation.grace", "is more than 1 hour", 'grace = "30s"')),
        ("goals", {"answered": 1.5}, ("goals.answered", "1.5 is not a share", 'from "0%" to "100%"')),
    ],
)
def test_a_wrong_value_gets_a_sentence_and_what_would_be_right(
    document: dict[str, Any], key: str, value: object, finding: tuple[str, str, str]
) -> None:
    document[key] = value
    assert finding in found(document)


def test_an_unknown_name_in_a_table_of_names_is_told(document: dict[str, Any]) -> None:
    document["consent"]["wording"] = {"galery": {"label": "Show it", "means": "Anyone sees it."}}
    assert found(document) == [
        ("consent.wording.galery", "'galery' is not known here", "did you mean gallery?")
    ]


@pytest.mark.parametrize(
    "local", ["2026-10-01T09:00:00+02:00", "2026-13-01T09:00", "2026-10-01", "0001-01-01T00:00", 5]
)
def test_only_local_times_of_our_days_are_dates(document: dict[str, Any], local: object) -> None:
    document["dates"]["opens"] = local
    ((key, _, right),) = found(document)
    assert (key, right) == ("dates.opens", "a local time without offset, as in 2027-03-31T18:00:00")


def test_nothing_makes_the_checker_itself_fail(document: dict[str, Any]) -> None:
    for key in list(document):
        for nonsense in (None, 3, "x", [], {}, [[]], [{}], {"a": {"b": 1}}, True):
            check({**document, key: nonsense}, Definition)
    assert check({}, Definition)[1]


@pytest.mark.parametrize(
    "zone", ["", "Europe", "../../etc/passwd", "/etc/localtime", "a\x00b", "Europe/Nowhere", "é"]
)
def test_only_zones_are_zones(document: dict[str, Any], zone: str) -> None:
    document["timezone"] = zone
    assert [key for key, _, _ in found(document)] == ["timezone"]
