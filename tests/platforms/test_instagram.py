"""Instagram's own ways, through the real instaloader: signing in, pages, films, and every refusal."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.instagram import REFUSALS, InstagramServer
from ugc.platforms import Door, PlatformError, connect
from ugc.platforms.instagram import Instagram
from ugc.platforms.listening import Tags

TAG = "/api/v1/tags/web_info/"
TAGS = Tags(("boots",))
SINCE = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def brand(instagram: InstagramServer, door: Door) -> Instagram:
    return Instagram("https://www.instagram.com/pipandmoss/", instagram.token, door)


def captions(brand: Instagram, cursor: str | None = None, tags: Tags = TAGS) -> list[str]:
    return [post.caption for page in brand.tagged(tags, cursor, SINCE) for post in page.posts]


# Signing in


def test_a_password_is_given_for_a_session_that_is_kept(instagram: InstagramServer, door: Door) -> None:
    kept: list[str] = []
    profile = Instagram("", instagram.token, door, kept.append).check()
    assert (profile.handle, profile.url) == ("@pipandmoss", "https://www.instagram.com/pipandmoss/")
    [secret] = kept
    assert "brand-pass" not in secret
    assert json.loads(secret)["cookies"]["sessionid"] in instagram.sessions
    signed_in = len(instagram.sessions)
    assert Instagram("", secret, door, kept.append).check() == profile
    assert (len(instagram.sessions), kept) == (signed_in, [secret])


@pytest.mark.parametrize(
    ("secret", "says"),
    [
        ("pipandmoss wrong-1", "does not accept this password"),
        ("nobody wrong-1", "no account called nobody"),
        ("pipandmoss", "a name and a password"),
        ("{}", "Sign in again"),
        ('{"username": "pipandmoss", "cookies": {"sessionid": "old"}}', "Sign in again"),
        (
            '{"username": "pipandmoss", "cookies": {"sessionid": "old", "csrftoken": "x"}}',
            "has signed pipandmoss out",
        ),
    ],
)
def test_a_sign_in_that_fails_says_why(
    instagram: InstagramServer, door: Door, secret: str, says: str
) -> None:
    with pytest.raises(PlatformError, match=says) as refused:
        Instagram("", secret, door).check()
    assert refused.value.needs_person
    assert "wrong-1" not in str(refused.value)


def test_a_code_is_asked_for_and_taken(instagram: InstagramServer, door: Door) -> None:
    instagram.codes["pipandmoss"] = "123456"
    for secret, says in (
        ("", "has sent pipandmoss a code"),
        (" 000000", "does not accept this password or code"),
    ):
        with pytest.raises(PlatformError, match=says):
            Instagram("", instagram.token + secret, door).check()
    assert Instagram("", f"{instagram.token} 123456", door).check().handle == "@pipandmoss"


# Posts


def test_all_pages_are_read_newest_first_and_only_as_far_as_needed(
    instagram: InstagramServer, brand: Instagram
) -> None:
    now = datetime.now(UTC)
    for number in range(8):
        instagram.share(f"Day {number} #boots", at=now - timedelta(days=30 - 4 * number))
    assert captions(brand) == [f"Day {number} #boots" for number in reversed(range(8))]
    assert sum("/explore/tags" in asked for asked in instagram.asked) == 2
    assert captions(brand, cursor=(now - timedelta(days=6)).isoformat()) == ["Day 7 #boots", "Day 6 #boots"]


@pytest.mark.parametrize("how", REFUSALS)
def test_a_further_page_is_a_bonus(instagram: InstagramServer, brand: Instagram, how: str) -> None:
    for number in range(5):
        instagram.share(f"Day {number} #boots")
    instagram.refuse("/explore/tags/", how)
    assert captions(brand) == ["Day 4 #boots", "Day 3 #boots", "Day 2 #boots"]


def test_a_page_that_comes_twice_is_no_endless_list(instagram: InstagramServer, brand: Instagram) -> None:
    for number in range(4):
        instagram.share(f"Day {number} #boots")
    assert len(captions(brand, tags=Tags(("boots", "boots")))) == 8  # once is made of it where it is kept


def test_a_film_among_pictures_keeps_its_place(instagram: InstagramServer, brand: Instagram) -> None:
    instagram.share("A walk #boots", "A clip", "A boot", film=True)
    instagram.share("A clip #boots", "Splash", film=True)
    clip, walk = [post for page in brand.tagged(TAGS, None, SINCE) for post in page.posts]
    assert [(medium.kind, medium.alt) for medium in walk.media] == [("video", "A clip"), ("photo", "A boot")]
    assert [medium.kind for medium in clip.media] == ["video"]


def test_a_post_without_words(instagram: InstagramServer, brand: Instagram) -> None:
    post = brand.look(instagram.share(None, "A boot"))
    assert post
    assert (post.caption, post.tags) == ("", frozenset())


def test_posting_is_left_to_a_person(brand: Instagram) -> None:
    with pytest.raises(PlatformError, match="by hand"):
        brand.remove("1")


# Refusals: each that people have reported becomes a sentence that says what to do

SAYS = {
    "login redirect": ("has signed pipandmoss out", "person"),
    "checkpoint": ("open instagram.com as pipandmoss", "person"),
    "challenge": ("open instagram.com as pipandmoss", "person"),
    "feedback": ("holds pipandmoss back", "later"),
    "slow down": ("asks us to slow down", "later"),
    "unauthorized": ("has signed pipandmoss out", "person"),
    "login required": ("has signed pipandmoss out", "person"),
    "html": ("a page for people", "later"),
    "trouble": ("trouble of its own", ""),
    "empty section": ("do not understand", ""),
    "odd": ("do not understand", ""),
}


@pytest.mark.parametrize(("how", "says"), SAYS.items())
def test_a_refusal_says_what_to_do(
    instagram: InstagramServer, brand: Instagram, how: str, says: tuple[str, str]
) -> None:
    words, what = says
    brand.check()
    instagram.refuse(TAG, how)
    with pytest.raises(PlatformError, match=words) as refused:
        captions(brand)
    assert refused.value.needs_person == (what == "person")
    assert (refused.value.retry_after is not None) == (what == "later")
    assert refused.value.__cause__ is None  # what instaloader raised may quote what was sent
    instagram.share("Back #boots")
    assert captions(brand) == ["Back #boots"]


def test_a_tag_that_instagram_does_not_show_has_no_posts(
    instagram: InstagramServer, brand: Instagram
) -> None:
    instagram.refuse(TAG, "not found")
    assert captions(brand) == []


def test_a_checkpoint_while_signing_in(instagram: InstagramServer, brand: Instagram) -> None:
    instagram.refuse("/api/v1/web/accounts/login/", "html")
    with pytest.raises(PlatformError, match="did not let pipandmoss sign in"):
        brand.check()


def test_a_server_that_cannot_be_reached(
    instagram: InstagramServer, door: Door, capfd: pytest.CaptureFixture[str]
) -> None:
    instagram.base_url = "http://127.0.0.1:9"
    with pytest.raises(PlatformError, match="cannot be reached") as refused:
        Instagram("", instagram.token, door).check()
    assert not refused.value.needs_person
    assert capfd.readouterr() == ("", "")


def test_a_budget_that_is_used_up_stops_before_asking(instagram: InstagramServer, door: Door) -> None:
    def used_up() -> None:
        raise PlatformError("Enough for now.", retry_after=60)

    with pytest.raises(PlatformError, match="Enough"):
        connect("instagram", "", instagram.token, door.counting(used_up)).check()
    assert instagram.asked == []
