"""Contact data and links, and what only looks like them."""

from collections.abc import Callable

import pytest

from ugc.models import Hint, Submission
from ugc.screen.contact import contacts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to jo.smith@example.com!", [("mail", "jo.smith@example.com")]),
        ("jo (at) example.org knows", [("mail", "jo (at) example.org")]),
        ("Ring 07911 123456 after six.", [("phone", "07911 123456")]),
        ("Ruf +49 30 901820 an", [("phone", "+49 30 901820")]),
        ("All on https://example.org/a?b=1.", [("link", "https://example.org/a?b=1")]),
        ("See cheap-shoes.com, or t.me/abc", [("link", "cheap-shoes.com"), ("link", "t.me/abc")]),
        ("ano@example.org and www.example.org", [("mail", "ano@example.org"), ("link", "www.example.org")]),
    ],
)
def test_it_is_found_as_it_was_written(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(contacts(text, ("GB", "US"))) == expected


@pytest.mark.parametrize(
    "text",
    [
        "On 22.11.2026 at 12:30, size 110/116 for £12.50, order 2026-1122-9.",
        "We went to the park.me too. I loved it.it was wet.",
        "e.g. the coat vs.the hat, 3.5 km, @pipandmoss, and/or 7 ducks",
    ],
)
def test_dates_sizes_and_sloppy_sentences_are_none(text: str) -> None:
    assert list(contacts(text, ("GB", "US"))) == []


def test_numbers_without_a_country_are_those_of_the_page_s_language() -> None:
    assert list(contacts("Llama al 612 34 56 78", ("ES",))) == [("phone", "612 34 56 78")]
    assert list(contacts("Llama al 612 34 56 78", ())) == []


def test_it_says_where_it_stands(
    sent: Callable[..., Submission], hints: Callable[[Submission], dict[str, Hint]]
) -> None:
    found = hints(sent(story="Ask jo@example.org, or ring 07911 123456."))["contact"]
    assert found.evidence["written"] == [
        {"what": "mail", "text": "jo@example.org", "place": "story"},
        {"what": "phone", "text": "07911 123456", "place": "story"},
    ]
    assert found.sure == 0.95
    assert found.photo_id is None
    assert hints(sent(story="Nothing of the kind."))["contact"].finding == "clear"
