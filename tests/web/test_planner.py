"""The planner as a person clicks through it: plan, preview, move, refuse, by hand, and who may."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.clock import Clock
from tests.support.people import World, member
from tests.support.reshares import approved, channel, withdraw
from tests.web.staff import signed_in, token
from ugc.db import EVERYONE, Database
from ugc.lifecycle import ENGINE, move
from ugc.models import Member, Reshare, Submission
from ugc.publish import follow
from ugc.wiring import Services

CAPTION = "Look where they went. 📷 Carla"
SLOT = "2026-11-24T18:00:00+00:00"


@pytest.fixture
def story(database: Database, running: World, services: Services) -> str:
    """An approved submission with two photos, in a brand with two channels; its id."""
    with database.write(EVERYONE) as session:
        channel(session, running, "mastodon", "https://social.example", "token")
        channel(session, running, "manual", "https://pics.example/pip")
        return approved(session, running, services.store, photos=2).id


@pytest.fixture
def spokesperson(app: Flask, running: World) -> FlaskClient:
    return signed_in(app, running.spokesperson)


def channel_id(page: str, name: str) -> str:
    found = re.search(rf'channel=(\w+)[^"]*">\s*{name}<', page)
    assert found
    return found[1]


def plan(client: FlaskClient, story: str, on: str = "mastodon", **fields: str) -> TestResponse:
    """Fill in the form of the new page and send it."""
    page = client.get(f"/staff/planner/new?submission={story}").text
    form = {"csrf_token": token(page), "submission": story, "channel": channel_id(page, on)}
    return client.post("/staff/planner/new", data=form | {"caption": CAPTION, "slot": SLOT} | fields)


def planned(client: FlaskClient, story: str, on: str = "mastodon", **fields: str) -> str:
    """The id of a reshare planned by the form."""
    response = plan(client, story, on, **fields)
    assert response.status_code == 303, response.text
    return response.location.rsplit("/", 1)[1]


def act(client: FlaskClient, row_id: str, name: str, **fields: str) -> TestResponse:
    """Press one of a reshare's buttons."""
    form = {"csrf_token": token(client.get(f"/staff/planner/{row_id}").text)}
    return client.post(f"/staff/planner/{row_id}/{name}", data=form | fields)


def row(database: Database, row_id: str) -> Reshare:
    with database.read(EVERYONE) as session:
        return session.get_one(Reshare, row_id)


def test_a_submission_is_previewed_and_scheduled_into_a_slot(
    database: Database, spokesperson: FlaskClient, story: str
) -> None:
    page = spokesperson.get(f"/staff/planner/new?submission={story}").text
    assert "<mark>Carla</mark>" in page
    assert "Ducks, 2" in page
    assert "Tue 24 Nov, 18:00" in page
    reshare = row(database, planned(spokesperson, story))
    assert (reshare.state, reshare.caption) == ("scheduled", CAPTION)
    assert reshare.due_at == datetime(2026, 11, 24, 18, tzinfo=UTC)
    board = spokesperson.get("/staff/planner?on=2026-11-24").text
    assert f"/staff/planner/{reshare.id}" in board
    assert "Fill the free slot" in board
    assert f"/staff/planner/{reshare.id}" in spokesperson.get("/staff/planner?view=month&on=2026-11-01").text


def test_a_caption_without_the_credit_is_refused_and_kept_in_the_form(
    database: Database, spokesperson: FlaskClient, story: str
) -> None:
    response = plan(spokesperson, story, caption="Look at this!")
    assert response.status_code == 422
    assert "word for word" in response.text
    assert "Look at this!" in response.text
    with database.read(EVERYONE) as session:
        assert session.query(Reshare).all() == []


def test_the_edited_words_can_be_looked_at_before_anything_is_planned(
    database: Database, spokesperson: FlaskClient, story: str
) -> None:
    response = plan(spokesperson, story, preview="1", caption="Ducks! By Carla.")
    assert response.status_code == 200
    assert "Ducks! By <mark>Carla</mark>." in response.text
    with database.read(EVERYONE) as session:
        assert session.query(Reshare).all() == []


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"slot": "own", "own": ""}, "Choose a slot"),
        ({"slot": "yesterday"}, "Choose a slot"),
        ({"slot": "own", "own": "2026-11-20T10:00"}, "is over"),
    ],
)
def test_a_moment_that_is_none_is_refused(
    spokesperson: FlaskClient, story: str, fields: dict[str, str], says: str
) -> None:
    response = plan(spokesperson, story, **fields)
    assert response.status_code == 422
    assert says in response.text


def test_a_moment_of_ones_own_is_in_the_campaigns_zone(
    database: Database, spokesperson: FlaskClient, story: str
) -> None:
    row_id = planned(spokesperson, story, slot="own", own="2027-06-01T10:00")
    assert row(database, row_id).due_at == datetime(2027, 6, 1, 9, tzinfo=UTC)


def test_what_may_be_shared_is_offered_to_choose_from(spokesperson: FlaskClient, story: str) -> None:
    assert f"submission={story}" in spokesperson.get("/staff/planner/new").text
    planned(spokesperson, story)
    assert f"submission={story}" not in spokesperson.get("/staff/planner/new").text


def test_it_moves_by_buttons_and_by_a_form(database: Database, spokesperson: FlaskClient, story: str) -> None:
    row_id = planned(spokesperson, story)
    assert act(spokesperson, row_id, "later", next="/staff/planner?view=week").location.endswith("view=week")
    assert row(database, row_id).due_at == datetime(2026, 11, 26, 18, tzinfo=UTC)
    act(spokesperson, row_id, "earlier")
    assert row(database, row_id).due_at == datetime(2026, 11, 24, 18, tzinfo=UTC)
    act(spokesperson, row_id, "move", slot="2026-11-29T10:00:00+00:00")
    assert row(database, row_id).due_at == datetime(2026, 11, 29, 10, tzinfo=UTC)
    assert act(spokesperson, row_id, "move", next="https://evil.example", slot=SLOT).location == "/staff/"


def test_words_change_and_it_is_cancelled_or_sent(
    database: Database, spokesperson: FlaskClient, story: str, clock: Clock
) -> None:
    row_id = planned(spokesperson, story)
    assert act(spokesperson, row_id, "caption", caption="No author").status_code == 422
    assert row(database, row_id).caption == CAPTION
    act(spokesperson, row_id, "caption", caption="By Carla!")
    assert row(database, row_id).caption == "By Carla!"
    act(spokesperson, row_id, "send")
    assert row(database, row_id).due_at == clock()
    act(spokesperson, row_id, "cancel")
    assert row(database, row_id).state == "cancelled"
    late = act(spokesperson, row_id, "send")
    assert late.status_code == 422
    assert "no longer waiting" in late.text


def test_posting_by_hand(
    app: Flask, database: Database, running: World, spokesperson: FlaskClient, story: str, clock: Clock
) -> None:
    row_id = planned(spokesperson, story, "manual")
    clock.time = datetime(2026, 11, 24, 18, 1, tzinfo=UTC)
    spokesperson = signed_in(app, running.spokesperson)
    assert "by hand" in spokesperson.get("/staff/planner").text
    page = spokesperson.get(f"/staff/planner/{row_id}").text
    assert f'download="{story}-1.jpg"' in page
    assert act(spokesperson, row_id, "posted", link="nowhere").status_code == 422
    act(spokesperson, row_id, "posted", link="https://pics.example/p/1")
    assert row(database, row_id).permalink == "https://pics.example/p/1"
    with database.write(EVERYONE) as session:
        withdraw(session, story)
        follow(session, session.get_one(Submission, story))
        reshare = session.get_one(Reshare, row_id)
        move(session, reshare, "remove_by_hand", ENGINE)
    board = spokesperson.get("/staff/planner").text
    assert "Take this down from manual by" in board
    act(spokesperson, row_id, "removed")
    assert row(database, row_id).state == "removed"


def test_everything_that_needs_a_person_is_on_top_with_what_to_do(
    database: Database, spokesperson: FlaskClient, story: str, running: World
) -> None:
    failed = planned(spokesperson, story)
    with database.write(EVERYONE) as session:
        reshare = session.get_one(Reshare, failed)
        move(session, reshare, "sending", ENGINE)
        reshare.problem = "social.example refused (“no”)."
        move(session, reshare, "failed", ENGINE)
    page = spokesperson.get("/staff/planner").text
    assert "One thing needs you" in page
    assert "social.example refused" in page
    assert "Try it now" in page
    page = spokesperson.get(f"/staff/planner/{failed}").text
    assert "Schedule it" in page


def test_who_may_not_speak_makes_drafts_that_a_spokesperson_schedules(
    app: Flask, database: Database, running: World, spokesperson: FlaskClient, story: str
) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Member, running.moderator.id).role = "manager"
    manager = signed_in(app, running.moderator)
    row_id = planned(manager, story)
    assert row(database, row_id).state == "draft"
    assert act(manager, row_id, "send").status_code == 403
    act(manager, row_id, "caption", caption="Better words, by Carla")
    assert "waits for a spokesperson" in spokesperson.get("/staff/planner").text
    act(spokesperson, row_id, "move", slot=SLOT)
    assert row(database, row_id).state == "scheduled"
    assert act(manager, row_id, "caption", caption="By Carla, changed").status_code == 403


def test_a_moderator_looks_and_an_outsider_finds_nothing(
    app: Flask, running: World, spokesperson: FlaskClient, story: str
) -> None:
    row_id = planned(spokesperson, story)
    moderator, outsider = signed_in(app, running.moderator), signed_in(app, running.outsider)
    page = moderator.get(f"/staff/planner/{row_id}")
    assert page.status_code == 200
    assert "Take it out of the plan" not in page.text
    assert moderator.get(f"/staff/planner/new?submission={story}").status_code == 403
    for address in (f"/staff/planner/{row_id}", f"/staff/planner/new?submission={story}"):
        assert outsider.get(address).status_code == 404
    assert row_id not in outsider.get("/staff/planner").text
    form = {"csrf_token": token(outsider.get("/staff/planner").text)}
    assert outsider.post(f"/staff/planner/{row_id}/cancel", data=form).status_code == 404


def test_an_approved_submission_leads_here_for_whoever_may_reshare(
    app: Flask, database: Database, running: World, story: str
) -> None:
    there, link = f"/staff/queue/{story}", f'href="/staff/planner/new?submission={story}"'
    assert link not in signed_in(app, running.moderator).get(there).text
    with database.write(EVERYONE) as session:
        session.get_one(Member, running.moderator.id).role = "manager"
    assert link in signed_in(app, running.moderator).get(there).text


@pytest.mark.parametrize(
    "address", ["?on=never", "?view=month&on=0001-01-01", "?view=month&on=9999-12-31", "?view=x"]
)
def test_an_odd_address_shows_these_days(spokesperson: FlaskClient, story: str, address: str) -> None:
    assert spokesperson.get(f"/staff/planner{address}").status_code == 200


def test_a_brand_without_channels_is_told_who_can_do_what(
    app: Flask, database: Database, running: World, spokesperson: FlaskClient
) -> None:
    with database.write(EVERYONE) as session:
        manager = member(session, running.brand, "Max", "manager")
    assert "Connect a channel" in signed_in(app, manager).get("/staff/planner").text
    told = spokesperson.get("/staff/planner").text
    assert "Connect a channel" not in told
    assert "A manager can connect one." in told
