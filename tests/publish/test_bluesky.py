"""Posting to Bluesky by the engine: once, with all that goes with it, in a session that renews itself."""

from collections.abc import Iterator

import pytest

from tests.support.bluesky import BlueskyServer
from tests.support.clock import Clock
from tests.support.faulty import Fault, FaultyRelay, faulty
from tests.support.people import World
from tests.support.reshares import VAULT, Desk, approved, channel
from ugc import accounts
from ugc.db import EVERYONE, Database
from ugc.models import Channel
from ugc.platforms import Door
from ugc.stores import Store


@pytest.fixture
def relay(bluesky: BlueskyServer) -> Iterator[FaultyRelay]:
    with faulty(bluesky.base_url) as relay:
        yield relay


@pytest.fixture
def desk(database: Database, world: World, store: Store, door: Door, relay: FaultyRelay) -> Desk:
    """A desk whose channel is an account on Bluesky, over a line that can break."""
    with database.write(EVERYONE) as session:
        there = channel(session, world, "bluesky", relay.base_url, BlueskyServer.token)
        story = approved(session, world, store, photos=2)
        return Desk(database, world, store, door, there.id, story.id)


def secret(desk: Desk) -> str:
    """What is kept for the channel, opened."""
    with desk.database.read(EVERYONE) as session:
        return VAULT.open(session.get_one(Channel, desk.channel_id).secret)


def test_it_is_posted_with_all_that_goes_with_it_and_taken_down_again(
    desk: Desk, bluesky: BlueskyServer
) -> None:
    row_id = desk.plan_now()
    desk.work()
    [post] = bluesky.posts()
    row = desk.reshare(row_id)
    assert (row.state, row.permalink) == ("sent", f"https://bsky.app/profile/{row.remote_id}")
    assert "📷 Carla" in post["text"]
    images = post["embed"]["images"]
    assert [image["alt"] for image in images] == ["Ducks, 1", "Ducks, 2"]
    assert [image["aspectRatio"] for image in images] == [{"width": 640, "height": 480}] * 2
    [tag] = [one["features"][0]["tag"] for one in post["facets"] if "#tag" in one["features"][0]["$type"]]
    assert tag == "littlewearers"
    desk.withdraw()
    desk.work()
    assert bluesky.posts() == []


@pytest.mark.parametrize("fault", [Fault.CUT_BEFORE_ANSWER, Fault.CUT_IN_ANSWER, Fault.CUT_BEFORE_SERVER])
def test_a_lost_answer_is_looked_up_and_leaves_exactly_one_post(
    desk: Desk, bluesky: BlueskyServer, relay: FaultyRelay, clock: Clock, fault: Fault
) -> None:
    row_id = desk.plan_now()
    relay.break_next("POST /xrpc/com.atproto.repo.putRecord", fault)
    desk.work()
    assert desk.reshare(row_id).state == "unknown"
    clock.advance(minutes=2)
    desk.work()
    desk.work()
    assert len(bluesky.posts()) == 1
    assert (desk.reshare(row_id).state, desk.letters()) == ("sent", ["reshared"])


def test_the_password_is_forgotten_and_the_session_renewed(
    desk: Desk, bluesky: BlueskyServer, clock: Clock
) -> None:
    first = desk.plan_now()
    desk.work()
    before = secret(desk)
    assert "brand-app-pass" not in before
    bluesky.expire()
    desk.withdraw()
    desk.work()
    assert desk.reshare(first).state == "removed"
    assert secret(desk) != before


def test_a_session_of_before_never_replaces_the_one_a_person_just_signed_in_with(
    desk: Desk, bluesky: BlueskyServer, door: Door
) -> None:
    with desk.database.read(EVERYONE) as session:
        row = session.get_one(Channel, desk.channel_id)
    before = accounts.network(desk.database, row, VAULT, door)
    with desk.database.write(EVERYONE) as session:
        session.get_one(Channel, desk.channel_id).secret = VAULT.seal(bluesky.outsider)
    before.check()
    assert secret(desk) == bluesky.outsider
