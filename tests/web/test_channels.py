"""Connecting accounts at the desk, against a real server."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.mastodon import MastodonServer
from tests.support.people import World
from tests.web.conftest import KEY
from tests.web.staff import signed_in, token
from ugc.db import EVERYONE, Database
from ugc.models import Channel, Member
from ugc.settings import Settings
from ugc.vault import Vault


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The operator lets channels live on loopback, where the test's server is."""
    return settings.model_copy(
        update={"allow_private": Settings(secret_key=KEY, allow_private="127.0.0.0/8").allow_private}
    )


@pytest.fixture
def owner(app: Flask, database: Database, running: World) -> FlaskClient:
    with database.write(EVERYONE) as session:
        session.get_one(Member, running.moderator.id).role = "owner"
    return signed_in(app, running.moderator)


def connect(client: FlaskClient, server: MastodonServer, **fields: str) -> TestResponse:
    form = {
        "csrf_token": token(client.get("/staff/channels").text),
        "network": "mastodon",
        "name": "mastodon",
    }
    form |= {"base_url": server.base_url, "token": server.token} | fields
    return client.post("/staff/channels", data=form)


def only(database: Database) -> Channel:
    with database.read(EVERYONE) as session:
        return session.query(Channel).one()


def test_an_account_is_connected_and_its_token_sealed(
    owner: FlaskClient, database: Database, mastodon: MastodonServer
) -> None:
    assert connect(owner, mastodon).status_code == 303
    page = owner.get("/staff/channels").text
    assert "Connected as @pipandmoss@" in page
    assert "In order" in page
    assert mastodon.token not in page
    kept = only(database)
    assert mastodon.token not in kept.secret
    assert Vault(KEY).open(kept.secret) == mastodon.token


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"token": "wrong"}, "no longer accepts our key"),
        ({"base_url": "https://10.0.0.1"}, "private network"),
        ({"base_url": "gopher://x"}, "not an address we can open"),
        ({"name": "Not A Slug"}, "needs another look"),
        ({"base_url": ""}, "needs another look"),
    ],
)
def test_what_does_not_work_is_refused_with_the_reason(
    owner: FlaskClient, database: Database, mastodon: MastodonServer, fields: dict[str, str], says: str
) -> None:
    response = connect(owner, mastodon, **fields)
    assert response.status_code == 422
    assert says in response.text
    assert mastodon.token not in response.text
    with database.read(EVERYONE) as session:
        assert session.query(Channel).all() == []


def test_a_channel_for_posting_by_hand(owner: FlaskClient, mastodon: MastodonServer) -> None:
    by_hand = {"network": "manual", "name": "pics", "base_url": "https://pics.example/pip", "token": ""}
    assert connect(owner, mastodon, **by_hand).status_code == 303
    assert "Looked after by hand" in owner.get("/staff/channels").text


def test_a_broken_channel_is_found_by_checking_and_mended_by_signing_in_again(
    owner: FlaskClient, database: Database, mastodon: MastodonServer
) -> None:
    connect(owner, mastodon)
    with database.write(EVERYONE) as session:
        session.query(Channel).one().secret = Vault(KEY).seal("revoked")
    form = {"csrf_token": token(owner.get("/staff/channels").text)}
    here = f"/staff/channels/{only(database).id}"
    owner.post(f"{here}/check", data=form)
    assert "Needs you" in owner.get("/staff/channels").text
    owner.post(f"{here}/key", data=form | {"token": "wrong too"})
    assert only(database).problem
    owner.post(f"{here}/key", data=form | {"token": mastodon.token})
    assert only(database).problem is None
    owner.post(f"{here}/check", data=form)
    assert "In order" in owner.get("/staff/channels").text


def test_only_who_may_connects_and_nobody_another_brands(
    app: Flask, owner: FlaskClient, running: World, database: Database, mastodon: MastodonServer
) -> None:
    connect(owner, mastodon)
    here = f"/staff/channels/{only(database).id}/check"
    spokesperson, outsider = signed_in(app, running.spokesperson), signed_in(app, running.outsider)
    page = spokesperson.get("/staff/channels")
    assert "Connect a channel" not in page.text
    assert "mastodon" in page.text
    assert spokesperson.post(here, data={"csrf_token": token(page.text)}).status_code == 403
    page = outsider.get("/staff/channels")
    assert mastodon.base_url not in page.text
    assert outsider.post(here, data={"csrf_token": token(page.text)}).status_code == 404
