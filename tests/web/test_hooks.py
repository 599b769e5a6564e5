"""What Instagram tells us by itself: proved, signed, kept once, and of use to nobody who cannot sign."""

import hmac
import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.support.graph import NUMBER, GraphServer
from tests.support.listening import TAG, Ear, channel, define
from tests.support.people import World
from tests.support.posts import LOOPBACK
from ugc.platforms import Door
from ugc.platforms.instagram.hook import is_signed, mentions
from ugc.settings import Settings
from ugc.web import create_app
from ugc.wiring import Services

SECRET, VERIFY = "app-secret-3f0c", "verify-me-77a1"
HOOK = "/hooks/instagram"
ODD: tuple[Any, ...] = (
    None, 7, "", [], {}, {"entry": 7}, {"entry": [7]}, {"entry": [{"id": NUMBER, "changes": [None]}]},
    {"entry": [{"id": {}, "changes": [{"field": "mentions", "value": {"media_id": "%"}}]}]},
    {"entry": [{"id": NUMBER, "changes": [{"field": "mentions", "value": {"media_id": "１７"}}]}]},
    {"entry": [{"id": NUMBER, "changes": [{"field": "mentions", "value": {"media_id": "9" * 33}}]}]},
    {"entry": [{"id": NUMBER, "changes": [{"field": "comments", "value": {"media_id": "9"}}]}]},
)  # fmt: skip
"""Signed all the same: what nobody expects."""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"instagram_app_secret": SECRET, "instagram_verify_token": VERIFY})


@pytest.fixture
def ear(services: Services, world: World, graph: GraphServer) -> Ear:
    """A campaign that listens through the account, a first time already."""
    graph.now = services.clock
    define(services.database, world.campaign, networks=["instagram"])
    channel(services.database, world, "instagram-graph", graph.base_url, graph.token)
    door = Door(LOOPBACK, clock=services.clock)
    made = Ear(services.database, services.store, door, world, services.clock)  # type: ignore[arg-type]
    made.listen()
    return made


def message(*posts: str, account: str = NUMBER, **value: str) -> dict[str, Any]:
    changes = [{"field": "mentions", "value": {"media_id": post, **value}} for post in posts]
    return {"object": "instagram", "entry": [{"id": account, "time": 1795, "changes": changes}]}


def tell(client: FlaskClient, what: object, secret: str = SECRET) -> TestResponse:
    body = json.dumps(what).encode()
    signature = f"sha256={hmac.new(secret.encode(), body, sha256).hexdigest()}"
    return client.post(HOOK, data=body, headers={"X-Hub-Signature-256": signature})


def test_who_names_us_without_a_tag_is_found_once_however_often_we_are_told(
    ear: Ear, client: FlaskClient, graph: GraphServer
) -> None:
    tagged = graph.share(f"With @pipandmoss #{TAG}", "A boot")
    untagged = graph.share("Puddles in @pipandmoss", "A boot")
    for _ in range(3):
        assert tell(client, message(untagged, tagged, untagged)).status_code == 204
    ear.clock.advance(minutes=5)
    ear.listen_if_due()
    assert [find.remote_id for find in ear.finds()] == [tagged, untagged]
    assert [find.author_handle for find in ear.finds()] == ["@ana", "@ana"]
    asked = len(graph.asked)
    tell(client, message(untagged, tagged))  # a replay of what is known costs nothing
    assert ear.search().cursors["told"] == []
    ear.clock.advance(minutes=5)
    ear.listen_if_due()
    assert len(graph.asked) == asked


def test_nobody_is_asked_about_what_is_gone_or_names_somebody_else(
    ear: Ear, client: FlaskClient, graph: GraphServer
) -> None:
    gone, theirs = graph.share("@pipandmoss", "A boot"), graph.share("For @somebodyelse", "A boot")
    graph.delete(gone)
    tell(client, message(gone, theirs))
    tell(client, message("17900000000099999", account="99"))
    tell(client, message("17900000000099998", comment_id="5"))
    ear.listen()
    assert ear.finds() == []
    assert ear.search().cursors["told"] == []
    assert ear.search().problem is None


def test_what_we_were_told_waits_for_a_network_in_trouble_and_does_not_hurry_it(
    ear: Ear, client: FlaskClient, graph: GraphServer
) -> None:
    told = graph.share("Puddles in @pipandmoss", "A boot")
    graph.refuse(NUMBER, "slow down")
    tell(client, message(told))
    ear.listen()
    waits = ear.search().due_at
    tell(client, message("17900000000099999"))
    assert ear.search().due_at == waits
    ear.listen()
    assert [find.remote_id for find in ear.finds()] == [told]


@pytest.mark.parametrize(
    "signature", ["", "sha256=", "sha1=00", "sha256=" + "0" * 64, "sha256=é", "md5", "sha256=\udcff"]
)
def test_unsigned_words_are_turned_away(ear: Ear, client: FlaskClient, signature: str) -> None:
    body = json.dumps(message("17900000000000001")).encode()
    environ = {"HTTP_X_HUB_SIGNATURE_256": signature.encode(errors="surrogateescape").decode("latin-1")}
    assert client.post(HOOK, data=body, environ_overrides=environ).status_code == 403
    assert tell(client, message("17900000000000001"), secret="somebody else's").status_code == 403
    assert "told" not in ear.search().cursors or ear.search().cursors["told"] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_signed_nonsense_and_too_much_change_nothing(ear: Ear, client: FlaskClient) -> None:
    for what in ODD:
        assert tell(client, what).status_code == 204
    assert tell(client, message(*["1"] * 40_000)).status_code == 413
    assert not ear.search().cursors.get("told")
    tell(client, message(*[str(n) for n in range(1, 800)]))
    assert len(ear.search().cursors["told"]) == 500


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_address_is_proved_by_the_token_only(client: FlaskClient) -> None:
    proper = {"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "1158201444"}
    answer = client.get(HOOK, query_string=proper)
    assert (answer.status_code, answer.text, answer.mimetype) == (200, "1158201444", "text/plain")
    for wrong in ({"hub.verify_token": "é"}, {"hub.verify_token": ""}, {"hub.mode": "unsubscribe"}):
        assert client.get(HOOK, query_string=proper | wrong).status_code == 403
    for challenge in ("", "<script>", "1" * 201):
        assert client.get(HOOK, query_string=proper | {"hub.challenge": challenge}).status_code == 400


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_has_set_nothing_up_has_no_such_address(services: Services) -> None:
    unset = services.settings.model_copy(update={"instagram_app_secret": "", "instagram_verify_token": ""})
    client = create_app(unset, services=replace(services, settings=unset)).test_client()
    assert tell(client, message("1"), secret="").status_code == 404
    assert client.get(HOOK, query_string={"hub.mode": "subscribe", "hub.verify_token": ""}).status_code == 404


@given(st.binary(max_size=200), st.text(max_size=80))
def test_anything_at_all_is_read_without_harm(body: bytes, signature: str) -> None:
    assert not is_signed(body, signature, SECRET)
    assert mentions(body) == []
