"""The rules' page: what each would have done, switched on by who may; and the desk of what is kept."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.hints import hint
from tests.support.people import World, member, submission
from tests.web.staff import signed_in, token
from ugc.db import EVERYONE, Database
from ugc.models import Member, Submission
from ugc.moderate.rules import apply


@pytest.fixture
def manager(database: Database, running: World) -> Member:
    with database.write(EVERYONE) as session:
        return member(session, running.brand, "Magda", "manager")


@pytest.fixture
def client(app: Flask, manager: Member) -> FlaskClient:
    return signed_in(app, manager)


@pytest.fixture
def bare(database: Database, running: World) -> str:
    """The id of one about which nudity was found."""
    with database.write(EVERYONE) as session:
        row = submission(session, running, state="ready")
        hint(session, row, "nudity", "found", score=0.9)
        return row.id


def switched(client: FlaskClient, on: str, seen: str = "") -> int:
    page = client.get("/staff/rules").text
    seen = seen or page.partition('data-rule="bare_skin"')[2].partition('name="seen" value="')[2][:16]
    form = {"csrf_token": token(page), "seen": seen, "on": on}
    return client.post("/staff/rules/little-wearers/bare_skin", data=form).status_code


def test_a_rule_shows_what_it_would_have_done_and_is_switched_on_and_off(
    client: FlaskClient, bare: str
) -> None:
    page = client.get("/staff/rules").text
    assert "it would have been about 1 submission" in page
    assert f"/staff/queue/{bare}" in page
    assert page.count("on trial</span>") == 3
    assert switched(client, "yes") == 303
    assert "Magda switched it on" in client.get("/staff/rules").text
    assert switched(client, "no") == 303
    assert client.get("/staff/rules").text.count("on trial</span>") == 3


def test_a_rule_that_is_another_one_by_now_is_not_switched_on(client: FlaskClient, bare: str) -> None:
    assert switched(client, "yes", "0" * 16) == 409
    assert client.get("/staff/rules").text.count("on trial</span>") == 3


def test_a_moderator_sees_the_trial_and_cannot_switch(app: Flask, running: World, bare: str) -> None:
    page = signed_in(app, running.moderator).get("/staff/rules").text
    assert "it would have been about 1 submission" in page
    assert "Switch it on" not in page


def test_what_is_kept_says_so_and_offers_a_moderator_no_decision(
    app: Flask, database: Database, running: World, client: FlaskClient, bare: str
) -> None:
    switched(client, "yes")
    with database.write(EVERYONE) as session:
        apply(session, session.get_one(Submission, bare))
    desk = signed_in(app, running.moderator)
    page = desk.get(f"/staff/queue/{bare}").text
    assert "Bare skin, perhaps" in page
    assert "A rule keeps this for a manager." in page
    assert 'value="approve"' not in page
    form = {"csrf_token": token(page), "outcome": "approve", "seen": "ready"}
    assert desk.post(f"/staff/queue/{bare}", data=form).status_code == 409
    assert "Bare skin, perhaps" in desk.get("/staff/queue/list?rule=bare_skin").text
    assert 'value="approve"' in client.get(f"/staff/queue/{bare}").text
