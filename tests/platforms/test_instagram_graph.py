"""The Graph API's own ways: hashtags without authors, mentions that may be answered, limits and refusals."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.graph import BUSY, REFUSALS, GraphServer
from ugc.platforms import Door, PlatformError, capabilities
from ugc.platforms.contract import Post
from ugc.platforms.instagram import InstagramGraph
from ugc.platforms.listening import Found, Tags

TAGS = Tags(("boots",))
SINCE = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def brand(graph: GraphServer, door: Door) -> InstagramGraph:
    return InstagramGraph(graph.base_url, graph.token, door)


def tagged(brand: InstagramGraph, cursor: str | None = None, tags: Tags = TAGS) -> list[Found]:
    return [post for page in brand.tagged(tags, cursor, SINCE) for post in page.posts]


def mentions(brand: InstagramGraph) -> list[Found]:
    return [post for page in brand.mentions(None, SINCE) for post in page.posts]


def test_the_account_is_who_it_says(brand: InstagramGraph) -> None:
    profile = brand.check()
    assert (profile.handle, profile.url) == ("@pipandmoss", "https://www.instagram.com/pipandmoss/")


@pytest.mark.parametrize("address", ["https://graph.facebook.com", "https://graph.facebook.com/v23.0/me", ""])
def test_an_address_without_version_or_account_says_what_one_looks_like(address: str, door: Door) -> None:
    with pytest.raises(PlatformError, match=r"v23.0/17841405822304914") as refused:
        InstagramGraph(address, "token", door).check()
    assert refused.value.needs_person


def test_the_token_travels_in_a_header_only(brand: InstagramGraph, graph: GraphServer) -> None:
    for number in range(60):
        graph.share(f"Day {number} #boots", "A boot")
    assert len(tagged(brand)) == 60  # two pages, though their link to the second holds the token
    assert graph.token not in "".join(graph.asked)


# Finding


def test_a_hashtag_shows_no_author_and_nothing_older_than_a_day(
    brand: InstagramGraph, graph: GraphServer
) -> None:
    graph.share("Yesterday #boots", "A boot", at=graph.now() - timedelta(hours=25))
    graph.share("Puddles #boots #rain", "A boot", "A hat")
    [post] = tagged(brand)
    assert (post.caption, post.author, post.reachable) == ("Puddles #boots #rain", None, False)
    assert (len(post.media), post.tags) == (2, {"boots", "rain"})


def test_who_names_us_has_an_author_we_may_answer(brand: InstagramGraph, graph: GraphServer) -> None:
    graph.share("Puddles with @PipAndMoss? no: @pipandmoss! #boots", "A boot")
    graph.share("Not @pipandmoss.kids #boots", "A boot")
    theirs, named = tagged(brand)
    assert (theirs.author, theirs.reachable) == (None, False)
    assert named.author
    assert (named.author.handle, named.reachable) == ("@ana", True)


def test_who_tags_us_in_a_picture_is_seen_and_answered_only_when_they_name_us(
    brand: InstagramGraph, graph: GraphServer
) -> None:
    graph.share("No word of you", "A boot", tagging=True)
    graph.share("Look @pipandmoss", "A boot", tagging=True)
    named, silent = mentions(brand)
    assert (silent.author and silent.author.handle, silent.reachable) == ("@ana", False)
    assert (named.author and named.author.handle, named.reachable) == ("@ana", True)


def test_mentions_go_on_after_the_cursor(brand: InstagramGraph, graph: GraphServer) -> None:
    for number in range(60):
        at = graph.now() - timedelta(days=60 - number)
        graph.share(f"Day {number}", "A boot", at=at, tagging=True)
    pages = list(brand.mentions(None, SINCE))
    assert sum(len(page.posts) for page in pages) == 60
    again = [post.caption for page in brand.mentions(pages[-1].cursor, SINCE) for post in page.posts]
    assert again == ["Day 59", "Day 58"]


def test_reels_and_posts_have_one_address_whichever_way_they_are_seen(
    brand: InstagramGraph, graph: GraphServer
) -> None:
    number = graph.share("Splash #boots", film=True)
    [post] = tagged(brand)
    assert post.permalink == f"https://www.instagram.com/reel/C{number}/"
    assert post.uri == f"https://www.instagram.com/p/C{number}/"
    assert [medium.kind for medium in post.media] == ["video"]


def test_a_picture_that_is_kept_back_is_left_out(brand: InstagramGraph, graph: GraphServer) -> None:
    graph.share("With music #boots", "A boot")
    del graph.posts[0]["media_url"]
    [post] = tagged(brand)
    assert post.media == ()


def test_a_hashtag_nobody_used_has_no_posts(brand: InstagramGraph, graph: GraphServer) -> None:
    graph.share("Puddles #boots", "A boot")
    assert [post.caption for post in tagged(brand, tags=Tags(("hats", "boots")))] == ["Puddles #boots"]


def test_what_is_no_number_is_never_asked_for(brand: InstagramGraph, graph: GraphServer) -> None:
    assert brand.look("1){id},me.media_id(2") is None
    assert graph.asked == []


# Answering


def test_a_mention_is_answered_below_the_post(brand: InstagramGraph, graph: GraphServer) -> None:
    theirs = graph.share("Look @pipandmoss", "A boot")
    said = brand.reply(theirs, "@ana What a puddle!", "1")
    assert [(one["media_id"], one["text"]) for one in graph.comments] == [(theirs, "@ana What a puddle!")]
    assert (said.remote_id, said.permalink) == (graph.comments[0]["id"], graph.posts[0]["permalink"])


def test_a_lost_answer_is_found_again_and_nothing_else_is(brand: InstagramGraph, graph: GraphServer) -> None:
    theirs, began = graph.share("Look @pipandmoss", "A boot"), graph.now()
    said = Post("@ana What a puddle!", answers=theirs)
    assert brand.find(said, "1", began) is None
    graph.lost = 1
    with pytest.raises(PlatformError) as lost:
        brand.reply(theirs, said.caption, "1")
    assert lost.value.unknown
    found = brand.find(said, "1", began)
    assert found
    assert found.remote_id == graph.comments[0]["id"]
    assert brand.find(said, "1", began + timedelta(hours=1)) is None
    assert brand.find(Post("@ana Another word", answers=theirs), "1", began) is None
    graph.comments[0]["username"] = "mallory"
    assert brand.find(said, "1", began) is None


def test_who_does_not_name_us_cannot_be_answered(brand: InstagramGraph, graph: GraphServer) -> None:
    theirs = graph.share("Puddles #boots", "A boot")
    with pytest.raises(PlatformError, match="no longer names us") as refused:
        brand.reply(theirs, "Hello", "1")
    assert refused.value.permanent
    assert graph.comments == []


def test_a_change_of_mind_says_nothing(brand: InstagramGraph, graph: GraphServer) -> None:
    theirs = graph.share("Look @pipandmoss", "A boot")
    with pytest.raises(ZeroDivisionError):
        brand.reply(theirs, "Hello", "1", lambda: 1 // 0 and None)
    assert graph.comments == []


def test_posting_is_left_to_a_person(brand: InstagramGraph) -> None:
    with pytest.raises(PlatformError, match="by hand"):
        brand.publish(Post("Puddles"), "1")


# Limits


def test_it_stops_by_itself_before_a_limit_is_reached(brand: InstagramGraph, graph: GraphServer) -> None:
    graph.share("Puddles #boots", "A boot")
    graph.usage = {"X-App-Usage": '{"call_count": 91, "total_time": 5, "total_cputime": 2}'}
    with pytest.raises(PlatformError, match="nearly as much") as stopped:
        tagged(brand)
    assert (len(graph.asked), stopped.value.retry_after) == (1, 3600)


def test_usage_that_cannot_be_read_is_no_reason_to_stop(brand: InstagramGraph, graph: GraphServer) -> None:
    graph.share("Puddles #boots", "A boot")
    for odd in ("{", "[]", '{"x": 7}', '{"x": [7]}', '{"x": [{"call_count": "99"}]}'):
        graph.usage = {"X-App-Usage": '{"call_count": 12}', "X-Business-Use-Case-Usage": odd}
        assert len(tagged(brand)) == 1


def test_more_hashtags_than_a_week_allows_wait(brand: InstagramGraph, graph: GraphServer) -> None:
    assert tagged(brand, tags=Tags(tuple(f"tag{number}" for number in range(30)))) == []
    with pytest.raises(PlatformError, match="30 hashtags in seven days") as refused:
        tagged(brand, tags=Tags(("onemore",)))
    assert refused.value.retry_after == 86400
    allowed = capabilities("instagram-graph").unique_tags
    assert allowed
    assert (allowed.requests, allowed.window >= timedelta(days=7)) == (30, True)


SAYS = {
    "expired": ("has run out", "person"),
    "revoked": ("was revoked", "person"),
    "password": ("password of the account was changed", "person"),
    "checkpoint": ("open facebook.com", "person"),
    "malformed": ("may have been revoked", "person"),
    "permission": ("instagram_manage_comments", "person"),
    "no access": ("Public Content Access", "person"),
    "slow down": ("asks us to slow down", "later"),
    "busy": ("asks us to slow down", "later"),
    "many": ("asks us to slow down", ""),
    "blocked": ("holds this account back", "later"),
    "trouble": ("trouble of its own", ""),
    "odd": ("do not understand", ""),
    "html": ("error 0", ""),
}


@pytest.mark.parametrize("how", REFUSALS)
def test_a_refusal_says_what_to_do_and_never_quotes_the_key(
    brand: InstagramGraph, graph: GraphServer, how: str
) -> None:
    words, what = SAYS[how]
    graph.share("Puddles #boots", "A boot")
    graph.refuse("/recent_media", how)
    with pytest.raises(PlatformError, match=words) as refused:
        tagged(brand)
    assert refused.value.needs_person == (what == "person")
    assert (refused.value.retry_after is not None) == (what == "later")
    assert graph.token not in str(refused.value)
    assert not refused.value.permanent


def test_what_is_lacking_is_waited_for_as_long_as_they_say(brand: InstagramGraph, graph: GraphServer) -> None:
    graph.refuse("/ig_hashtag_search", "slow down")
    with pytest.raises(PlatformError) as refused:
        tagged(brand)
    assert refused.value.retry_after == 60 * next(iter(BUSY.values()))[0]["estimated_time_to_regain_access"]
