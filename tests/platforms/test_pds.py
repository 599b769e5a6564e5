"""What only the real server can tell: what it takes, what it refuses and in which words."""

import json
from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.support.pds import Pds
from tests.support.photos import jpeg
from tests.support.posts import PHOTO, POST
from ugc.platforms import Door, PlatformError
from ugc.platforms.bluesky import Bluesky
from ugc.platforms.contract import Photo, Post
from ugc.platforms.listening import Tags

pytestmark = pytest.mark.pds


@pytest.fixture
def brand(pds: Pds, door: Door) -> Bluesky:
    return Bluesky(pds.base_url, pds.token, door)


def kept(pds: Pds, door: Door) -> str:
    """The secret of a channel that was just connected."""
    secrets: list[str] = []
    Bluesky(pds.base_url, pds.token, door, secrets.append).check()
    return secrets[-1]


def test_a_session_can_be_renewed_again_where_the_answer_was_lost(pds: Pds, door: Door) -> None:
    """A renewal whose answer never came is asked for once more."""
    session = json.loads(kept(pds, door))
    once, again = (
        door.request(
            "POST", f"{pds.base_url}/xrpc/com.atproto.server.refreshSession", token=session["refresh"]
        )
        for _ in range(2)
    )
    assert (once.status, again.status) == (200, 200)
    assert once.read(lambda it: it["did"]) == session["did"]


def test_a_session_that_was_ended_needs_a_person(pds: Pds, door: Door) -> None:
    session = json.loads(kept(pds, door))
    url = f"{pds.base_url}/xrpc/com.atproto.server.deleteSession"
    assert door.request("POST", url, token=session["refresh"]).status == 200
    refused = door.request(
        "POST", f"{pds.base_url}/xrpc/com.atproto.server.refreshSession", token=session["refresh"]
    )
    assert refused.read(lambda it: it["error"]) == "ExpiredToken"
    odd = Bluesky(pds.base_url, json.dumps(session | {"access": "not-ours"}), door)
    with pytest.raises(PlatformError, match="Sign in again") as out:
        odd.check()
    assert out.value.needs_person


def test_a_wrong_password(pds: Pds, door: Door) -> None:
    with pytest.raises(PlatformError, match="does not accept this handle and password") as refused:
        Bluesky(pds.base_url, "pipandmoss.test wrong", door).check()
    assert refused.value.needs_person


def test_other_words_under_the_same_key_are_refused(pds: Pds, brand: Bluesky) -> None:
    first = brand.publish(POST, "reshare-1")
    with pytest.raises(PlatformError, match="in other words"):
        brand.publish(Post("Another day"), "reshare-1")
    assert [brand.find(POST, "reshare-1", datetime.now(UTC)), len(pds.posts())] == [first, 1]


def test_a_photo_can_be_fetched_until_its_post_is_taken_down(pds: Pds, brand: Bluesky) -> None:
    photo = Photo(jpeg((320, 180), seed=7), "image/jpeg", "A wide field", (320, 180))
    published = brand.publish(Post("Fields", (photo,)), "reshare-1")
    seen = brand.look(published.remote_id)
    assert seen
    [medium] = seen.media
    with urlopen(medium.url, timeout=30) as there:
        assert there.read() == photo.data
    brand.remove(published.remote_id)
    with pytest.raises(HTTPError):
        urlopen(medium.url, timeout=30)


def test_a_full_post_of_three_hundred_signs_with_every_kind_of_mark(pds: Pds, brand: Bluesky) -> None:
    words = "🌧 @outsider.test #kleineTräger https://ugc.example/claim/" + "x" * 200
    able = brand.capabilities
    caption = words + " " + "é" * ((able.max_caption or 0) - able.length(words) - 1)
    assert able.length(caption) == able.max_caption
    brand.publish(Post(caption, (PHOTO,) * (able.max_photos or 1)), "reshare-1")
    [post] = pds.posts()
    kinds = [facet["features"][0]["$type"].rpartition("#")[2] for facet in post["facets"]]
    assert kinds == ["mention", "tag", "link"]


def test_a_thread_there_and_back(pds: Pds, brand: Bluesky) -> None:
    theirs = pds.post("Puddles #rain", pds.outsider)
    ours = brand.reply(theirs, "@outsider.test Lovely!", "reply-1")
    pds.post("Thank you", pds.outsider, reply=ours.remote_id)
    since = datetime.now(UTC) - timedelta(hours=1)
    [heard] = [post for page in brand.mentions(None, since) for post in page.posts]
    assert (heard.caption, heard.answers) == ("Thank you", ours.remote_id)
    [found] = [post for page in brand.tagged(Tags(("rain",)), None, since) for post in page.posts]
    assert found.remote_id == theirs
