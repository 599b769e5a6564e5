"""The contract of a network that listens; a further one is a row in `stage`'s parameters."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from tests.support.bluesky import Peer
from tests.support.graph import GraphServer
from tests.support.instagram import InstagramServer
from tests.support.mastodon import MastodonServer
from tests.support.photos import jpeg
from ugc.platforms import NETWORKS, Door, Network, PlatformError, capabilities, connect
from ugc.platforms.contract import Photo, Post
from ugc.platforms.listening import Found, Page, Tags, plain

TAGS = Tags(("littlewearers",))
PUDDLE = "Puddles! #littlewearers"


@dataclass
class Stage:
    """The brand's account on a running server, and what the brand and somebody else do there without us.

    `describes`: descriptions of pictures are told. `named`: what somebody else writes for their name to come
    along.
    """

    network: Network
    author: str
    share: Callable[..., str]
    ours: Callable[[str], object]
    forget: Callable[[str], object]
    describes: bool = True
    named: str = ""


def _sharing(theirs: Network) -> Callable[..., str]:
    """Posts with photos by an account of somebody else's."""
    keys = count()

    def share(text: str, *alts: str) -> str:
        photos = tuple(Photo(jpeg((160, 120), seed=n), "image/jpeg", alt) for n, alt in enumerate(alts, 1))
        return theirs.publish(Post(text, photos), str(next(keys))).remote_id

    return share


def _mastodon(server: MastodonServer, door: Door) -> Stage:
    outsider = connect("mastodon", server.base_url, server.outsider, door)
    return Stage(
        connect("mastodon", server.base_url, server.token, door),
        author=outsider.check().handle,
        share=_sharing(outsider),
        ours=server.post,
        forget=lambda post: server.call("DELETE", f"/api/v1/statuses/{post}", token=server.outsider),
    )


def _bluesky(server: Peer, door: Door) -> Stage:
    return Stage(
        connect("bluesky", server.base_url, server.token, door),
        author="@outsider.test",
        share=_sharing(connect("bluesky", server.base_url, server.outsider, door)),
        ours=server.post,
        forget=lambda post: server.delete(post, server.outsider),
    )


def _instagram(server: InstagramServer, door: Door) -> Stage:
    return Stage(
        connect("instagram", "https://www.instagram.com/pipandmoss/", server.token, door),
        author=server.other,
        share=server.share,
        ours=lambda text: server.share(text, "Ours", by="pipandmoss"),
        forget=server.delete,
    )


def _graph(server: GraphServer, door: Door) -> Stage:
    return Stage(
        connect("instagram-graph", server.base_url, server.token, door),
        author="@ana",
        share=server.share,
        ours=lambda text: server.share(text, "Ours", by="pipandmoss"),
        forget=server.delete,
        describes=False,
        named=" @pipandmoss",
    )


STAGES = {"mastodon": _mastodon, "bluesky": _bluesky, "instagram": _instagram, "instagram-graph": _graph}
SERVERS = {"instagram-graph": "graph"}
MENTIONED = [
    ("mastodon", "@pipandmoss"),
    ("bluesky", "@pipandmoss.test"),
    pytest.param("pds", "@pipandmoss.test", marks=pytest.mark.pds),
]


PDS = pytest.param("pds", marks=pytest.mark.pds)


@pytest.fixture(params=[*STAGES, PDS])
def stage(request: pytest.FixtureRequest, door: Door) -> Stage:
    network = "bluesky" if request.param == "pds" else request.param
    return STAGES[network](request.getfixturevalue(SERVERS.get(request.param, request.param)), door)


def moment() -> datetime:
    return datetime.now(UTC)


def hour_ago() -> datetime:
    return moment() - timedelta(hours=1)


def heard(pages: Iterable[Page]) -> tuple[list[Found], str | None]:
    """All posts of all pages, and the last cursor."""
    posts, cursor = [], None
    for page in pages:
        posts += page.posts
        cursor = page.cursor or cursor
    return posts, cursor


def test_a_tagged_post_is_heard_with_its_author_and_pictures_in_order(stage: Stage) -> None:
    words = PUDDLE + stage.named
    theirs = stage.share(words, "A red boot", "A green hat")
    [post], cursor = heard(stage.network.tagged(TAGS, None, hour_ago()))
    assert post.remote_id == theirs
    assert theirs in post.permalink
    assert post.author
    assert post.author.handle == stage.author
    assert (post.caption, post.tags, post.own, post.public) == (words, {"littlewearers"}, False, True)
    alts = ["A red boot", "A green hat"] if stage.describes else ["", ""]
    assert [medium.alt for medium in post.media] == alts
    assert len({medium.url for medium in post.media}) == 2
    assert all(medium.url.startswith("http") for medium in post.media)
    assert abs(post.posted - moment()) < timedelta(minutes=5)
    assert cursor


def test_a_second_look_shows_the_same_post(stage: Stage) -> None:
    theirs = stage.share(PUDDLE + stage.named, "A red boot", "A green hat")
    [post], _ = heard(stage.network.tagged(TAGS, None, hour_ago()))
    again = stage.network.look(theirs)
    assert again
    assert unsigned(again) == unsigned(post)


def unsigned(post: Found) -> Found:
    """A post without its pictures' addresses, which may be signed anew each time; their names stay."""
    return replace(post, media=tuple(replace(medium, url="") for medium in post.media))


def test_after_the_cursor_what_is_new_comes(stage: Stage) -> None:
    for number in range(3):
        stage.share(f"Day {number} #littlewearers", "A boot")
    _, cursor = heard(stage.network.tagged(TAGS, None, hour_ago()))
    new = stage.share("Day 4 #littlewearers", "A boot")
    posts, further = heard(stage.network.tagged(TAGS, cursor, hour_ago()))
    assert new in [post.remote_id for post in posts]
    assert further


def test_nothing_is_heard_of_other_tags_and_of_before(stage: Stage) -> None:
    stage.share(PUDDLE, "A boot")
    assert heard(stage.network.tagged(Tags(("somethingelse",)), None, hour_ago())) == ([], None)
    assert heard(stage.network.tagged(TAGS, None, moment() + timedelta(hours=1)))[0] == []
    assert heard(stage.network.tagged(Tags(("littlewearers",), all=("rain",)), None, hour_ago()))[0] == []


def test_our_own_post_is_known_as_ours(stage: Stage) -> None:
    stage.ours("Ours #littlewearers")
    [post], _ = heard(stage.network.tagged(TAGS, None, hour_ago()))
    assert post.own


def test_a_deleted_post_is_gone(stage: Stage) -> None:
    theirs = stage.share(PUDDLE + stage.named, "A boot")
    assert stage.network.look(theirs)
    stage.forget(theirs)
    assert stage.network.look(theirs) is None


@pytest.mark.parametrize("name", STAGES)
def test_every_request_is_counted_before_it_is_made(
    name: str, request: pytest.FixtureRequest, door: Door
) -> None:
    """A network that asked past the door could never be kept within a budget."""

    def used_up() -> None:
        raise PlatformError("Enough for now.", retry_after=60)

    server = request.getfixturevalue(SERVERS.get(name, name))
    strict = connect(name, server.base_url, server.token, door.counting(used_up))
    for ask in (lambda: heard(strict.tagged(TAGS, None, hour_ago())), lambda: strict.look("1"), strict.check):
        with pytest.raises(PlatformError, match="Enough"):
            ask()


@pytest.mark.parametrize(("stage", "us"), MENTIONED, indirect=["stage"])
def test_a_mention_is_heard(stage: Stage, us: str) -> None:
    stage.share(f"Hello {us}, look")
    [post], cursor = heard(stage.network.mentions(None, hour_ago()))
    assert (post.caption[:5], post.answers) == ("Hello", None)
    assert heard(stage.network.mentions(cursor, moment()))[1] in (None, cursor)


def test_a_network_that_cannot_listen_says_so(door: Door) -> None:
    deaf = connect("manual", "https://friendster.example/us", "", door)
    for ask in (
        lambda: deaf.tagged(TAGS, None, moment()),
        lambda: deaf.mentions(None, moment()),
        lambda: deaf.look("1"),
    ):
        with pytest.raises(PlatformError, match="cannot look for posts"):
            ask()


def test_whoever_listens_has_a_budget() -> None:
    for name in NETWORKS:
        able = capabilities(name)
        assert (able.budget is not None) == (able.finds_tags or able.finds_mentions)


def test_html_becomes_plain_text() -> None:
    html = '<p>Puddles &amp; <a href="x"><span class="invisible">https://</span>a.example</a><br>and</p><p>mud</p>'
    assert plain(html) == "Puddles & https://a.example\nand\n\nmud"
    assert plain("<script>alert(1)</script>") == "alert(1)"
