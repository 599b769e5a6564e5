"""Mail scanners and strangers: opening any link confirms nothing, and a token opens only what is its own."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Row, select

from tests.support.clock import Clock
from tests.support.people import World, consent, submission
from tests.support.reshares import approved
from tests.support.routes import addresses
from tests.web.forms import hidden, send
from ugc.consent.withdraw import take_back
from ugc.db import EVERYONE, Database
from ugc.links import MY_PAGE_LIVES, Links
from ugc.models import Base, Consent, Customer, Submission
from ugc.wiring import Services

YES = {"use_gallery": "y", "name": "Gerda Rahman", "answer": "yes"}


@pytest.fixture
def asked(database: Database, running: World, services: Services) -> Consent:
    """A guardian is asked about an approved photo."""
    with database.write(EVERYONE) as session:
        row = approved(session, running, services.store)
        row.shows_child = "other"
        return _ask(session.get_one(Submission, row.id), running)


def _ask(row: Submission, world: World) -> Consent:
    question = consent(world, row, "gallery", "requested", "guardian")
    question.name, question.expires_at = "", row.created_at + timedelta(hours=72)
    row.consents.append(question)
    return question


def path(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def rows(database: Database) -> dict[str, list[Row[tuple[object, ...]]]]:
    with database.engine.connect() as connection:
        tables = Base.metadata.sorted_tables
        return {each.name: sorted(connection.execute(each.select()), key=repr) for each in tables}


def everywhere(app: Flask, world: World, about: str, *tokens: str) -> Iterator[tuple[str, str]]:
    """Every endpoint and address, with these tokens, and one submission's id for everything else."""
    values = {name: [about] for rule in app.url_map.iter_rules() for name in rule.arguments}
    values |= {"slug": [world.campaign.slug], "/b/<slug> slug": [world.brand.slug]}
    return addresses(app, values | {"token": [token.rsplit("/", 1)[-1] for token in tokens]})


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_opening_any_link_changes_nothing(
    app: Flask, database: Database, running: World, asked: Consent, services: Services, method: str
) -> None:
    scanner, before = app.test_client(), rows(database)
    good = services.links.my(running.customer), services.links.asked(asked)
    for _, address in everywhere(app, running, asked.submission_id, *good):
        scanner.open(address, method=method).close()
        assert rows(database) == before, address


def test_a_guessed_token_opens_nothing(
    app: Flask, client: FlaskClient, running: World, asked: Consent, services: Services
) -> None:
    other = Links(services.links.base, "another secret key of forty letters, at least")
    guesses = ["x", "WyJhIl0.aaaa.bbbb", other.my(running.customer), other.asked(asked)]
    closed = {rule.endpoint for rule in app.url_map.iter_rules() if "token" in rule.arguments}
    for endpoint, address in everywhere(app, running, asked.submission_id, *guesses):
        if endpoint in closed:
            assert client.get(address).status_code == 404, address


def test_a_token_for_one_thing_opens_no_other(
    client: FlaskClient, running: World, asked: Consent, services: Services
) -> None:
    mine, theirs = services.links.my(running.customer), services.links.asked(asked)
    assert client.get(path(mine)).status_code == client.get(path(theirs)).status_code == 200
    assert client.get(path(mine).replace("/my/", "/consent/")).status_code == 404
    assert client.get(path(theirs).replace("/consent/", "/my/")).status_code == 404


def test_an_expired_link_opens_nothing(
    client: FlaskClient, running: World, asked: Consent, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ugc.links.MY_PAGE_LIVES", timedelta(seconds=-1))
    assert timedelta(days=300) < MY_PAGE_LIVES
    for link in (services.links.my(running.customer), services.links.asked(asked)):
        assert client.get(path(link)).status_code == 404


def test_a_link_used_twice_answers_once(
    client: FlaskClient, database: Database, asked: Consent, services: Services
) -> None:
    page = path(services.links.asked(asked))
    form = client.get(page).text
    assert send(client, form, YES, page).status_code == 303
    assert send(client, form, {"answer": "no"}, page).status_code == 303
    with database.read(EVERYONE) as session:
        assert session.get_one(Consent, asked.id).state == "given"


def test_another_customers_token_reaches_nothing_of_mine(
    app: Flask, client: FlaskClient, database: Database, running: World, asked: Consent, services: Services
) -> None:
    theirs = path(services.links.my(running.another_customer))
    token = hidden(client.get("/c/little-wearers/submit").text)["csrf_token"]
    before = rows(database)
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/my/<token>/<submission_id>"):
            address = rule.rule.replace("/my/<token>", theirs).replace("<submission_id>", asked.submission_id)
            for method in {"GET", "POST"} & (rule.methods or set()):
                data = {"csrf_token": token, "use": "gallery"}
                assert client.open(address, method=method, data=data).status_code == 404, address
    assert rows(database) == before


def test_after_revocation_the_old_link_is_none(
    client: FlaskClient, database: Database, running: World, asked: Consent, services: Services
) -> None:
    old, question = path(services.links.my(running.customer)), path(services.links.asked(asked))
    with database.write(EVERYONE) as session:
        customer = session.get_one(Customer, running.customer.id)
        customer.link_number += 1
        take_back(session, session.get_one(Submission, asked.submission_id))
    assert client.get(old).status_code == 404
    assert client.get(path(services.links.my(customer))).status_code == 200
    closed = client.get(question)
    assert 'name="use_gallery"' not in closed.text
    with database.read(EVERYONE) as session:
        photos = session.scalars(select(Submission)).one().photos
    for key in (one.key for photo in photos for one in photo.renditions):
        assert client.get(f"{question}/media/{key}").status_code == 404


def test_after_three_days_the_question_is_closed(
    client: FlaskClient, database: Database, asked: Consent, services: Services, clock: Clock
) -> None:
    page = path(services.links.asked(asked))
    form = client.get(page).text
    clock.advance(hours=73)
    send(client, form, YES, page)
    with database.read(EVERYONE) as session:
        assert session.get_one(Consent, asked.id).state != "given"


def test_another_persons_question_is_not_answered_by_mine(
    client: FlaskClient, database: Database, running: World, asked: Consent, services: Services
) -> None:
    with database.write(EVERYONE) as session:
        another = _ask(submission(session, running, author=running.another_customer), running)
    page = path(services.links.asked(another))
    send(client, client.get(page).text, YES, page)
    with database.read(EVERYONE) as session:
        states = {
            row.id: row.state for row in session.scalars(select(Consent).where(Consent.party == "guardian"))
        }
    assert states == {asked.id: "requested", another.id: "given"}
