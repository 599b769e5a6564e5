"""The queue's pages: look, decide, undo, and what happens when somebody was faster. Without JavaScript."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.asked import asked
from tests.support.clock import Clock
from tests.support.people import World, consent, submission
from tests.support.reshares import add_photo
from tests.web.staff import signed_in, token
from ugc.db import EVERYONE, Database
from ugc.lifecycle import ENGINE, Actor, begin, move
from ugc.models import Consent, Submission, Thread
from ugc.wiring import Services


@pytest.fixture
def three(database: Database, clock: Clock, running: World, services: Services) -> list[str]:
    """Ids of three that wait, a minute apart: with two photos, a story, and another customer's."""
    made = []
    with database.write(EVERYONE) as session:
        for author in (running.customer, running.customer, running.another_customer):
            row = submission(session, running, author=author, state="ready")
            made.append(row.id)
            clock.advance(minutes=1)
        first = session.get_one(Submission, made[0])
        first.story, first.answers = "Off to <the> pond", {"piece": "The yellow one", "gone": "an old field"}
        for position in range(2):
            add_photo(session, services.store, first, position)
        session.add(consent(running, first, "gallery", "requested", "guardian"))
        session.add(consent(running, first, "reshare", "given", "guardian"))
    return made


@pytest.fixture
def client(app: Flask, running: World) -> FlaskClient:
    return signed_in(app, running.moderator)


def decide(
    client: FlaskClient, submission_id: str, outcome: str, query: str = "", **more: str
) -> TestResponse:
    """Open the page, then send its form."""
    page = client.get(f"/staff/queue/{submission_id}{query}").text
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen
    fields = {"csrf_token": token(page), "seen": seen[1], "outcome": outcome} | more
    return client.post(f"/staff/queue/{submission_id}{query}", data=fields)


def test_what_nobody_can_have_seen_is_a_stale_view(client: FlaskClient, three: list[str]) -> None:
    assert decide(client, three[0], "approve", seen=f"ready.{'9' * 25}").status_code == 409


def state(database: Database, submission_id: str) -> str:
    with database.read(EVERYONE) as session:
        return session.get_one(Submission, submission_id).state


def test_more_photos_are_no_more_questions(
    client: FlaskClient, database: Database, services: Services, three: list[str]
) -> None:
    client.get(f"/staff/queue/{three[0]}")
    with asked(database) as for_two:
        client.get(f"/staff/queue/{three[0]}")
    with database.write(EVERYONE) as session:
        add_photo(session, services.store, session.get_one(Submission, three[0]), 2)
    with asked(database) as for_three:
        client.get(f"/staff/queue/{three[0]}")
    assert len(for_two) == len(for_three)


def test_the_one_that_waits_longest_is_shown_with_all_one_needs(
    client: FlaskClient, three: list[str]
) -> None:
    page = client.get("/staff/queue").text
    assert "Off to &lt;the&gt; pond" in page
    # Two photos: each large, in the strip, and beside the three things a return may name of it.
    assert page.count('src="/staff/media/') == 2 * 5
    assert "The yellow one" in page
    assert "an old field" in page
    assert "No school badge" in page
    assert "It stays out of the gallery until Carla agrees." in page
    assert f"/staff/queue/{three[1]}" in page  # the customer's other one, and the next
    assert re.search(r"<strong class=\"number\">3</strong>", page)


def test_photos_are_sealed_until_whoever_is_in_them_lets_anybody_see_them(
    client: FlaskClient, database: Database, running: World, services: Services, clock: Clock
) -> None:
    with database.write(EVERYONE) as session:
        row = submission(session, running, state="ready", kind="photo")
        photo = add_photo(session, services.store, row)
        friend = consent(running, row, "gallery", "requested", "depicted")
        session.add(friend)
        keys = [f"/staff/media/{one.key}" for one in photo.renditions]
    page = client.get(f"/staff/queue/{row.id}").text
    assert "The photos are sealed" in page
    assert "We splashed all the way" in page
    assert "/staff/media/" not in page
    assert 'value="approve"' not in page
    assert {client.get(key).status_code for key in keys} == {404}
    refused = decide(client, row.id, "approve")  # by hand: the page has no such button
    assert refused.status_code == 409
    assert "nobody can say yes to them yet" in unescape(refused.text)
    assert state(database, row.id) == "ready"
    with database.write(EVERYONE) as session:
        move(session, session.get_one(Consent, friend.id), "given", Actor("depicted"))
    page = client.get(f"/staff/queue/{row.id}").text
    assert "The photos are sealed" not in page
    assert keys[0] in page
    assert 'value="approve"' in page


def test_approving_leads_to_the_next_with_an_undo(
    client: FlaskClient, database: Database, three: list[str]
) -> None:
    answer = decide(client, three[0], "approve")
    assert answer.status_code == 303
    assert answer.location.startswith(f"/staff/queue/{three[1]}?decided=")
    page = client.get(answer.location).text
    assert "Approved." in page
    assert state(database, three[0]) == "approved"
    undo = re.search(r'action="(/staff/decisions/[^"]+)"', page)
    assert undo
    back = client.post(unescape(undo[1]), data={"csrf_token": token(page)})
    assert back.location.startswith(f"/staff/queue/{three[0]}?")
    assert "Undone. Nobody was told." in client.get(back.location).text
    assert state(database, three[0]) == "ready"


def test_after_the_grace_period_undo_is_gone_and_refused(
    client: FlaskClient, database: Database, clock: Clock, three: list[str]
) -> None:
    answer = decide(client, three[0], "approve")
    page = client.get(answer.location).text
    undo = re.search(r'action="(/staff/decisions/[^"]+)"', page)
    assert undo
    clock.advance(seconds=30)
    assert "/staff/decisions/" not in client.get(answer.location).text
    late = client.post(undo[1], data={"csrf_token": token(page)})
    assert late.status_code == 409
    assert "It is too late to undo: the customer has been told." in late.text
    assert state(database, three[0]) == "approved"


@pytest.mark.parametrize(("outcome", "into"), [("decline", "declined"), ("return", "returned")])
def test_turning_away_asks_for_a_reason_and_keeps_what_was_typed(
    client: FlaskClient, database: Database, three: list[str], outcome: str, into: str
) -> None:
    asked = client.get(f"/staff/queue/{three[0]}?ask={outcome}").text
    assert re.search(rf'data-dialog="{outcome}"[^>]* open', asked)
    refused = decide(client, three[0], outcome)
    assert refused.status_code == 422
    assert "a reason the customer can read" in refused.text
    assert re.search(rf'data-dialog="{outcome}"[^>]* open', refused.text)
    long = decide(client, three[0], outcome, words="ha" * 1001)
    assert long.status_code == 422
    assert "ha" * 1001 in long.text
    assert state(database, three[0]) == "ready"
    answer = decide(client, three[0], outcome, reason="blurred", words="The second one.")
    assert answer.status_code == 303
    page = client.get(f"/staff/queue/{three[0]}").text
    assert state(database, three[0]) == into
    assert "Is there another from the same minute?" in page
    assert "The second one." in page


def test_the_slower_of_two_is_shown_how_it_stands_and_who_decided(
    app: Flask, client: FlaskClient, database: Database, clock: Clock, running: World, three: list[str]
) -> None:
    page = client.get(f"/staff/queue/{three[0]}").text
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen
    clock.advance(minutes=6)  # away for longer than an item is kept
    decide(signed_in(app, running.second_moderator), three[0], "approve")
    fields = {"csrf_token": token(page), "seen": seen[1], "outcome": "decline", "words": "Not for us."}
    answer = client.post(f"/staff/queue/{three[0]}", data=fields)
    assert answer.status_code == 409
    assert "Somebody was faster" in answer.text
    assert "Mia decided" in answer.text
    assert "Nothing you did went out." in answer.text
    assert 'data-ask="hold"' in answer.text
    assert 'data-ask="decline"' not in answer.text
    assert state(database, three[0]) == "approved"


def test_an_approved_one_is_held_and_waits_under_held(
    client: FlaskClient, database: Database, three: list[str]
) -> None:
    decide(client, three[0], "approve")
    assert decide(client, three[0], "hold", words="A neighbour asked.").status_code == 303
    page = client.get("/staff/queue?state=held").text
    assert "Off to &lt;the&gt; pond" in page
    assert 'value="approve"' in page
    assert "decline" in page


def test_filters_stay_through_a_decision(client: FlaskClient, database: Database, three: list[str]) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Submission, three[1]).kind = "question"
    query = "?brand=pip-and-moss&campaign=little-wearers&kind=story"
    answer = decide(client, three[0], "approve", query)
    assert answer.location.startswith(f"/staff/queue/{three[2]}?")
    assert "kind=story" in answer.location
    last = decide(client, three[2], "approve", query)
    assert last.location.startswith("/staff/queue?")
    page = client.get(last.location).text
    assert "No submission fits this filter" in page
    assert "/staff/decisions/" in page
    assert client.get("/staff/queue?campaign=nowhere").status_code == 404


def test_what_was_skipped_is_met_again_at_the_end(client: FlaskClient, three: list[str]) -> None:
    answer = decide(client, three[2], "approve")
    assert answer.location.startswith("/staff/queue?")
    assert "Off to &lt;the&gt; pond" in client.get(answer.location).text


def test_what_was_taken_back_cannot_be_decided(
    client: FlaskClient, database: Database, three: list[str]
) -> None:
    with database.write(EVERYONE) as session:
        move(session, session.get_one(Submission, three[0]), "withdrawn", ENGINE)
    page = client.get(f"/staff/queue/{three[0]}").text
    assert "taken back" in page
    assert 'value="approve"' not in page
    fields = {"csrf_token": token(page), "seen": "withdrawn", "outcome": "approve"}
    assert client.post(f"/staff/queue/{three[0]}", data=fields).status_code == 409


@pytest.mark.parametrize("outcome", ["erase", "ready", ""])
def test_an_outcome_we_did_not_offer_is_refused(
    client: FlaskClient, database: Database, three: list[str], outcome: str
) -> None:
    assert decide(client, three[0], outcome, words="x").status_code == 422
    assert state(database, three[0]) == "ready"


def test_reply_leads_to_the_conversation(client: FlaskClient, database: Database, three: list[str]) -> None:
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, three[0])
        thread = Thread(brand_id=row.brand_id, customer_id=row.customer_id, submission_id=row.id)
        begin(session, thread, ENGINE)
    assert f'href="/staff/inbox/{thread.id}"' in client.get(f"/staff/queue/{three[0]}").text


def test_who_may_not_moderate_sees_no_queue(app: Flask, running: World, three: list[str]) -> None:
    outsider, spokesperson = signed_in(app, running.outsider), signed_in(app, running.spokesperson)
    assert spokesperson.get("/staff/queue").status_code == 403
    assert "Nothing waits here" in outsider.get("/staff/queue").text
    assert outsider.get("/staff/queue?brand=pip-and-moss").status_code == 404
    assert outsider.get("/staff/queue?campaign=little-wearers").status_code == 404


def test_another_brands_decision_is_not_shown(
    app: Flask, client: FlaskClient, running: World, three: list[str]
) -> None:
    made = decide(client, three[0], "approve").location.partition("decided=")[2]
    page = signed_in(app, running.outsider).get(f"/staff/queue?decided={made}").text
    assert "Approved." not in page
