"""The queue without reloading: what arrives, what colleagues have open and decide; and nobody else's."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from tests.support.people import World, member, submission
from tests.web.staff import opened, signed_in
from ugc.collect.intake import open_thread
from ugc.db import EVERYONE, Database, Session
from ugc.definitions import load
from ugc.lifecycle import ENGINE, move
from ugc.models import Submission, Thread
from ugc.moderate.decide import decide
from ugc.moderate.reserve import release, take

RAIL = "/staff/live/rail"
KEEPS_SOURCES = """window.sources = [];
window.EventSource = class extends EventSource { constructor(to) { super(to); sources.push(this); } };"""
TURN = """(hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def waiting(database: Database, running: World) -> str:
    with database.write(EVERYONE) as session:
        return submission(session, running, state="ready").id


@pytest.fixture
def mo(app: Flask, running: World) -> FlaskClient:
    return signed_in(app, running.moderator)


def look(
    client: FlaskClient, seen: str = "", feed: str = "/staff/live"
) -> tuple[str, dict[str, object] | None]:
    """What a browser that has seen so much is told, and the mark it comes back with."""
    answer = client.get(f"{feed}?brand=pip-and-moss", headers={"Last-Event-ID": seen} if seen else {})
    assert (answer.status_code, answer.mimetype) == (200, "text/event-stream")
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines() if line)
    assert fields["retry"] == "4000"
    return fields.get("id", seen), json.loads(fields["data"]) if "data" in fields else None


def rail(queue: int) -> dict[str, int]:
    """What waits by screen, as the rail of the desk counts it."""
    return {"queue": queue, "inbox": 0, "reports": 0}


def thread_of(session: Session, submission_id: str) -> Thread:
    """A conversation about it in which it is our turn."""
    about = session.get_one(Submission, submission_id)
    return open_thread(session, load(about.campaign.revision), about)


@pytest.mark.parametrize("number", ["9" * 25, "9" * 5000, "²"])
def test_a_mark_of_nobody_is_a_first_look(mo: FlaskClient, waiting: str, number: str) -> None:
    told = mo.get(f"/staff/live?brand=pip-and-moss&seen={number}.x")
    assert (told.status_code, '"waiting": 1' in told.text) == (200, True)


def test_nothing_is_told_twice_and_everything_once(
    mo: FlaskClient, database: Database, running: World, waiting: str
) -> None:
    mark, first = look(mo)
    assert first == {"waiting": 1, "served": True, "about": {}, "decided": [], "rail": rail(1)}
    assert look(mo, mark) == (mark, None)
    with database.write(EVERYONE) as session:
        take(session, session.get_one(Submission, waiting), running.second_moderator)
    mark, taken = look(mo, mark)
    assert taken == {
        "waiting": 1,
        "served": False,
        "about": {waiting: "Mia has this open."},
        "decided": [],
        "rail": rail(1),
    }
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, waiting)
        decide(session, row, "approve", "", running.second_moderator, "ready", load(row.campaign.revision))
    mark, decided = look(mo, mark)
    assert decided == {
        "waiting": 0,
        "served": False,
        "about": {waiting: "Mia has just approved this."},
        "decided": [waiting],
        "rail": rail(0),
    }
    assert look(mo, mark) == (mark, None)


def test_what_happened_while_the_line_was_down_is_told(
    mo: FlaskClient, database: Database, running: World, waiting: str
) -> None:
    mark, _ = look(mo)
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, waiting)
        decide(
            session,
            row,
            "decline",
            "Too dark.",
            running.second_moderator,
            "ready",
            load(row.campaign.revision),
        )
    assert look(mo, mark)[1] == {
        "waiting": 0,
        "served": False,
        "about": {waiting: "Mia has just declined this."},
        "decided": [waiting],
        "rail": rail(0),
    }
    assert look(mo, "nonsense")[1] == {
        "waiting": 0,
        "served": False,
        "about": {},
        "decided": [],
        "rail": rail(0),
    }


def test_other_brands_and_onlookers_are_told_nothing(
    app: Flask, database: Database, running: World, waiting: str
) -> None:
    with database.write(EVERYONE) as session:
        onlooker = member(session, running.brand, "Lee", "viewer")
    assert signed_in(app, running.outsider).get("/staff/live?brand=pip-and-moss").status_code == 404
    elsewhere = signed_in(app, running.outsider).get("/staff/live?brand=elsewhere").text
    assert waiting not in elsewhere
    assert '"waiting": 0' in elsewhere
    assert signed_in(app, onlooker).get("/staff/live?brand=pip-and-moss").status_code == 403
    assert app.test_client().get("/staff/live").status_code == 302


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_open_list_marks_what_colleagues_do_and_says_that_it_has_changed(
    app: Flask, browser: Browser, database: Database, running: World, waiting: str
) -> None:
    with opened(app, browser, running.moderator, "/staff/queue/list") as page:
        row = page.locator(f"[data-row='{waiting}']")
        fresh = page.get_by_role("link", name="This list has changed")
        with database.write(EVERYONE) as session:
            take(session, session.get_one(Submission, waiting), running.second_moderator)
        expect(row).to_contain_text("Mia has this open.", timeout=30_000)
        expect(fresh).to_be_hidden()
        with database.write(EVERYONE) as session:
            release(session.get_one(Submission, waiting))
        expect(row).not_to_contain_text("Mia", timeout=30_000)
        with database.write(EVERYONE) as session:
            made = session.get_one(Submission, waiting)
            definition = load(made.campaign.revision)
            decide(session, made, "approve", "", running.second_moderator, "ready", definition)
        expect(row).to_contain_text("Mia has just approved this.", timeout=30_000)
        with database.write(EVERYONE) as session:
            submission(session, running, state="ready")
        expect(page.locator("[data-waits=queue]")).to_contain_text("1", timeout=30_000)
        fresh.click()
        expect(page.locator("[data-row]")).to_have_count(1)
        expect(page.locator(f"[data-row='{waiting}']")).to_have_count(0)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_open_desk_shows_what_arrives_and_who_takes_it(
    app: Flask, browser: Browser, database: Database, running: World
) -> None:
    with opened(app, browser, running.moderator, "/staff/queue") as page:
        expect(page.get_by_role("heading", name="Nothing waits here")).to_be_visible()
        with database.write(EVERYONE) as session:
            arrived = submission(session, running, state="ready").id
        expect(page.locator("h1")).to_have_text("Carla")
        with database.write(EVERYONE) as session:
            take(session, session.get_one(Submission, arrived), running.second_moderator)
        expect(page.get_by_role("status").get_by_text("Mia has this open.")).to_be_visible()
        with database.write(EVERYONE) as session:
            submission(session, running, state="ready")
        expect(page.locator("[data-waits=queue]")).to_contain_text("2", timeout=30_000)


def test_every_other_page_is_told_the_numbers_of_the_screens_its_reader_may_open(
    app: Flask, database: Database, running: World, waiting: str
) -> None:
    with database.write(EVERYONE) as session:
        onlooker = member(session, running.brand, "Lee", "viewer")
    first, second = (signed_in(app, who) for who in (running.moderator, onlooker))
    mark, told = look(first, feed=RAIL)
    assert told == rail(1)
    assert look(second, feed=RAIL) == (mark, {"inbox": 0})
    assert 'data-waits="queue"' not in second.get("/staff/campaigns").text
    assert look(first, mark, feed=RAIL) == (mark, None)
    assert "data:" not in first.get(f"/staff/live/rail?brand=pip-and-moss&seen={mark}").text
    with database.write(EVERYONE) as session:
        thread_of(session, waiting)
    assert look(second, mark, feed=RAIL)[1] == {"inbox": 1}
    outsider = signed_in(app, running.outsider)
    assert outsider.get("/staff/live/rail?brand=pip-and-moss").status_code == 404
    assert '"queue": 0' in outsider.get("/staff/live/rail?brand=elsewhere").text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_rail_of_any_page_counts_along_while_it_is_shown(
    app: Flask, browser: Browser, database: Database, running: World, waiting: str
) -> None:
    with opened(app, browser, running.moderator, "/staff/planner") as page:
        page.add_init_script(KEEPS_SOURCES)
        page.reload()
        inbox = page.locator("[data-waits=inbox]")
        expect(inbox).to_be_hidden()
        with database.write(EVERYONE) as session:
            thread_of(session, waiting)
        expect(inbox).to_have_text("1 waiting", timeout=30_000)
        page.evaluate(TURN, True)
        assert page.evaluate("sources.map((one) => one.readyState)") == [2]
        with database.write(EVERYONE) as session:
            move(session, session.scalars(select(Thread)).one(), "closed", ENGINE)
        page.evaluate(TURN, False)
        expect(inbox).to_be_hidden(timeout=30_000)
        assert page.evaluate("sources.length") == 2
