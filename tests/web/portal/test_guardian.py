"""The guardian's page: opening decides nothing, a typed name does, and it can be taken back there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.people import World, consent
from tests.support.ports import wait_until
from tests.support.postgres import blocked
from tests.web.forms import send
from ugc.consent.withdraw import take_back
from ugc.db import EVERYONE, Database
from ugc.models import Consent, Submission
from ugc.wiring import Services


@pytest.fixture
def asked(database: Database, running: World, sent: Submission) -> Consent:
    """A guardian was asked about two uses of the approved submission."""
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, sent.id)
        row.shows_child = "other"
        questions = [
            consent(running, row, purpose, "requested", "guardian") for purpose in ("gallery", "reshare")
        ]
        for question in questions:
            question.name, question.expires_at = "", session.now() + timedelta(hours=72)
            session.add(question)
        return questions[0]


@pytest.fixture
def page(services: Services, asked: Consent) -> str:
    return services.links.asked(asked).removeprefix(services.links.base)


def states(database: Database) -> dict[str, str]:
    with database.read(EVERYONE) as session:
        rows = session.scalars(select(Consent).where(Consent.party == "guardian"))
        return {row.purpose: row.state for row in rows}


def test_an_answer_waits_for_an_author_who_takes_it_back(
    client: FlaskClient, page: str, database: Database, sent: Submission
) -> None:
    """Each locks the submission before its answers; else they would wait for each other."""
    question, fields = client.get(page).text, {"use_gallery": "y", "name": "Gerda Rahman", "answer": "yes"}
    with ThreadPoolExecutor(1) as guardian, database.write(EVERYONE) as session:
        submission = session.get_one(Submission, sent.id, with_for_update=True)
        answer = guardian.submit(send, client, question, fields, page)
        wait_until(lambda: blocked(session), "the answer to wait for us")
        take_back(session, submission)
    assert answer.result().status_code == 303
    assert states(database) == {"gallery": "lapsed", "reshare": "lapsed"}


def test_opening_the_link_confirms_nothing(
    client: FlaskClient, page: str, database: Database, sent: Submission
) -> None:
    for method in (client.get, client.head):
        assert method(page).status_code == 200
    assert states(database) == {"gallery": "requested", "reshare": "requested"}
    assert client.get(f"/s/{sent.id}").status_code == 404


def test_a_ticked_use_and_a_typed_name_do(
    client: FlaskClient, page: str, database: Database, sent: Submission
) -> None:
    answer = send(
        client, client.get(page).text, {"use_gallery": "y", "name": "Gerda Rahman", "answer": "yes"}, page
    )
    assert (answer.status_code, answer.location) == (303, page)
    assert states(database) == {"gallery": "given", "reshare": "refused"}
    assert client.get(f"/s/{sent.id}").status_code == 200
    assert "You can take each use back here" in client.get(page).text


def test_it_can_be_taken_back_by_the_same_link_later(
    client: FlaskClient, page: str, database: Database, sent: Submission, clock: Clock
) -> None:
    send(client, client.get(page).text, {"use_gallery": "y", "name": "Gerda", "answer": "yes"}, page)
    clock.advance(days=30)
    send(client, client.get(page).text, {"use": "gallery"}, f"{page}/withdraw")
    assert states(database)["gallery"] == "withdrawn"
    assert client.get(f"/s/{sent.id}").status_code == 404


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"use_gallery": "y", "name": ""}, "Please type your name"),
        ({"name": "Gerda"}, "Please tick at least one use, or choose “I say no”."),
    ],
)
def test_half_an_answer_is_none(
    client: FlaskClient, page: str, database: Database, answers: dict[str, str], sentence: str
) -> None:
    answer = send(client, client.get(page).text, {**answers, "answer": "yes"}, page)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert set(states(database).values()) == {"requested"}


def test_no_needs_no_name(client: FlaskClient, page: str, database: Database) -> None:
    assert send(client, client.get(page).text, {"use_gallery": "y", "answer": "no"}, page).status_code == 303
    assert set(states(database).values()) == {"refused"}
    assert "You agreed to nothing here" in client.get(page).text


def test_an_answer_counts_once(client: FlaskClient, page: str, database: Database) -> None:
    form = client.get(page).text
    send(client, form, {"answer": "no"}, page)
    send(client, form, {"use_gallery": "y", "name": "Gerda", "answer": "yes"}, page)
    assert set(states(database).values()) == {"refused"}


def test_after_three_days_it_is_too_late(
    client: FlaskClient, page: str, database: Database, clock: Clock
) -> None:
    form = client.get(page).text
    clock.advance(hours=73)
    send(client, form, {"use_gallery": "y", "name": "Gerda", "answer": "yes"}, page)
    assert set(states(database).values()) == {"requested"}
    assert 'name="use_gallery"' not in client.get(page).text


def test_the_photo_is_shown_to_who_is_asked_and_not_once_they_said_no(
    client: FlaskClient, page: str, sent: Submission
) -> None:
    key = sent.photos[0].renditions[0].key
    form = client.get(page).text
    assert f"{page}/media/{key}" in form
    with client.get(f"{page}/media/{key}") as picture:
        assert picture.data == b"pic"
    send(client, form, {"answer": "no"}, page)
    assert client.get(f"{page}/media/{key}").status_code == 404
    assert sent.story not in client.get(page).text


def test_a_made_up_link_leads_nowhere(
    client: FlaskClient, page: str, services: Services, running: World
) -> None:
    assert client.get(page + "x").status_code == 404
    assert client.get(services.links.my(running.customer).replace("/my/", "/consent/")).status_code == 404


def test_somebody_in_the_photo_is_asked_about_themselves(
    client: FlaskClient, page: str, database: Database, asked: Consent
) -> None:
    with database.write(EVERYONE) as session:
        for one in session.scalars(select(Consent).where(Consent.person == asked.person)):
            one.party = "depicted"
    form = client.get(page).text
    assert "May we show this photo of you?" in form
    assert "says that you can be seen in it" in form
    send(client, form, {"use_gallery": "y", "name": "Ben", "answer": "yes"}, page)
    assert "Your answer about a photo of you" in client.get(page).text


def test_a_young_senders_guardian_is_asked_about_what_they_sent(
    client: FlaskClient, page: str, database: Database, sent: Submission
) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Submission, sent.id).shows_child = "no"
    assert "May we show what your child sent?" in client.get(page).text


def test_their_receipt_is_theirs_once_they_answered(client: FlaskClient, page: str) -> None:
    for path in (f"{page}/receipt", f"{page}/receipt.json"):
        assert client.get(path).status_code == 404
    answers = {"use_gallery": "y", "name": "Gerda Rahman", "answer": "yes"}
    send(client, client.get(page).text, answers, page)
    html = client.get(f"{page}/receipt").text
    assert "What you, Gerda Rahman, agreed to" in html
    receipt = client.get(f"{page}/receipt.json").get_json()
    uses = receipt["pii_processing"]["purposes"]
    assert {one["purpose"]: one["event_state"] for one in uses} == {"gallery": "given", "reshare": "refused"}
