"""The page where the author of a find decides: proof first, boxes unticked, no without any proof."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.finds import a_find
from tests.support.people import World
from tests.web.staff import token
from ugc.collect.finds.answers import note
from ugc.consent.ages import GROWN
from ugc.db import EVERYONE, Database
from ugc.definitions import load
from ugc.lifecycle import ENGINE, move
from ugc.links import Links
from ugc.models import Channel, Consent, Find, Submission
from ugc.wiring import Services

YES = {"answer": "yes", "name": "Ana", "credit": "name", "age": str(GROWN), "use_gallery": "y"}


@pytest.fixture
def find(database: Database, running: World) -> Find:
    with database.write(EVERYONE) as session:
        channel = Channel(brand_id=running.brand.id, network="mastodon", name="mastodon", secret="")
        channel.base_url = "https://a.example"
        session.add(channel)
        session.flush()
        row = a_find(session, running, running.brand, channel, "Puddles <script>", 5)
        move(session, row, "asked", ENGINE)
    return row


@pytest.fixture
def links(services: Services) -> Links:
    return services.links


def path(link: str) -> str:
    return "/claim/" + link.split("/claim/")[1]


def post(client: FlaskClient, address: str, more: str = "", **fields: str) -> int:
    fields["csrf_token"] = token(client.get(address).text)
    return client.post(address + more, data=fields).status_code


def state(database: Database, find: Find) -> tuple[str, str]:
    with database.read(EVERYONE) as session:
        row = session.get_one(Find, find.id)
        return row.state, session.get_one(Submission, row.submission_id).state


def test_a_public_link_asks_for_proof_and_lets_nobody_grant(
    client: FlaskClient, database: Database, find: Find, links: Links
) -> None:
    address = path(links.claim(find))
    page = client.get(address).text
    assert "Puddles &lt;script&gt;" in page
    assert "use_gallery" not in page
    assert post(client, address, **YES) == 403
    assert state(database, find) == ("asked", "found")


def test_the_code_that_this_browser_was_shown_opens_the_form(
    app: Flask, client: FlaskClient, database: Database, find: Find, links: Links
) -> None:
    address = path(links.claim(find))
    code = re.search(r"<code>(\w+)</code>", client.get(address).text)
    assert code
    with database.write(EVERYONE) as session:
        row = session.get_one(Find, find.id)
        note(session, load(row.campaign.revision), row, f"It is me: {code[1].upper()}", "https://a.example/r")
    assert "use_gallery" not in app.test_client().get(address).text  # a bystander with the same public link
    assert post(app.test_client(), address, **YES) == 403
    assert "use_gallery" in client.get(address).text
    assert post(client, address, **YES) == 303
    assert state(database, find) == ("granted", "ready")
    assert "/my/" in client.get(address).text
    assert "/my/" not in app.test_client().get(address).text


def test_whose_post_it_is_its_author_says(
    client: FlaskClient, database: Database, find: Find, links: Links
) -> None:
    with database.write(EVERYONE) as session:
        row = session.get_one(Find, find.id)
        row.author_id = row.author_handle = ""
        row.author_name = "Somebody on Instagram"
    assert "from the account that posted this" in client.get(path(links.claim(find))).text
    address = path(links.claim(find, private=True))
    assert "Somebody on" not in client.get(address).text
    assert post(client, address, **{**YES, "credit": "handle", "handle": "@ana"}) == 303
    assert state(database, find) == ("granted", "ready")
    with database.read(EVERYONE) as session:
        row = session.get_one(Find, find.id)
        assert (row.author_name, row.author_handle, row.author_id) == ("Ana", "@ana", "")
        assert row.submission.customer.name == "Ana"


def test_who_got_the_link_alone_needs_no_code(
    client: FlaskClient, database: Database, find: Find, links: Links
) -> None:
    address = path(links.claim(find, private=True))
    page = client.get(address).text
    assert "checked" not in re.search(r'<input[^>]*name="use_gallery"[^>]*>', page)[0]  # type: ignore[index]
    assert post(client, address, **{**YES, "use_gallery": ""}) == 422
    assert post(client, address, **YES) == 303
    assert state(database, find) == ("granted", "ready")
    with database.read(EVERYONE) as session:
        kept = {(consent.purpose, consent.state) for consent in session.query(Consent)}
    assert ("gallery", "given") in kept
    assert ("ads", "refused") in kept
    assert "Thank you" in client.get(address).text


def test_a_no_needs_no_proof_and_is_kept(
    client: FlaskClient, database: Database, find: Find, links: Links
) -> None:
    address = path(links.claim(find))
    assert post(client, address, answer="no") == 303
    assert state(database, find) == ("refused", "withdrawn")
    page = client.get(address).text
    assert "will not ask you again" in page
    assert "Puddles" not in page


def test_i_have_replied_listens_soon(client: FlaskClient, find: Find, links: Links) -> None:
    assert post(client, path(links.claim(find)), "/replied") == 303


def test_a_link_nobody_made_and_one_for_another_page_lead_nowhere(client: FlaskClient, find: Find) -> None:
    for made in ("x", Links("https://a.example", "z" * 40).claim(find, private=True).split("/claim/")[1]):
        assert client.get(f"/claim/{made}").status_code == 404
