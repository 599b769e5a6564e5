"""A week of listening, posting and taking down, on a clock that is handed in, on every network at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.support.bluesky import BlueskyServer
from tests.support.clock import Clock
from tests.support.graph import GraphServer
from tests.support.instagram import InstagramServer
from tests.support.listening import TAG, Ear, channel, define
from tests.support.mastodon import MastodonServer
from tests.support.posts import LOOPBACK
from tests.support.reshares import Desk, approved
from ugc.db import EVERYONE
from ugc.models import Channel, Reshare
from ugc.platforms import NETWORKS, Door
from ugc.platforms.answer import Answer
from ugc.platforms.listening import Budget
from ugc.platforms.request import Request

HOUR = timedelta(hours=1)
SMALL = {"mastodon": 9, "bluesky": 8, "instagram": 4, "instagram-graph": 12}
"""Less an hour than a busy one needs, so that each budget has to hold."""


class WatchedDoor(Door):
    """Notes when it is passed, and where to."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(LOOPBACK, connect=5, read=30, total=60, clock=clock)
        self.passed: list[tuple[datetime, str]] = []

    def _answer(self, request: Request) -> Answer:
        self.passed.append((self.now(), request.url))
        return super()._answer(request)

    def times(self, address: str) -> list[datetime]:
        """When it was passed to what begins so."""
        return [at for at, url in self.passed if url.startswith(address)]


@pytest.fixture
def asked(
    hears: Ear,
    mastodon: MastodonServer,
    bluesky: BlueskyServer,
    instagram: InstagramServer,
    graph: GraphServer,
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, Callable[[], list[datetime]]]:
    """A campaign that hears every network there is; when each was asked something, pictures aside."""
    servers = {"mastodon": mastodon, "bluesky": bluesky, "instagram": instagram, "instagram-graph": graph}
    for name, server in servers.items():
        able = replace(NETWORKS[name].capabilities, budget=Budget(SMALL[name], HOUR))
        monkeypatch.setattr(NETWORKS[name], "capabilities", able)
        channel(hears.database, hears.world, name, server.base_url, server.token)  # type: ignore[attr-defined]
    define(
        hears.database,
        hears.world.campaign,
        networks=["mastodon", "bluesky", "instagram"],
        tags=[TAG],
        every="6h",
    )
    instagram.now = graph.now = hears.clock
    hears.door = door = WatchedDoor(hears.clock)
    return {
        "mastodon": lambda: door.times(f"{mastodon.base_url}/api/"),
        "bluesky": lambda: door.times(f"{bluesky.base_url}/xrpc/"),
        "instagram": lambda: instagram.asked_at,
        "instagram-graph": lambda: door.times(graph.base_url.rpartition("/")[0]),
    }


def test_a_week_stays_within_every_networks_budget(
    hears: Ear,
    asked: dict[str, Callable[[], list[datetime]]],
    mastodon: MastodonServer,
    bluesky: BlueskyServer,
    instagram: InstagramServer,
    graph: GraphServer,
) -> None:
    """Every day a post on each network, somebody impatient, and a reshare; most are taken back at once."""
    for day in range(7):
        text = f"Day {day} #{TAG}"
        mastodon.post(text, token=mastodon.outsider)
        bluesky.post(text, bluesky.outsider)
        instagram.share(text, "A boot", at=hears.clock())
        graph.share(f"{text} @pipandmoss", "A boot")
        ours = desk(hears, ("mastodon", "bluesky")[day % 2])
        for hours in (0, 0, 6, 18):
            hears.listen()
            ours.work()
            hears.later(hours=hours)
        if day < 5:
            ours.withdraw()
            ours.work()
    for name, times in asked.items():
        assert SMALL[name] / 2 < busiest(times()) <= SMALL[name], name
        found = {find.caption for find in hears.finds() if find.channel.network == name}
        assert len(found) == 7, name
    assert sorted(row.state for row in hears.rows(Reshare)) == ["removed"] * 5 + ["sent"] * 2
    assert list(graph.hashtags) == [TAG]


def desk(ear: Ear, network: str) -> Desk:
    """Something new, to be posted at once."""
    with ear.database.write(EVERYONE) as session:
        about = approved(session, ear.world, ear.store)
        [there] = [row for row in session.query(Channel) if row.network == network]
        made = Desk(ear.database, ear.world, ear.store, ear.door, there.id, about.id)
    made.plan_now()
    return made


def busiest(times: list[datetime]) -> int:
    """The most questions in any hour."""
    return max(sum(at - HOUR < other <= at for other in times) for at in times)
