"""The queue as a list: choose, preview, decide, undo; without JavaScript, and by keys with it."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.people import World, customer, submission
from tests.web.staff import opened, signed_in, token
from ugc.db import EVERYONE, Database
from ugc.models import Submission
from ugc.moderate.reserve import reserve


@pytest.fixture
def waiting(database: Database, clock: Clock, running: World) -> list[str]:
    """Three stories by three people, in the order they came."""
    made = []
    with database.write(EVERYONE) as session:
        for name in ("Ada", "Ben", "Cleo"):
            made.append(
                submission(session, running, author=customer(session, running.brand, name), state="ready").id
            )
            clock.advance(minutes=1)
    return made


@pytest.fixture
def client(app: Flask, running: World) -> FlaskClient:
    return signed_in(app, running.moderator)


def chosen(page: str) -> list[str]:
    return re.findall(r'name="chosen" value="([^"]+)"', page)


def states(database: Database) -> list[str]:
    with database.read(EVERYONE) as session:
        return list(session.scalars(select(Submission.state).order_by(Submission.created_at)))


def test_chosen_previewed_decided_and_undone(
    client: FlaskClient, database: Database, waiting: list[str], running: World
) -> None:
    page = client.get("/staff/queue/list").text
    form: dict[str, object] = {"csrf_token": token(page), "outcome": "decline", "chosen": chosen(page)}
    with database.write(EVERYONE) as session:
        reserve(session, session.get_one(Submission, waiting[1]), running.second_moderator)
    preview = client.post("/staff/queue/preview", data=form).text
    assert "Decline 2 submissions?" in preview
    assert "a colleague has it open" in preview
    assert states(database) == ["ready"] * 3
    form["chosen"] = chosen(preview)
    missing = client.post("/staff/queue/decide", data=form)
    assert missing.status_code == 422 and states(database) == ["ready"] * 3
    with database.write(EVERYONE) as session:  # a colleague opens one more in between
        reserve(session, session.get_one(Submission, waiting[2]), running.second_moderator)
    done = client.post("/staff/queue/decide", data=form | {"words": "Thank you, but this is an advert."})
    assert done.status_code == 409
    assert "1 decided" in done.text and "a colleague has it open" in done.text
    assert states(database) == ["declined", "ready", "ready"]
    undo = re.search(r'action="(/staff/queue/batches/[^"]+)"', done.text)
    assert undo
    after = client.post(undo[1], data={"csrf_token": token(done.text)}, follow_redirects=True)
    assert "1 is back as it was" in after.text
    assert states(database) == ["ready"] * 3


def test_nothing_chosen_says_so(client: FlaskClient, waiting: list[str]) -> None:
    page = client.get("/staff/queue/list").text
    answer = client.post("/staff/queue/preview", data={"csrf_token": token(page), "outcome": "approve"})
    assert "Nothing was chosen" in answer.text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_by_keys(
    app: Flask, browser: Browser, running: World, database: Database, waiting: list[str]
) -> None:
    with opened(app, browser, running.moderator, "/staff/queue/list") as page:
        for key in ("j", "x", "j", "j", "x", "a"):
            page.keyboard.press(key)
        expect(page.locator("h1")).to_have_text("Approve 2 submissions?")
        page.get_by_role("button", name="Approve all 2").click()
        expect(page.locator("h1")).to_have_text("2 decided")
        assert states(database) == ["approved", "ready", "approved"]
        page.keyboard.press("z")
        expect(page.get_by_role("status").filter(has_text="are back as they were")).to_be_visible()
    assert states(database) == ["ready"] * 3
