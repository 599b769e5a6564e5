from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.clock import Clock
from tests.support.listening import Ear, channel, define, ear
from tests.support.mastodon import MastodonServer
from tests.support.people import World
from tests.support.posts import LOOPBACK
from ugc.db import Database
from ugc.platforms import Door


@pytest.fixture
def door(clock: Clock) -> Iterator[Door]:
    """A door that may enter loopback and is impatient."""
    door = Door(LOOPBACK, connect=2, read=10, total=20, clock=clock)
    yield door
    door.close()


@pytest.fixture
def hears(database: Database, door: Door, world: World, clock: Clock, tmp_path: Path) -> Ear:
    """A campaign that listens on Mastodon, without a channel yet."""
    define(database, world.campaign, networks=["mastodon"])
    return ear(database, door, world, clock, tmp_path)


@pytest.fixture
def listening(hears: Ear, mastodon: MastodonServer) -> Ear:
    """The same, through the brand's account on the server."""
    channel(hears.database, hears.world, "mastodon", mastodon.base_url, mastodon.token)
    return hears
