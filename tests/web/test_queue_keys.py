"""The queue by keys in a real browser: the next item stands there at once, and a refusal still arrives."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.clock import Clock
from tests.support.hints import hint
from tests.support.people import World, customer, submission
from tests.web.staff import opened
from ugc.db import EVERYONE, Database
from ugc.definitions import load
from ugc.models import Submission
from ugc.moderate.decide import decide

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def waiting(database: Database, clock: Clock, running: World) -> list[str]:
    """Three stories by three people, in the order they came."""
    made = []
    with database.write(EVERYONE) as session:
        for name in ("Ada", "Ben", "Cleo"):
            author = customer(session, running.brand, name)
            made.append(submission(session, running, author=author, state="ready").id)
            clock.advance(minutes=1)
    return made


@pytest.fixture
def desk(app: Flask, browser: Browser, running: World, waiting: list[str]) -> Iterator[Page]:
    """The moderator's browser with the queue open; what goes wrong in it fails the test."""
    with opened(app, browser, running.moderator, "/staff/queue") as page:
        yield page


def state(database: Database, submission_id: str) -> str:
    with database.read(EVERYONE) as session:
        return session.get_one(Submission, submission_id).state


def at(page: Page, name: str) -> None:
    """This person's item is shown, and the one behind it is loaded."""
    expect(page.locator("h1")).to_have_text(name)
    page.wait_for_load_state("networkidle")


def test_one_key_decides_and_the_next_one_is_there(
    desk: Page, database: Database, waiting: list[str]
) -> None:
    at(desk, "Ada")
    desk.keyboard.press("a")
    at(desk, "Ben")
    expect(desk.get_by_role("status")).to_contain_text("Approved.")
    expect(desk.locator("[data-number]")).to_contain_text("2")
    assert state(database, waiting[0]) == "approved"
    desk.keyboard.press("z")
    at(desk, "Ada")
    expect(desk.get_by_role("status")).to_contain_text("Undone.")
    assert state(database, waiting[0]) == "ready"


def test_a_reason_is_picked_by_its_number(desk: Page, database: Database, waiting: list[str]) -> None:
    at(desk, "Ada")
    desk.keyboard.press("r")
    expect(desk.get_by_role("dialog")).to_contain_text("Ada reads this")
    desk.keyboard.press("2")
    expect(desk.get_by_role("radio", name="Too blurred")).to_be_checked()
    desk.keyboard.press("Enter")
    at(desk, "Ben")
    expect(desk.get_by_role("status")).to_contain_text("Returned.")
    assert state(database, waiting[0]) == "returned"


def test_digits_are_text_in_ones_own_words(desk: Page) -> None:
    at(desk, "Ada")
    desk.keyboard.press("d")
    words = desk.get_by_role("dialog").get_by_label("In your own words")
    words.fill("")
    words.press_sequentially("2 of 3")
    expect(words).to_have_value("2 of 3")
    expect(desk.locator("dialog[open] input:checked")).to_have_count(0)
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)


def test_one_can_walk_on_and_back_and_ask_for_the_keys(desk: Page) -> None:
    at(desk, "Ada")
    desk.keyboard.press("j")
    at(desk, "Ben")
    desk.keyboard.press("j")
    at(desk, "Cleo")
    desk.keyboard.press("k")
    at(desk, "Ben")
    desk.keyboard.press("?")
    for word in ("Approve", "Decline", "Return", "Next", "Previous"):
        expect(desk.get_by_role("dialog")).to_contain_text(word)
    assert desk.get_by_role("dialog").evaluate("it => it.scrollTop") == 0  # from the first one on


def test_a_missing_reason_is_asked_for_before_anything_is_sent(
    desk: Page, database: Database, waiting: list[str]
) -> None:
    at(desk, "Ada")
    desk.keyboard.press("d")
    desk.get_by_role("button", name="Decline it").click()
    words = desk.get_by_role("dialog").get_by_label("In your own words")
    expect(words).to_be_focused()
    assert words.evaluate("field => field.validationMessage") == "Pick a reason or write your own."
    assert state(database, waiting[0]) == "ready"
    words.fill("It shows a neighbour’s child.")
    desk.get_by_role("button", name="Decline it").click()
    at(desk, "Ben")
    expect(desk.get_by_role("status")).to_contain_text("Declined.")


def test_when_somebody_was_faster_the_item_comes_back_as_it_stands(
    desk: Page, database: Database, clock: Clock, running: World, waiting: list[str]
) -> None:
    at(desk, "Ada")
    clock.advance(minutes=6)  # Mo was away for longer than an item is kept
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, waiting[0])
        decide(session, row, "approve", "", running.second_moderator, "ready", load(row.campaign.revision))
    desk.keyboard.press("a")
    at(desk, "Ada")
    expect(desk.get_by_role("main")).to_contain_text("Mia decided")
    expect(desk.get_by_role("link", name="Hold")).to_be_visible()


def test_the_last_one_leads_to_an_empty_queue(desk: Page, database: Database, waiting: list[str]) -> None:
    for name in ("Ada", "Ben", "Cleo"):
        at(desk, name)
        desk.keyboard.press("a")
    expect(desk.get_by_role("heading", name="Nothing waits here")).to_be_visible()
    assert [state(database, one) for one in waiting] == ["approved"] * 3


def test_the_queue_is_narrowed_to_a_hint_by_keys_alone(
    desk: Page, database: Database, waiting: list[str]
) -> None:
    with database.write(EVERYONE) as session:
        hint(session, session.get_one(Submission, waiting[1]), "contact", "found")
    at(desk, "Ada")
    filters = desk.locator(".filters > summary")
    filters.focus()
    desk.keyboard.press("Enter")
    found = desk.get_by_label("The machine found")
    expect(found).to_be_visible()
    tab_to(desk, found)
    desk.keyboard.type("Contact")
    expect(found).to_have_value("contact")
    tab_to(desk, desk.locator(".filters form").get_by_role("button").first)
    desk.keyboard.press("Enter")
    at(desk, "Ben")
    expect(desk.locator("[data-number]")).to_contain_text("Contact data or links")


def tab_to(desk: Page, wanted: Locator) -> None:
    """Go there by Tab, past whatever stands between."""
    for _ in range(12):
        desk.keyboard.press("Tab")
        if wanted.evaluate("it => it === document.activeElement"):
            return
    expect(wanted).to_be_focused()
