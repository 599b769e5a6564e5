"""The queue for several people: what a colleague has open, what changed, filters, saved views."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.clock import Clock
from tests.support.people import World, consent, submission
from tests.web.staff import signed_in, token
from ugc.db import EVERYONE, Database
from ugc.lifecycle import Actor, move
from ugc.models import Revision, Submission


@pytest.fixture
def three(database: Database, clock: Clock, running: World) -> list[str]:
    """Three that wait, a day apart: an English one, a Spanish one of another customer, an unsettled one."""
    made = []
    with database.write(EVERYONE) as session:
        for author in (running.customer, running.another_customer, running.customer):
            made.append(submission(session, running, author=author, state="ready").id)
            clock.advance(days=1)
        session.get_one(Submission, made[1]).language = "es"
        session.add(
            consent(running, session.get_one(Submission, made[2]), "gallery", "requested", "guardian")
        )
    return made


@pytest.fixture
def mo(app: Flask, running: World, three: list[str]) -> FlaskClient:
    return signed_in(app, running.moderator)


@pytest.fixture
def mia(app: Flask, running: World, three: list[str]) -> FlaskClient:
    return signed_in(app, running.second_moderator)


def shown(client: FlaskClient, path: str = "/staff/queue") -> str | None:
    found = re.search(r'data-at="/staff/queue/(\w+)', client.get(path).text)
    return found[1] if found else None


def send(client: FlaskClient, page: str, submission_id: str, outcome: str = "approve"):  # type: ignore[no-untyped-def]
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen
    typed = {"csrf_token": token(page), "seen": seen[1], "outcome": outcome, "words": "Because."}
    return client.post(f"/staff/queue/{submission_id}", data=typed)


def test_each_is_shown_their_own(mo: FlaskClient, mia: FlaskClient, three: list[str]) -> None:
    assert (shown(mo), shown(mia)) == (three[0], three[1])
    assert shown(mo, f"/staff/queue?after={three[0]}") == three[2]
    assert shown(mia, f"/staff/queue?after={three[1]}") is None


@pytest.mark.parametrize("narrowed", ["", "?language=es", "?kind=story"])
def test_whoever_is_left_nothing_is_not_told_that_all_has_been_looked_at(
    mo: FlaskClient, mia: FlaskClient, three: list[str], narrowed: str
) -> None:
    for one in three:
        mo.get(f"/staff/queue/{one}")
    page = mia.get(f"/staff/queue{narrowed}").text
    assert "Nothing left for you here" in page
    assert "has been looked at" not in page and "No submission fits" not in page


def test_a_colleagues_item_says_so_and_can_be_taken_over(
    mo: FlaskClient, mia: FlaskClient, three: list[str]
) -> None:
    before = mo.get(f"/staff/queue/{three[0]}").text
    page = mia.get(f"/staff/queue/{three[0]}").text
    assert "Mo has this open." in page
    assert 'value="approve"' not in page
    assert send(mia, page, three[0]).status_code == 409
    mia.post(f"/staff/queue/{three[0]}/take", data={"csrf_token": token(page)})
    answer = send(mo, before, three[0])
    assert answer.status_code == 409
    assert "Mia" in answer.text
    assert send(mia, mia.get(f"/staff/queue/{three[0]}").text, three[0]).status_code == 303


def test_a_stale_decision_shows_what_changed(
    mo: FlaskClient, database: Database, running: World, three: list[str]
) -> None:
    page = mo.get(f"/staff/queue/{three[0]}").text
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, three[0])
        move(session, row, "withdrawn", Actor("customer", row.customer_id), "changed their mind")
    answer = send(mo, page, three[0])
    assert answer.status_code == 409
    assert "customer: ready → <b>withdrawn</b> (changed their mind)" in answer.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("language=es", [1]),
        ("consent=settled", [0, 1]),
        ("consent=open", [2]),
        ("age=3", [0]),
        ("age=1", [0, 1, 2]),
        ("customer=ciro", [1]),
        ("customer=ciro@example.net", [1]),
        ("customer=%25", []),
        ("language=es&consent=open", []),
        ("age=nonsense&consent=nonsense", [0, 1, 2]),
    ],
)
def test_filters_narrow_the_queue_and_its_count(
    mo: FlaskClient, three: list[str], query: str, found: list[int]
) -> None:
    assert shown(mo, f"/staff/queue?{query}") == (three[found[0]] if found else None)
    assert f'<strong class="number">{len(found)}</strong>' in mo.get(f"/staff/queue?{query}").text


def test_filters_are_saved_under_a_name_for_oneself(
    mo: FlaskClient, mia: FlaskClient, three: list[str]
) -> None:
    page = mo.get("/staff/queue?language=es").text
    typed = {"csrf_token": token(page), "name": "In <Spanish>", "language": "es", "evil": "1"}
    assert mo.post("/staff/views?brand=pip-and-moss", data=typed).status_code == 303
    page = mo.get("/staff/queue").text
    assert "In &lt;Spanish&gt;" in page
    assert "/staff/queue?brand=pip-and-moss&amp;language=es" in page
    assert "Spanish" not in mia.get("/staff/queue?customer=x").text
    remove = re.search(r"/staff/views/\w+/remove", mo.get("/staff/queue?language=es").text)
    assert remove
    assert mia.post(remove[0], data={"csrf_token": token(mia.get("/staff/queue").text)}).status_code == 404
    mo.post(remove[0], data={"csrf_token": token(page)})
    assert "In &lt;Spanish&gt;" not in mo.get("/staff/queue").text


def test_two_people_decide_where_the_definition_says_so(
    mo: FlaskClient, mia: FlaskClient, database: Database, running: World, three: list[str]
) -> None:
    with database.write(EVERYONE) as session:
        revision = session.get_one(Revision, running.campaign.revision_id)
        moderation = revision.document["moderation"] | {"reviewers": 2}
        revision.document = revision.document | {"moderation": moderation}
    page = mo.get(f"/staff/queue/{three[0]}").text
    assert "You are the first to look" in page
    answer = mo.get(send(mo, page, three[0]).location)
    assert "Somebody else looks at it" in answer.text
    undo = re.search(r'action="(/staff/queue/\w+/unsay)"', answer.text)
    assert undo
    back = mo.post(undo[1], data={"csrf_token": token(answer.text)})
    page = mo.get(back.location).text
    assert f"/staff/queue/{three[0]}" in back.location and "Undone. Nobody was told." in page
    assert "You are the first to look" in page
    send(mo, page, three[0])
    page = mia.get(f"/staff/queue/{three[0]}").text
    assert "If you agree, it is decided." in page
    send(mia, page, three[0])
    assert mo.post(undo[1], data={"csrf_token": token(answer.text)}).status_code == 409
    with database.read(EVERYONE) as session:
        assert session.get_one(Submission, three[0]).state == "approved"
