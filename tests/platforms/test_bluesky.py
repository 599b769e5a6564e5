"""Bluesky's own ways: sessions, record keys, lost answers, refusals; what it marks in a text."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.bluesky import BlueskyServer, said
from tests.support.faulty import Fault, FaultyRelay, faulty
from tests.support.photos import jpeg
from tests.support.posts import LOOPBACK, PHOTO, POST
from ugc.platforms import Door, PlatformError
from ugc.platforms.bluesky import Bluesky
from ugc.platforms.bluesky.names import address, record_key, remote_id
from ugc.platforms.bluesky.reading import found
from ugc.platforms.bluesky.richtext import SHOWN, rich
from ugc.platforms.contract import LINK, Photo, Post
from ugc.platforms.listening import Author, Found, Page, Tags

PUT = "com.atproto.repo.putRecord"
SESSION = "com.atproto.server."


@pytest.fixture
def brand(bluesky: BlueskyServer, door: Door) -> Bluesky:
    return Bluesky(bluesky.base_url, bluesky.token, door)


@pytest.fixture
def relay(bluesky: BlueskyServer) -> Iterator[FaultyRelay]:
    with faulty(bluesky.base_url) as relay:
        yield relay


# Sessions


def test_a_session_is_opened_once_and_kept_instead_of_the_password(
    bluesky: BlueskyServer, door: Door
) -> None:
    kept: list[str] = []
    Bluesky(bluesky.base_url, bluesky.token, door, kept.append).check()
    assert len(kept) == 1
    assert "brand-app-pass" not in kept[0]
    Bluesky(bluesky.base_url, kept[0], door, kept.append).publish(POST, "reshare-1")
    assert len(kept) == 1
    assert [one for one in bluesky.asked if "createSession" in one] == [f"POST {SESSION}createSession"]


def test_a_session_that_ran_out_is_renewed_and_kept_and_nothing_is_done_twice(
    bluesky: BlueskyServer, door: Door
) -> None:
    kept: list[str] = []
    Bluesky(bluesky.base_url, bluesky.token, door, kept.append).check()
    bluesky.expire()
    Bluesky(bluesky.base_url, kept[0], door, kept.append).publish(POST, "reshare-1")
    assert len(bluesky.posts()) == 1
    assert len(kept) == 2
    Bluesky(bluesky.base_url, kept[1], door, kept.append).check()
    assert bluesky.asked.count(f"POST {SESSION}refreshSession") == 1


def test_a_lost_answer_to_a_renewal_costs_nothing(
    bluesky: BlueskyServer, relay: FaultyRelay, door: Door
) -> None:
    kept: list[str] = []
    Bluesky(bluesky.base_url, bluesky.token, door, kept.append).check()
    bluesky.expire()
    relay.break_next(f"POST /xrpc/{SESSION}refresh", Fault.CUT_BEFORE_ANSWER)
    with pytest.raises(PlatformError) as lost:
        Bluesky(relay.base_url, kept[0], door).publish(POST, "reshare-1")
    assert not lost.value.unknown
    assert not lost.value.needs_person
    Bluesky(relay.base_url, kept[0], door).publish(POST, "reshare-1")
    assert len(bluesky.posts()) == 1


def test_a_revoked_session_needs_a_person_and_is_never_shown(bluesky: BlueskyServer, door: Door) -> None:
    kept: list[str] = []
    Bluesky(bluesky.base_url, bluesky.token, door, kept.append).check()
    bluesky.revoke()
    brand = Bluesky(bluesky.base_url, kept[0], door)
    with pytest.raises(PlatformError, match="Sign in again") as refused:
        brand.publish(POST, "reshare-1")
    assert refused.value.needs_person
    assert not refused.value.permanent, "what waits on the channel is kept"
    shown = str(refused.value) + repr(refused.value) + repr(brand) + repr(brand._session.tokens)
    assert not any(secret in shown for secret in ("access-", "refresh-", "9d41", "77e0"))


@pytest.mark.parametrize(
    ("secret", "words"),
    [
        ("pipandmoss.test wrong", "does not accept this handle and password"),
        ("@pipandmoss.test brand-app-pass", ""),
        ("pipandmoss.test", "handle and an app password with a blank"),
        ('{"did": "did:plc:x"}', "handle and an app password with a blank"),
        ("{", "handle and an app password with a blank"),
        ("", "handle and an app password with a blank"),
        ("outsider.test outsider-app-pass", "an app password instead"),
    ],
)
def test_signing_in(bluesky: BlueskyServer, door: Door, secret: str, words: str) -> None:
    bluesky.codes.add("outsider.test")
    account = Bluesky(bluesky.base_url, secret, door)
    if not words:
        assert account.check().handle == "@pipandmoss.test"
        return
    with pytest.raises(PlatformError, match=words) as refused:
        account.check()
    assert refused.value.needs_person


# Lost answers


@pytest.mark.parametrize("fault", [Fault.CUT_BEFORE_ANSWER, Fault.CUT_IN_ANSWER, Fault.DRIP])
def test_a_lost_answer_is_found_again_and_leaves_one_post(
    bluesky: BlueskyServer, relay: FaultyRelay, doors: Callable[..., Door], fault: Fault
) -> None:
    brand = Bluesky(relay.base_url, bluesky.token, doors(LOOPBACK, read=2))
    began = datetime.now(UTC)
    relay.break_next(f"POST /xrpc/{PUT}", fault)
    with pytest.raises(PlatformError) as lost:
        brand.publish(POST, "reshare-1")
    assert lost.value.unknown
    assert brand.find(POST, "reshare-1", began) == brand.publish(POST, "reshare-1")
    assert len(bluesky.posts()) == 1


def test_a_request_that_never_arrived_is_sent_again(
    bluesky: BlueskyServer, relay: FaultyRelay, door: Door
) -> None:
    brand, began = Bluesky(relay.base_url, bluesky.token, door), datetime.now(UTC)
    relay.break_next(f"POST /xrpc/{PUT}", Fault.CUT_BEFORE_SERVER)
    with pytest.raises(PlatformError) as lost:
        brand.publish(POST, "reshare-1")
    assert lost.value.unknown
    assert brand.find(POST, "reshare-1", began) is None
    brand.publish(POST, "reshare-1")
    assert len(bluesky.posts()) == 1


def test_other_words_under_the_same_key_are_never_posted_beside_the_first(
    bluesky: BlueskyServer, brand: Bluesky
) -> None:
    brand.publish(POST, "reshare-1")
    with pytest.raises(PlatformError, match="in other words") as refused:
        brand.publish(Post("Another day"), "reshare-1")
    assert refused.value.permanent
    assert brand.find(Post("Another day"), "reshare-1", datetime.now(UTC)) is None
    assert len(bluesky.posts()) == 1


def test_a_lost_upload_leaves_nothing_unknown(bluesky: BlueskyServer, relay: FaultyRelay, door: Door) -> None:
    relay.break_next("POST /xrpc/com.atproto.repo.uploadBlob", Fault.CUT_BEFORE_ANSWER)
    with pytest.raises(PlatformError) as lost:
        Bluesky(relay.base_url, bluesky.token, door).publish(POST, "reshare-1")
    assert not lost.value.unknown
    assert not lost.value.permanent
    assert bluesky.posts() == []


# What is written


def test_a_photo_travels_as_it_is_with_its_shape(bluesky: BlueskyServer, brand: Bluesky) -> None:
    wide = Photo(jpeg((320, 180)), "image/jpeg", "A wide field", (320, 180))
    brand.publish(Post("Fields", (wide, PHOTO), "de"), "reshare-1")
    [post] = bluesky.posts()
    first, second = post["embed"]["images"]
    assert bluesky.blobs[first["image"]["ref"]["$link"]] == (wide.data, "image/jpeg")
    assert (first["alt"], first["aspectRatio"]) == ("A wide field", {"width": 320, "height": 180})
    assert "aspectRatio" not in second
    assert post["langs"] == ["de"]
    assert abs(datetime.fromisoformat(post["createdAt"]) - datetime.now(UTC)).total_seconds() < 300


def test_what_is_marked_is_exactly_what_it_marks(bluesky: BlueskyServer, brand: Bluesky) -> None:
    text = "Pfützen 🌧 von @outsider.test. #kleineTräger, #2026 #gelb https://ugc.example/s/71"
    brand.publish(Post(text), "reshare-1")
    [post] = bluesky.posts()
    shown = text.encode()
    marked = {
        shown[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode(): one["features"][0]
        for one in post["facets"]
    }
    kind = "app.bsky.richtext.facet#"
    assert post["text"] == text
    assert marked == {
        "@outsider.test": {"$type": f"{kind}mention", "did": bluesky.dids["outsider.test"]},
        "#kleineTräger": {"$type": f"{kind}tag", "tag": "kleineTräger"},
        "#gelb": {"$type": f"{kind}tag", "tag": "gelb"},
        "https://ugc.example/s/71": {"$type": f"{kind}link", "uri": "https://ugc.example/s/71"},
    }


@pytest.mark.parametrize(
    ("caption", "marked"),
    [
        ("by @nadia@mastodon.social", []),
        ("mail ana@shop.example now", []),
        ("@nobody-we-know.example", []),
        ("#" + "x" * 65, []),
        ("a#b ##c &#39;", []),
        ("(https://a.example/x).", ["https://a.example/x"]),
        ("https://a.example/w_(puddle), wet", ["https://a.example/w_(puddle)"]),
        ("https://a.example/#rain", ["https://a.example/#rain"]),
        ("#one#two", ["one"]),
        ("https:// and http://!", []),
    ],
)
def test_what_is_a_link_or_a_tag_and_what_is_not(caption: str, marked: list[str]) -> None:
    made = rich(caption)
    assert made.text == caption
    features = [facet["features"][0] for facet in made.facets]
    assert [feature.get("uri") or feature.get("tag") for feature in features] == marked


WORDS = st.sampled_from(
    ["puddle", "🌧", "é", "#Träger", "@ana.test", "https://ugc.example/claim/" + "x" * 80, ".", "\n", " "]
)


@given(st.lists(WORDS, max_size=12).map("".join) | st.text(max_size=80))
def test_marks_never_overlap_and_no_text_is_longer_than_it_was_counted(caption: str) -> None:
    made, counted = rich(caption, lambda handle: "did:plc:x"), Bluesky.capabilities.length(caption)
    ends = [0]
    for facet in made.facets:
        begin, end = facet["index"]["byteStart"], facet["index"]["byteEnd"]
        assert ends[-1] <= begin < end <= len(made.text.encode())
        made.text.encode()[begin:end].decode()
        ends.append(end)
    if not re.search(r"https?://[^\w\s]", caption):  # nobody's address
        assert len(made.text) <= counted


def test_a_long_link_is_shown_in_short_and_leads_all_the_way() -> None:
    link = "https://ugc.example/claim/" + "x" * 500
    made = rich(f"See {link}!")
    [facet] = made.facets
    assert facet["features"][0]["uri"] == link
    assert made.text == "See ugc.example/claim/xxxxxxxxxxxx…!"[: len("See ") + SHOWN - 2] + "…!"
    assert Bluesky.capabilities.objections(Post(f"See {link}!")) == []
    assert LINK.search(link)


@given(st.text(max_size=40))
def test_a_record_key_is_a_tid_and_always_the_same(key: str) -> None:
    """https://atproto.com/specs/tid"""
    assert re.fullmatch("[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}", record_key(key))
    assert record_key(key) == record_key(key) != record_key(key + "x")
    uri = f"at://did:plc:x/app.bsky.feed.post/{record_key(key)}"
    assert address(remote_id(uri)) == uri


# Replies


def test_a_reply_names_what_it_answers_and_what_began_it(bluesky: BlueskyServer, brand: Bluesky) -> None:
    first = bluesky.post("Puddles", bluesky.outsider)
    second = bluesky.post("And mud", bluesky.outsider, reply=first)
    said = brand.reply(second, "Hello! https://ugc.example/claim/x", "reply-1")
    [post] = bluesky.posts()
    thread = {name: one["uri"] for name, one in post["reply"].items()}
    assert thread == {"root": address(first), "parent": address(second)}
    assert brand.find(Post("Hello! https://ugc.example/claim/x"), "reply-1", datetime.now(UTC)) == said


def test_nobody_is_answered_where_the_post_is_gone_or_closed(bluesky: BlueskyServer, brand: Bluesky) -> None:
    post = bluesky.post("Puddles", bluesky.outsider)
    bluesky.appview.closed.add(address(post))
    with pytest.raises(PlatformError, match="lets nobody answer") as closed:
        brand.reply(post, "Hello", "reply-1")
    bluesky.delete(post, bluesky.outsider)
    with pytest.raises(PlatformError, match="any more; nobody was answered") as gone:
        brand.reply(post, "Hello", "reply-1")
    assert closed.value.permanent
    assert gone.value.permanent
    assert bluesky.posts() == []


# Listening


def all_posts(pages: Iterable[Page]) -> list[Found]:
    return [post for page in pages for post in page.posts]


def hour_ago() -> datetime:
    return datetime.now(UTC) - timedelta(hours=1)


def test_what_is_found_says_where_it_is_and_whose(bluesky: BlueskyServer, brand: Bluesky) -> None:
    theirs = bluesky.post("Pfützen #rain", bluesky.outsider)
    [post] = all_posts(brand.tagged(Tags(("rain",)), None, hour_ago()))
    did = bluesky.dids["outsider.test"]
    assert (post.uri, post.remote_id) == (address(theirs), theirs)
    assert post.permalink == f"https://bsky.app/profile/{theirs}"
    assert post.author == Author(did, "@outsider.test", "outsider.test")


def test_every_page_is_read(bluesky: BlueskyServer, brand: Bluesky) -> None:
    for number in range(103):
        bluesky.post(f"Day {number} @pipandmoss.test #rain", bluesky.outsider)
    assert len(all_posts(brand.tagged(Tags(("rain",)), None, hour_ago()))) == 103
    mentioned = all_posts(brand.mentions(None, hour_ago()))
    assert sorted(post.caption for post in mentioned) == sorted(
        entry.record["text"] for entry in bluesky.repositories.values()
    )


def test_an_answer_to_us_says_what_it_answers_and_comes_once(bluesky: BlueskyServer, brand: Bluesky) -> None:
    ours = bluesky.post("Hello")
    bluesky.post("@pipandmoss.test Yes! #yes", bluesky.outsider, reply=ours)
    bluesky.post("Sure", bluesky.outsider, reply=ours)
    first, second = all_posts(brand.mentions(None, hour_ago()))
    assert [first.answers, second.answers] == [ours, ours]
    assert {first.caption, second.caption} == {"@pipandmoss.test Yes! #yes", "Sure"}


def test_who_asks_to_be_shown_to_nobody_outside_is_not(bluesky: BlueskyServer, brand: Bluesky) -> None:
    theirs = bluesky.post("Puddles #rain", bluesky.outsider)
    bluesky.appview.labels[bluesky.dids["outsider.test"]] = ["!no-unauthenticated"]
    [post] = all_posts(brand.tagged(Tags(("rain",)), None, hour_ago()))
    assert not post.public
    assert brand.look(theirs) is None


def view(**record: Any) -> dict[str, Any]:
    """A post as it is shown, by somebody."""
    return {
        "uri": "at://did:plc:x/app.bsky.feed.post/3kabc",
        "author": {"did": "did:plc:x", "handle": "ana.test", "displayName": ""},
        "record": {"text": "Puddles", "createdAt": "2026-11-22T09:00:00Z", **record},
        "indexedAt": "2026-11-22T10:00:00.000Z",
    }


@pytest.mark.parametrize(
    ("created", "hour"),
    [
        ("2026-11-22T09:00:00Z", 9),
        ("2026-11-22T11:00:00.123456789+02:00", 9),
        ("2026-11-22T09:00:00", 9),
        ("2027-01-01T00:00:00Z", 10),
        ("0001-01-01T00:00:00+14:00", 10),
        ("yesterday", 10),
        (None, 10),
        ("", 10),
    ],
)
def test_a_date_is_its_authors_word_but_never_in_the_future(created: Any, hour: int) -> None:
    assert found(view(createdAt=created), "me").posted.hour == hour


def test_media_in_order_beside_a_quote_too() -> None:
    images = [{"fullsize": f"https://cdn.example/{n}", "alt": f"Boot {n}"} for n in (1, 2)]
    pictures = {"$type": "app.bsky.embed.images#view", "images": images}
    quote = {"$type": "app.bsky.embed.recordWithMedia#view", "record": {}, "media": pictures}
    film = {"$type": "app.bsky.embed.video#view", "playlist": "https://cdn.example/film.m3u8"}
    card = {"$type": "app.bsky.embed.external#view", "external": {"thumb": "https://cdn.example/0"}}
    boots = [("https://cdn.example/1", "Boot 1", "photo"), ("https://cdn.example/2", "Boot 2", "photo")]
    for embed, media in (
        (pictures, boots),
        (quote, boots),
        (film, [("https://cdn.example/film.m3u8", "", "video")]),
        (card, []),
        (None, []),
    ):
        post = found(view() | {"embed": embed}, "me")
        assert [(one.url, one.alt, one.kind) for one in post.media] == media


def test_tags_stand_in_the_text_or_beside_it() -> None:
    facet = {"index": {}, "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "rain"}]}
    assert found(view(tags=["boots"], facets=[facet], langs=["de-AT"]), "me").tags == {"boots", "rain"}
    assert found(view(langs=["de-AT"]), "me").language == "de"


@pytest.mark.parametrize("name", ["app.bsky.feed.searchPosts", "app.bsky.notification.listNotifications"])
def test_an_answer_that_is_not_what_we_expect(bluesky: BlueskyServer, brand: Bluesky, name: str) -> None:
    bluesky.faults.append((name, said({"posts": [{"uri": 7}], "notifications": [7]})))
    with pytest.raises(PlatformError, match="do not understand") as odd:
        all_posts(brand.tagged(Tags(("rain",)), None, hour_ago()))
        all_posts(brand.mentions(None, hour_ago()))
    assert not odd.value.permanent


# Refusals


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        (401, "AuthMissing", "Sign in again"),
        (400, "InvalidToken", "Sign in again"),
        (401, "AccountTakedown", "Sign in again"),
        (403, "Forbidden", "good standing"),
    ],
)
def test_what_needs_a_person(
    bluesky: BlueskyServer, brand: Bluesky, status: int, error: str, words: str
) -> None:
    bluesky.fault(PUT, status, error)
    with pytest.raises(PlatformError, match=words) as refused:
        brand.publish(POST, "reshare-1")
    assert refused.value.needs_person
    assert not refused.value.unknown


def test_a_refusal_for_good_says_what_the_server_said(bluesky: BlueskyServer, brand: Bluesky) -> None:
    bluesky.fault(PUT, 400, "Record/text must not be longer than 300 graphemes")
    with pytest.raises(PlatformError, match=r"refused \(“Record/text must not") as refused:
        brand.publish(POST, "reshare-1")
    assert refused.value.permanent


def test_a_spent_allowance_says_when_to_come_back(bluesky: BlueskyServer, brand: Bluesky) -> None:
    later = int(datetime.now(UTC).timestamp()) + 120
    bluesky.fault(PUT, 429, "RateLimitExceeded", **{"RateLimit-Reset": str(later)})
    with pytest.raises(PlatformError, match="slow down") as slow:
        brand.publish(POST, "reshare-1")
    assert slow.value.retry_after
    assert 60 < slow.value.retry_after <= 120
    assert not slow.value.unknown


@pytest.mark.parametrize("status", [500, 502, 504])
def test_trouble_while_posting_is_unknown(bluesky: BlueskyServer, brand: Bluesky, status: int) -> None:
    bluesky.fault(PUT, status)
    with pytest.raises(PlatformError) as trouble:
        brand.publish(POST, "reshare-1")
    assert trouble.value.unknown


def test_trouble_with_a_handle_posts_nothing_yet(bluesky: BlueskyServer, brand: Bluesky) -> None:
    bluesky.fault("com.atproto.identity.resolveHandle", 502)
    with pytest.raises(PlatformError) as trouble:
        brand.publish(Post("by @outsider.test"), "reshare-1")
    assert not trouble.value.unknown
    assert bluesky.posts() == []
