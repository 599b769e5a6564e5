"""What opens an account stands in no log, no sentence for the desk, no page and no dump of the database."""

import logging

import pytest

from tests.support.dumps import dumped
from tests.support.graph import REFUSALS, GraphServer
from tests.support.instagram import InstagramServer
from tests.support.listening import TAG, Ear, channel, define
from tests.support.mastodon import MastodonServer
from ugc.db import EVERYONE
from ugc.models import Member


@pytest.fixture
def everywhere(
    hears: Ear, mastodon: MastodonServer, instagram: InstagramServer, graph: GraphServer
) -> dict[str, str]:
    """Channels on every server there is; their secrets."""
    define(hears.database, hears.world.campaign, networks=["mastodon", "instagram"])
    for name, server in (("mastodon", mastodon), ("instagram", instagram), ("instagram-graph", graph)):
        channel(hears.database, hears.world, name, server.base_url, server.token)  # type: ignore[attr-defined]
    return {"mastodon": mastodon.token, "instagram": "brand-pass-81c2", "graph": graph.token}


def test_secrets_stand_nowhere_in_the_open(
    hears: Ear,
    everywhere: dict[str, str],
    mastodon: MastodonServer,
    instagram: InstagramServer,
    graph: GraphServer,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Everything works once, then everything goes wrong in every way it can, one after the other."""
    caplog.set_level(logging.DEBUG)
    with hears.database.write(EVERYONE) as session:
        session.get_one(Member, hears.world.moderator.id).role = "owner"
    mastodon.post(f"Puddle day #{TAG}", token=mastodon.outsider)
    instagram.share(f"Puddle day #{TAG}", "A boot")
    graph.share(f"Puddle day with @pipandmoss #{TAG}", "A boot")
    hears.listen()
    hears.tend()
    assert len(hears.finds()) == 3
    problems = []
    for how in REFUSALS:
        graph.refuse("/ig_hashtag_search", how)
        problems += _problems(hears)
    for how in ("checkpoint", "login required", "html", "trouble"):
        instagram.refuse("/api/v1/tags/", how)
        problems += _problems(hears)
    for status in (401, 403, 500):
        said = {"error": f"The token {mastodon.token[:4]} is no good"}
        mastodon.fault("GET", "/api/v1/timelines/tag/*", status=status, body=said)
        problems += _problems(hears)
    assert len(problems) > len(REFUSALS)
    written = dumped(hears.database)
    assert f"Puddle day #{TAG}" in written  # the dump is one
    out, err = capfd.readouterr()
    secrets = [*everywhere.values(), *instagram.sessions]
    assert len(secrets) == 4
    for secret in secrets:
        assert secret not in written + caplog.text + out + err + "".join(problems)


def _problems(ear: Ear) -> list[str]:
    heard = [one for one in ear.listen() if one]
    return [repr(one.problem) + one.problem.message for one in heard if one.problem]
