"""Mastodon's own ways: processing, limits, refusals, lost answers, clocks."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.faulty import Fault, FaultyRelay, faulty
from tests.support.mastodon import MastodonServer
from tests.support.posts import LOOPBACK, PHOTO, POST
from tests.support.site import Site
from ugc.platforms import Door, PlatformError
from ugc.platforms.contract import Post
from ugc.platforms.mastodon import POLLS, Mastodon

STATUSES = "/api/v1/statuses"


@pytest.fixture
def brand(mastodon: MastodonServer, door: Door) -> Mastodon:
    return Mastodon(mastodon.base_url, mastodon.token, door)


@pytest.fixture
def relay(mastodon: MastodonServer) -> Iterator[FaultyRelay]:
    with faulty(mastodon.base_url) as relay:
        yield relay


# Lost answers


@pytest.mark.parametrize("fault", [Fault.CUT_BEFORE_ANSWER, Fault.CUT_IN_ANSWER, Fault.DRIP])
def test_a_lost_answer_followed_by_a_search_leaves_one_post(
    mastodon: MastodonServer, relay: FaultyRelay, doors: Callable[..., Door], fault: Fault
) -> None:
    brand = Mastodon(relay.base_url, mastodon.token, doors(LOOPBACK, read=2))
    mastodon.post(POST.caption, token=mastodon.outsider)
    began = datetime.now(UTC)
    relay.break_next(f"POST {STATUSES}", fault)
    with pytest.raises(PlatformError) as lost:
        brand.publish(POST, "reshare-1")
    assert lost.value.unknown
    found = brand.find(POST, "reshare-1", began)
    assert found
    assert [status["id"] for status in mastodon.statuses()] == [found.remote_id]


def test_a_request_that_never_arrived_is_sent_again_under_its_key(
    mastodon: MastodonServer, relay: FaultyRelay, door: Door
) -> None:
    brand = Mastodon(relay.base_url, mastodon.token, door)
    began = datetime.now(UTC)
    relay.break_next(f"POST {STATUSES}", Fault.CUT_BEFORE_SERVER)
    with pytest.raises(PlatformError) as lost:
        brand.publish(POST, "reshare-1")
    assert lost.value.unknown
    assert brand.find(POST, "reshare-1", began) is None
    brand.publish(POST, "reshare-1")
    assert len(mastodon.statuses()) == 1


def test_a_lost_upload_leaves_nothing_unknown(
    mastodon: MastodonServer, relay: FaultyRelay, door: Door
) -> None:
    relay.break_next("POST /api/v2/media", Fault.CUT_BEFORE_ANSWER)
    with pytest.raises(PlatformError) as lost:
        Mastodon(relay.base_url, mastodon.token, door).publish(POST, "reshare-1")
    assert not lost.value.unknown
    assert not lost.value.permanent
    assert mastodon.statuses() == []


@pytest.mark.parametrize("status", [500, 502, 504])
def test_trouble_while_posting_is_unknown(mastodon: MastodonServer, brand: Mastodon, status: int) -> None:
    mastodon.fault("POST", STATUSES, status=status)
    with pytest.raises(PlatformError) as trouble:
        brand.publish(POST, "reshare-1")
    assert trouble.value.unknown


def test_half_an_answer_is_unknown(mastodon: MastodonServer, brand: Mastodon) -> None:
    mastodon.fault("POST", STATUSES, type="malformed")
    with pytest.raises(PlatformError, match="do not understand") as odd:
        brand.publish(POST, "reshare-1")
    assert odd.value.unknown


@pytest.mark.parametrize("minutes", [-10, 10])
def test_clocks_that_disagree_hide_no_post_and_show_no_older_one(
    mastodon: MastodonServer, doors: Callable[..., Door], minutes: int
) -> None:
    ours = timedelta(minutes=minutes)
    brand = Mastodon(
        mastodon.base_url, mastodon.token, doors(LOOPBACK, clock=lambda: datetime.now(UTC) + ours)
    )
    began = datetime.now(UTC) + ours
    published = brand.publish(POST, "reshare-1")
    assert brand.find(POST, "reshare-1", began) == published
    assert brand.find(POST, "reshare-2", began + timedelta(seconds=10)) is None


def test_a_search_that_would_never_end_is_a_persons(
    brand: Mastodon, mastodon: MastodonServer, door: Door, web: Site
) -> None:
    status = brand.publish(Post("News"), "news") and mastodon.statuses()[0]
    account = {"id": "1", "username": "pipandmoss", "url": "https://social.example/@pipandmoss"}
    page = [status | {"account": account, "created_at": "2030-01-01T00:00:00Z"}]
    web.answer("/api/v1/accounts/verify_credentials", json=account)
    query = "/api/v1/accounts/1/statuses?limit=40&exclude_reblogs=true"
    web.answer(query, json=page)
    web.answer(f"{query}&max_id={status['id']}", json=page)
    with pytest.raises(PlatformError, match="look for yourself") as endless:
        Mastodon(web.base_url, "key", door).find(POST, "reshare-1", datetime(2029, 1, 1, tzinfo=UTC))
    assert endless.value.needs_person


# Photos


def test_a_photo_in_processing_is_waited_for(mastodon: MastodonServer, door: Door) -> None:
    brand = Mastodon(mastodon.base_url, mastodon.token, door, sleep=(slept := []).append)
    brand.publish(POST, "earlier")
    [media] = mastodon.statuses()[0]["media_attachments"]
    mastodon.fault("POST", "/api/v2/media", status=202, body={"id": media["id"], "url": None})
    mastodon.fault("GET", f"/api/v1/media/{media['id']}", status=206, body={"id": media["id"]}, count=2)
    brand.publish(Post("Puddles again", (PHOTO,)), "reshare-2")
    assert slept == list(POLLS[:3])
    assert [m["id"] for m in mastodon.statuses()[0]["media_attachments"]] == [media["id"]]


def test_a_photo_that_stays_in_processing_is_tried_later(mastodon: MastodonServer, door: Door) -> None:
    brand = Mastodon(mastodon.base_url, mastodon.token, door, sleep=(slept := []).append)
    mastodon.fault("POST", "/api/v2/media", status=202, body={"id": "9", "url": None})
    mastodon.fault("GET", "/api/v1/media/9", status=206, body={"id": "9"}, count=100)
    with pytest.raises(PlatformError, match="still processing") as slow:
        brand.publish(POST, "reshare-1")
    assert slept == list(POLLS)
    assert slow.value.retry_after
    assert not slow.value.unknown


def test_a_photo_the_server_cannot_read_is_refused(mastodon: MastodonServer, brand: Mastodon) -> None:
    mastodon.fault("POST", "/api/v2/media", status=422, body={"error": "File content type is invalid"})
    with pytest.raises(PlatformError, match=r"refused \(“File content type is invalid”") as refused:
        brand.publish(POST, "reshare-1")
    assert refused.value.permanent


# Limits


def test_limits_are_the_servers_own(mastodon: MastodonServer, brand: Mastodon) -> None:
    instance = mastodon.call("GET", "/api/v2/instance")
    instance["configuration"]["statuses"] |= {"max_characters": 20, "max_media_attachments": 1}
    mastodon.fault("GET", "/api/v2/instance", status=200, body=instance)
    with pytest.raises(
        PlatformError, match=r"The caption has 21 characters; 20 fit\. There are 2 photos; 1 fit\."
    ):
        brand.publish(Post("x" * 21, (PHOTO, PHOTO)), "reshare-1")
    limits = brand.check().capabilities
    assert (limits.max_caption, limits.max_photos, limits.max_alt) == (20, 1, 1500)
    assert brand.capabilities.max_caption == 500


def test_an_older_server_has_the_declared_limits(mastodon: MastodonServer, brand: Mastodon) -> None:
    mastodon.fault("GET", "/api/v2/instance", status=404)
    assert brand.check().capabilities == Mastodon.capabilities


def test_a_link_counts_as_the_server_counts_it() -> None:
    link = "https://ugc.example/s/71?from=" + "x" * 500
    assert Mastodon.capabilities.length(f"See {link} now") == len("See ") + 23 + len(" now")
    assert Mastodon.capabilities.objections(Post(f"See {link}")) == []


# Refusals


@pytest.mark.parametrize(
    ("status", "words"), [(401, "Sign in again"), (403, "permission to read and to write")]
)
def test_a_key_that_no_longer_works_needs_a_person(
    mastodon: MastodonServer, brand: Mastodon, status: int, words: str
) -> None:
    mastodon.fault("POST", STATUSES, status=status)
    with pytest.raises(PlatformError, match=words) as refused:
        brand.publish(POST, "reshare-1")
    assert refused.value.needs_person
    assert not refused.value.permanent, "what waits on the channel is kept"
    assert not refused.value.unknown


def test_a_revoked_key_is_noticed_and_never_shown(mastodon: MastodonServer, door: Door) -> None:
    brand = Mastodon(mastodon.base_url, "revoked-51ac", door)
    with pytest.raises(PlatformError, match="no longer accepts our key") as refused:
        brand.check()
    assert refused.value.needs_person
    assert "revoked-51ac" not in str(refused.value) + repr(refused.value) + repr(brand)


def test_a_spent_budget_for_removals_says_when_to_come_back(
    mastodon: MastodonServer, brand: Mastodon
) -> None:
    published = brand.publish(POST, "reshare-1")
    mastodon.fault("DELETE", f"{STATUSES}/*", type="ratelimit")
    with pytest.raises(PlatformError, match="slow down") as slow:
        brand.remove(published.remote_id)
    assert slow.value.retry_after == 300
    assert brand.exists(published.remote_id)


def test_a_post_that_only_looks_gone_is_not_called_removed(mastodon: MastodonServer, brand: Mastodon) -> None:
    """Mastodon answers 404 when the post belongs to another account than the key."""
    theirs = mastodon.post("Hands off", token=mastodon.outsider)
    mastodon.fault("DELETE", f"{STATUSES}/*", status=404)
    with pytest.raises(PlatformError, match="belongs to another account") as refused:
        brand.remove(str(theirs["id"]))
    assert refused.value.needs_person


def test_what_a_server_says_is_shown_short_and_on_one_line(mastodon: MastodonServer, brand: Mastodon) -> None:
    mastodon.fault("POST", STATUSES, status=422, body={"error": "No\r\n\x1b[31m\u202e" + "x" * 900})
    with pytest.raises(PlatformError) as refused:
        brand.publish(POST, "reshare-1")
    assert refused.value.permanent
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 300
