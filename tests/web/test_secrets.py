"""What opens an account stands on no page, whatever goes wrong while somebody looks: on theirs or on ours."""

import logging
from collections.abc import Iterator

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from tests.support.bluesky import BlueskyServer
from tests.support.dumps import dumped
from tests.support.graph import REFUSALS as BY_GRAPH
from tests.support.graph import GraphServer
from tests.support.instagram import REFUSALS as BY_INSTAGRAM
from tests.support.instagram import InstagramServer
from tests.support.listening import TAG, VAULT, Ear, channel, define
from tests.support.mastodon import MastodonServer
from tests.support.people import World, member
from tests.web.staff import signed_in, token
from ugc import accounts
from ugc.db import EVERYONE
from ugc.models import Channel
from ugc.settings import Settings
from ugc.wiring import Services

APP_SECRET, VERIFY = "app-secret-3f0c", "verify-me-77a1"
PAGES = ("/staff/", "/staff/finds", "/staff/finds?state=asked", "/staff/channels", "/staff/planner")
ERRORS = {"/nothing": 404, "/staff/nothing": 404, "/hooks/instagram": 403, "/faster": 409, "/broken": 500}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    loopback = Settings(secret_key="k" * 40, allow_private="127.0.0.0/8").allow_private
    hook = {"instagram_app_secret": APP_SECRET, "instagram_verify_token": VERIFY}
    return settings.model_copy(update={"allow_private": loopback, **hook})


@pytest.fixture
def ear(
    services: Services,
    running: World,
    mastodon: MastodonServer,
    bluesky: BlueskyServer,
    instagram: InstagramServer,
    graph: GraphServer,
) -> Ear:
    """A campaign that hears every network there is."""
    servers = {"mastodon": mastodon, "bluesky": bluesky, "instagram": instagram, "instagram-graph": graph}
    for name, server in servers.items():
        channel(services.database, running, name, server.base_url, server.token)  # type: ignore[attr-defined]
    define(services.database, running.campaign, networks=["mastodon", "bluesky", "instagram"])
    graph.now = instagram.now = services.clock
    return Ear(services.database, services.store, services.door, running, services.clock)  # type: ignore[arg-type]


@pytest.fixture
def desk(app: Flask, ear: Ear) -> FlaskClient:
    """The brand's owner."""
    with ear.database.write(EVERYONE) as session:
        owner = member(session, ear.world.brand, "Ola", "owner", may_speak=True)
    return signed_in(app, owner)


def broken(ear: Ear) -> None:
    """A view that goes wrong with every account open before it."""
    with ear.database.read(EVERYONE) as session:
        opened = [accounts.network(ear.database, row, VAULT, ear.door) for row in session.query(Channel)]
    raise RuntimeError(f"a mistake of ours with {opened}")


def faults(
    mastodon: MastodonServer, bluesky: BlueskyServer, instagram: InstagramServer, graph: GraphServer
) -> Iterator[None]:
    """Everything goes wrong in every way it can, everywhere at once."""
    statuses = (400, 401, 403, 404, 422, 429, 500, 503)
    for number in range(max(len(BY_GRAPH), len(BY_INSTAGRAM))):
        graph.refuse("", list(BY_GRAPH)[number % len(BY_GRAPH)], 2)
        instagram.refuse("", list(BY_INSTAGRAM)[number % len(BY_INSTAGRAM)], 2)
        status = statuses[number % len(statuses)]
        said = {"error": f"The token {mastodon.token[:4]} is no good"}
        mastodon.fault("GET", "/*", status=status, body=said, count=2)
        for method in ("app.bsky.feed.searchPosts", "com.atproto.server.getSession"):
            bluesky.fault(method, status, ("ExpiredToken", "InvalidToken", "Odd")[number % 3])
        yield


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_page_shows_what_opens_an_account(
    app: Flask,
    ear: Ear,
    desk: FlaskClient,
    mastodon: MastodonServer,
    bluesky: BlueskyServer,
    instagram: InstagramServer,
    graph: GraphServer,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    app.add_url_rule("/broken", "broken", lambda: broken(ear))
    app.add_url_rule("/faster", "faster", lambda: abort(409))
    mastodon.post(f"Puddle day #{TAG}", token=mastodon.outsider)
    bluesky.post(f"Puddle day #{TAG}", bluesky.outsider)
    ear.listen()
    assert len(ear.finds()) == 2
    channels = ear.rows(Channel)
    seen: list[str] = []
    for _ in faults(mastodon, bluesky, instagram, graph):
        ear.listen()
        said = token(desk.get("/staff/channels").text)
        ear.clock.advance(hours=2)
        for one in channels:
            path = f"/staff/channels/{one.id}/check"
            seen.append(desk.post(path, data={"csrf_token": said}, follow_redirects=True).text)
        seen += [desk.get(path).text for path in PAGES]
    for nobody in (app.test_client(), desk):
        for path, status in ERRORS.items():
            answer = nobody.get(path)
            assert answer.status_code == status
            seen.append(answer.text + str(answer.headers))
        seen += [nobody.get(path).text for path in ("/", f"/c/{ear.world.campaign.slug}", "/readyz")]
    out, err = capfd.readouterr()
    everywhere = "".join(seen) + dumped(ear.database) + caplog.text + out + err
    assert "Something broke on our side" in everywhere
    assert "Sign in again" in everywhere
    secrets = {mastodon.token, graph.token, "brand-pass-81c2", "brand-app-pass", APP_SECRET, VERIFY}
    for secret in secrets | {*instagram.sessions, *bluesky.access, *bluesky.refresh}:
        assert secret not in everywhere
    assert len(bluesky.refresh) > 1
