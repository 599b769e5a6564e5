"""Listening on Bluesky, asking there, and what its authors answer, change and delete."""

from datetime import timedelta

import pytest

from tests.support.bluesky import BlueskyServer
from tests.support.listening import LINKS, TAG, VAULT, Ear, channel, define, share
from ugc.collect import finds
from ugc.db import EVERYONE
from ugc.models import Channel, Find, Member, Message, Photo, Reply
from ugc.platforms.bluesky.names import address

PUDDLE = f"Puddle day! #{TAG}"
LIKED = "Your puddle has more sky in it than our whole catalogue."


@pytest.fixture
def listening(hears: Ear, bluesky: BlueskyServer) -> Ear:
    """A campaign that listens through the brand's account."""
    define(hears.database, hears.world.campaign, networks=["bluesky"])
    channel(hears.database, hears.world, "bluesky", bluesky.base_url, bluesky.token)
    return hears


@pytest.fixture
def post(listening: Ear, bluesky: BlueskyServer) -> str:
    """Somebody's post with two pictures, heard and copied."""
    made = share(
        bluesky.base_url, bluesky.outsider, listening.door, PUDDLE, "A red boot", "A coat", network="bluesky"
    )
    listening.listen()
    listening.tend()
    return made


def find(ear: Ear) -> Find:
    [one] = ear.finds()
    return one


def test_a_post_becomes_a_find_and_its_pictures_ours(
    listening: Ear, bluesky: BlueskyServer, post: str
) -> None:
    one = find(listening)
    assert (one.state, one.network, one.remote_id, one.uri) == ("found", "bluesky", post, address(post))
    assert (one.author_handle, one.author_id) == ("@outsider.test", bluesky.dids["outsider.test"])
    assert one.permalink == f"https://bsky.app/profile/{post}"
    bluesky.blobs.clear()
    first, second = listening.photos()
    assert [first.alt, second.alt] == ["A red boot", "A coat"]
    with listening.store.open(second.original_key) as kept:
        assert kept.read(2) == b"\xff\xd8"


def test_listening_again_finds_what_is_new_once_and_leaves_ours_out(
    listening: Ear, bluesky: BlueskyServer, post: str
) -> None:
    bluesky.post(f"Ours #{TAG}")
    bluesky.post(f"Another day #{TAG} @pipandmoss.test", bluesky.outsider)
    bluesky.post("@pipandmoss.test when do you open?", bluesky.outsider)
    listening.listen()
    listening.listen(since=listening.clock() - timedelta(days=1))
    assert len(listening.finds()) == 2


def test_deleted_there_is_gone_here(listening: Ear, bluesky: BlueskyServer, post: str) -> None:
    bluesky.delete(post, bluesky.outsider)
    listening.later(hours=2)
    assert (find(listening).state, listening.submission().state) == ("gone", "withdrawn")
    assert listening.rows(Photo) == []


def test_the_author_is_asked_once_below_the_post_and_their_answer_is_heard(
    listening: Ear, bluesky: BlueskyServer, post: str
) -> None:
    with listening.database.write(EVERYONE) as session:
        member = session.get_one(Member, listening.world.moderator.id)
        reply = finds.ask(session, session.get_one(Find, find(listening).id), LIKED, member, LINKS)
    for _ in range(2):
        finds.send(listening.database, VAULT, listening.door, reply.id)
    [asked] = bluesky.records()
    assert asked["value"]["reply"]["parent"]["uri"] == address(post)
    marked = [facet["features"][0] for facet in asked["value"]["facets"]]
    assert marked[0]["did"] == bluesky.dids["outsider.test"]
    [row] = listening.rows(Reply)
    assert row.state == "sent"
    assert marked[-1]["uri"].startswith("https://ugc.example/claim/")
    assert row.body.endswith(marked[-1]["uri"])

    bluesky.post("of course #yes", bluesky.outsider, reply=row.remote_id)
    listening.listen()
    assert find(listening).state == "answered"
    assert [message.body for message in listening.rows(Message)] == ["of course #yes"]
    assert sorted(reply.kind for reply in listening.rows(Reply)) == ["request", "thanks"]


def test_the_session_is_kept_while_listening(listening: Ear, bluesky: BlueskyServer, post: str) -> None:
    bluesky.expire()
    assert [heard.problem for heard in listening.listen() if heard] == [None]
    [row] = listening.rows(Channel)
    assert "brand-app-pass" not in VAULT.open(row.secret)
    assert len([one for one in bluesky.asked if "createSession" in one]) == 2  # the brand and somebody else
