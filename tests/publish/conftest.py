"""A store in memory, a door into loopback, and a desk with something to post."""

from collections.abc import Iterator
from ipaddress import ip_network

import pytest

from tests.support.mastodon import MastodonServer
from tests.support.people import World
from tests.support.reshares import Desk, approved, channel
from ugc.db import EVERYONE, Database
from ugc.platforms import Door
from ugc.stores import MemoryStore, Store


@pytest.fixture
def store() -> Store:
    return MemoryStore()


@pytest.fixture
def door() -> Iterator[Door]:
    door = Door((ip_network("127.0.0.0/8"),), connect=2, read=5, total=20)
    yield door
    door.close()


@pytest.fixture
def desk(database: Database, world: World, store: Store, door: Door, mastodon: MastodonServer) -> Desk:
    """A desk whose channel is an account on the Mastodon server."""
    with database.write(EVERYONE) as session:
        there = channel(session, world, "mastodon", mastodon.base_url, mastodon.token)
        story = approved(session, world, store, photos=2)
        return Desk(database, world, store, door, there.id, story.id)
