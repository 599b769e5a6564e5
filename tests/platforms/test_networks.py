"""The contract of a network, held by every adapter; a further one is a row in `ACCOUNTS`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from tests.support.bluesky import Peer
from tests.support.mastodon import MastodonServer
from tests.support.photos import jpeg
from tests.support.posts import PHOTO, POST
from ugc.definitions.values import Network as Listened
from ugc.models.channel import PLACES
from ugc.platforms import NETWORKS, Door, Network, PlatformError, capabilities, connect
from ugc.platforms.contract import Photo, Post


@dataclass
class Account:
    """An account on a running server, and a look at what is public there without our code."""

    network: Network
    handle: str
    captions: Callable[[], list[str]]
    alts: Callable[[], list[str]]
    outsider_posts: Callable[[str], str]


def _mastodon(server: MastodonServer, door: Door) -> Account:
    return Account(
        connect("mastodon", server.base_url, server.token, door),
        handle=f"@pipandmoss@{server.base_url.removeprefix('http://')}",
        captions=lambda: [server.source(status["id"]) for status in server.statuses()],
        alts=lambda: [m["description"] for s in server.statuses() for m in s["media_attachments"]],
        outsider_posts=lambda text: str(server.post(text, token=server.outsider)["id"]),
    )


def _bluesky(server: Peer, door: Door) -> Account:
    return Account(
        connect("bluesky", server.base_url, server.token, door),
        handle="@pipandmoss.test",
        captions=lambda: [post["text"] for post in server.posts()],
        alts=lambda: [image["alt"] for post in server.posts() for image in post["embed"]["images"]],
        outsider_posts=lambda text: server.post(text, server.outsider),
    )


ACCOUNTS = {"mastodon": _mastodon, "bluesky": _bluesky}


@pytest.fixture(params=[*ACCOUNTS, pytest.param("pds", marks=pytest.mark.pds)])
def account(request: pytest.FixtureRequest, door: Door) -> Account:
    network = "bluesky" if request.param == "pds" else request.param
    return ACCOUNTS[network](request.getfixturevalue(request.param), door)


def moment() -> datetime:
    return datetime.now(UTC)


def test_the_account_is_who_it_says(account: Account) -> None:
    profile = account.network.check()
    assert profile.handle == account.handle
    assert profile.url.startswith("http")
    assert profile.capabilities.can_publish
    assert profile.capabilities.max_caption


def test_a_post_appears_with_caption_and_alt_text(account: Account) -> None:
    published = account.network.publish(POST, "reshare-1")
    assert account.captions() == [POST.caption]
    assert account.alts() == [PHOTO.alt]
    assert published.permalink.startswith("http")
    assert account.network.exists(published.remote_id)


def test_the_same_key_posts_once(account: Account) -> None:
    first = account.network.publish(POST, "reshare-1")
    assert account.network.publish(POST, "reshare-1") == first
    assert len(account.captions()) == 1


def test_a_change_of_mind_at_the_last_moment_posts_nothing(account: Account) -> None:
    class WithdrawnMeanwhile(Exception):
        pass

    def ready() -> None:
        raise WithdrawnMeanwhile

    with pytest.raises(WithdrawnMeanwhile):
        account.network.publish(POST, "reshare-1", ready)
    assert account.captions() == []


def test_what_does_not_fit_is_refused_before_anything_is_sent(account: Account) -> None:
    limits = account.network.check().capabilities
    too_much = [
        Post("x" * ((limits.max_caption or 0) + 1)),
        Post("many", (PHOTO,) * ((limits.max_photos or 0) + 1)),
        Post("odd", (Photo(b"<svg/>", "image/svg+xml", "A drawing"),)),
        Post("heavy", (Photo(bytes((limits.max_photo_bytes or 0) + 1), "image/jpeg", "Black"),)),
        Post("wordy", (Photo(jpeg(), "image/jpeg", "x" * ((limits.max_alt or 0) + 1)),)),
    ]
    for number, post in enumerate(too_much):
        with pytest.raises(PlatformError) as refused:
            account.network.publish(post, f"reshare-{number}")
        assert refused.value.permanent
    assert account.captions() == []


def test_a_post_is_removed_and_removing_twice_is_fine(account: Account) -> None:
    published = account.network.publish(POST, "reshare-1")
    account.network.remove(published.remote_id)
    assert account.captions() == []
    assert not account.network.exists(published.remote_id)
    account.network.remove(published.remote_id)


def test_an_outsiders_post_cannot_be_removed(account: Account) -> None:
    theirs = account.outsider_posts("Hands off")
    with pytest.raises(PlatformError) as refused:
        account.network.remove(theirs)
    assert refused.value.needs_person
    assert account.network.exists(theirs)


def test_our_own_post_is_found_again(account: Account) -> None:
    began = moment()
    assert account.network.find(POST, "reshare-1", began) is None
    published = account.network.publish(POST, "reshare-1")
    account.network.publish(Post("Something else"), "reshare-2")
    assert account.network.find(POST, "reshare-1", began) == published


def test_only_our_own_post_since_then_is_found(account: Account) -> None:
    account.network.publish(POST, "an older reshare")
    assert account.network.find(POST, "reshare-1", moment() + timedelta(seconds=10)) is None


def test_an_outsiders_or_a_different_post_is_never_found(account: Account) -> None:
    began = moment()
    wordy = Post("Puddle day! 📷 Ana R.")
    account.outsider_posts(wordy.caption)
    account.network.publish(Post(wordy.caption + " #littlewearers"), "reshare-1")
    account.network.publish(Post(wordy.caption, (PHOTO,)), "reshare-2")
    assert account.network.find(wordy, "reshare-3", began) is None
    other_photo = Post(wordy.caption, (Photo(jpeg(), "image/jpeg", "A green hat"),))
    assert account.network.find(other_photo, "reshare-4", began) is None


def test_a_post_is_found_on_a_busy_account(account: Account) -> None:
    began = moment()
    published = account.network.publish(POST, "reshare-1")
    for number in range(45):
        account.network.publish(Post(f"News {number}"), f"news-{number}")
    assert account.network.find(POST, "reshare-1", began) == published


def test_every_network_declares_what_it_can_do_without_being_asked(door: Door) -> None:
    for name in NETWORKS:
        able = capabilities(name)
        assert able.can_publish != able.needs_person
        assert able.signing_in.endswith(".")
        assert connect(name, "https://social.example", "key", door).capabilities == able


def test_a_network_we_do_not_know(door: Door) -> None:
    with pytest.raises(
        ValueError,
        match="no network called friendster; there are mastodon, bluesky, instagram, instagram-graph, manual",
    ):
        connect("friendster", "https://friendster.example", "", door)


def test_campaigns_can_name_every_network_we_hear() -> None:
    hear = {capabilities(name).family for name in NETWORKS if capabilities(name).budget}
    assert hear == set(get_args(Listened))
    assert {capabilities(name).family for name in NETWORKS} <= {*PLACES, "manual"}
