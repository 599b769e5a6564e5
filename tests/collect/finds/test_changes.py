"""What authors do with a post after they granted it, on every network: nothing stays shown without a yes."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.support.bluesky import BlueskyServer
from tests.support.graph import GraphServer
from tests.support.instagram import InstagramServer
from tests.support.listening import TAG, Ear, channel, define, share
from tests.support.mastodon import MastodonServer
from tests.support.people import consent
from ugc.db import EVERYONE
from ugc.lifecycle import ENGINE, Actor, move
from ugc.models import Find, Photo, Submission

WORDS = f"Puddles with @pipandmoss #{TAG}"
CHANGED = "Please do not @pipandmoss"


@dataclass
class There:
    """A post with a picture on some network, and what its author does with it."""

    family: str
    delete: Callable[[], object]
    edit: Callable[[], object] = lambda: None


@pytest.fixture
def on_mastodon(hears: Ear, mastodon: MastodonServer) -> There:
    channel(hears.database, hears.world, "mastodon", mastodon.base_url, mastodon.token)
    post = share(mastodon.base_url, mastodon.outsider, hears.door, WORDS, "A boot")
    path, theirs = f"/api/v1/statuses/{post}", mastodon.outsider
    return There(
        "mastodon",
        lambda: mastodon.call("DELETE", path, token=theirs),
        lambda: mastodon.call("PUT", path, {"status": CHANGED}, token=theirs),
    )


@pytest.fixture
def on_bluesky(hears: Ear, bluesky: BlueskyServer) -> There:
    channel(hears.database, hears.world, "bluesky", bluesky.base_url, bluesky.token)
    post = share(bluesky.base_url, bluesky.outsider, hears.door, WORDS, "A boot", network="bluesky")
    return There("bluesky", lambda: bluesky.delete(post, bluesky.outsider))


@pytest.fixture
def on_instagram(hears: Ear, instagram: InstagramServer) -> There:
    channel(hears.database, hears.world, "instagram", instagram.base_url, instagram.token)
    code = instagram.share(WORDS, "A boot")
    [post] = instagram.posts
    return There("instagram", lambda: instagram.delete(code), lambda: post["caption"].update(text=CHANGED))


@pytest.fixture
def on_graph(hears: Ear, graph: GraphServer) -> There:
    channel(hears.database, hears.world, "instagram-graph", graph.base_url, graph.token)
    number = graph.share(WORDS, "A boot")
    graph.now = hears.clock
    [post] = graph.posts
    return There("instagram", lambda: graph.delete(number), lambda: post.update(caption=CHANGED))


@pytest.fixture
def there(hears: Ear, request: pytest.FixtureRequest) -> There:
    """The post, found, granted, approved and shown."""
    made: There = request.getfixturevalue(request.param)
    define(hears.database, hears.world.campaign, networks=[made.family])
    hears.listen()
    hears.tend()
    with hears.database.write(EVERYONE) as session:
        find = session.query(Find).one()
        for step in ("asked", "granted"):
            move(session, find, step, ENGINE)
        submission = session.get_one(Submission, find.submission_id)
        for photo in submission.photos:
            photo.state = "ready"
        session.add(consent(hears.world, submission, "gallery", "given"))
        for step in ("received", "ready", "approved"):
            move(session, submission, step, Actor("member", hears.world.moderator.account_id))
        submission.visible_from = session.now()
    return made


WITH_EDITS = ["on_mastodon", "on_instagram", "on_graph"]  # Bluesky's posts cannot be changed
where_edits_are = pytest.mark.parametrize("there", WITH_EDITS, indirect=True)
everywhere = pytest.mark.parametrize("there", [*WITH_EDITS, "on_bluesky"], indirect=True)


def shown(ear: Ear) -> list[str]:
    with ear.database.read(EVERYONE) as session:
        found = session.scalars(Submission.publishable("gallery", None, session.now()))
        return [one.state for one in found]


@everywhere
def test_what_nobody_changed_stays_shown_although_addresses_change(hears: Ear, there: There) -> None:
    [before] = hears.photos()
    for _ in range(3):
        hears.later(hours=25)
    assert shown(hears) == ["approved"]
    assert [photo.id for photo in hears.photos()] == [before.id]
    [find] = hears.finds()
    assert find.looked_at == hears.clock()


@everywhere
def test_what_is_deleted_there_is_gone_here(hears: Ear, there: There) -> None:
    there.delete()
    hears.later(hours=25)
    [find] = hears.finds()
    assert (find.state, find.submission.state, find.caption) == ("gone", "withdrawn", "")
    assert shown(hears) == hears.rows(Photo) == []


@where_edits_are
def test_what_is_changed_there_is_not_shown_before_a_person_has_looked(hears: Ear, there: There) -> None:
    there.edit()
    hears.later(hours=25)
    assert shown(hears) == []
    with hears.database.write(EVERYONE) as session:
        submission = session.query(Submission).one()
        assert (submission.state, submission.story) == ("held", WORDS)
        move(session, submission, "approved", Actor("member", hears.world.moderator.account_id))
    hears.later(hours=25)
    assert shown(hears) == ["approved"]  # looked at once is enough
