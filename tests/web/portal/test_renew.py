"""Links to my page: guessed, expired, revoked; renewed by mail without telling anybody who exists."""

import re
import time
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.people import World, submission
from tests.support.people import customer as another_visit
from tests.web.forms import send
from ugc import converse
from ugc.db import EVERYONE, Database
from ugc.models import Customer, Mail, Submission
from ugc.platforms.outbox import Memory
from ugc.wiring import Services


def letters(services: Services) -> list[str]:
    """The texts of the letters that wait, as they go out."""
    mailer = Memory("hello@ugc.example")
    with services.database.read(EVERYONE) as session:
        waiting = session.scalars(select(Mail.id).where(Mail.kind == "link", Mail.state == "queued")).all()
    for mail_id in waiting:
        converse.send(services.database, mailer, services.links, mail_id)
    return [letter.text for letter in mailer.letters]


def ask(client: FlaskClient, email: str) -> tuple[int, str]:
    answer = send(client, client.get("/my").text, {"email": email}, "/my")
    return answer.status_code, re.sub(r'(nonce|value)="[^"]*"', "", answer.text)


def expired(services: Services, customer: Customer, monkeypatch: pytest.MonkeyPatch) -> str:
    """A link made 401 days ago."""
    moment = int(time.time() - timedelta(days=401).total_seconds())
    monkeypatch.setattr("itsdangerous.TimestampSigner.get_timestamp", lambda self: moment)
    made = services.links.my(customer).removeprefix(services.links.base)
    monkeypatch.undo()
    return made


def test_links_that_do_not_open_say_so_alike_and_how_to_get_another(
    client: FlaskClient, page: str, running: World, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = expired(services, running.customer, monkeypatch)
    with services.database.write(EVERYONE) as session:
        session.get_one(Customer, running.customer.id).link_number += 1
    answers = [client.get(path) for path in ("/my/guessed", page[:-3], page, old, f"{page}/erase")]
    assert {answer.status_code for answer in answers} == {404}
    assert all("This link no longer opens" in answer.text for answer in answers)
    assert len({re.sub(r'(nonce|value)="[^"]*"', "", answer.text) for answer in answers}) == 1
    assert 'action="/my"' in answers[0].text


def test_a_fresh_link_goes_to_the_address_and_opens(
    client: FlaskClient, sent: Submission, running: World, services: Services, database: Database
) -> None:
    with database.write(EVERYONE) as session:
        again = another_visit(session, running.brand, "Carla")
        submission(session, running, author=again)
    assert ask(client, " Carla@Example.NET ")[0] == 200
    (letter,) = letters(services)
    links = re.findall(r"http://127.0.0.1:8000(/my/\S+)", letter)
    assert [client.get(link).status_code for link in links] == [200, 200]
    assert "“Little Wearers”" in letter


def test_nobody_learns_whether_an_address_is_known(
    client: FlaskClient, sent: Submission, services: Services
) -> None:
    assert ask(client, "carla@example.net") == ask(client, "nobody@example.net")
    assert len(letters(services)) == 1


def test_something_that_is_no_address_is_said_to_be_none(client: FlaskClient) -> None:
    status, html = ask(client, "carla")
    assert status == 422
    assert "does not look like an email address" in html


def test_an_address_is_not_flooded_with_letters(
    client: FlaskClient, sent: Submission, services: Services, clock: Clock
) -> None:
    for _ in range(5):
        assert ask(client, "carla@example.net")[0] == 200
    assert len(letters(services)) == 3
    clock.advance(minutes=61)
    ask(client, "carla@example.net")
    assert len(letters(services)) == 1


def test_trying_many_addresses_is_slowed_down(client: FlaskClient, running: World) -> None:
    answers = [ask(client, f"guess{number}@example.net")[0] for number in range(21)]
    assert answers == [200] * 20 + [429]


def test_a_link_is_ended_by_its_owner_and_a_new_one_sent(
    client: FlaskClient, page: str, sent: Submission, services: Services
) -> None:
    assert client.get(f"{page}/revoke").status_code == 405
    answer = send(client, client.get(page).text, {}, f"{page}/revoke")
    assert answer.status_code == 200
    assert client.get(page).status_code == 404
    (letter,) = letters(services)
    (fresh,) = re.findall(r"http://127.0.0.1:8000(/my/\S+)", letter)
    assert client.get(fresh).status_code == 200


def test_all_of_it_is_taken_back_with_one_click(
    client: FlaskClient, page: str, another_page: str, sent: Submission, running: World, database: Database
) -> None:
    assert "Take everything back" not in client.get(page).text
    with database.write(EVERYONE) as session:
        second = submission(session, running, state="approved")
        others = submission(session, running, author=running.another_customer, state="approved")
    send(client, client.get(page).text, {}, f"{page}/withdraw")
    with database.read(EVERYONE) as session:
        states = {row.id: row.state for row in session.scalars(select(Submission))}
    assert states == {sent.id: "withdrawn", second.id: "withdrawn", others.id: "approved"}
