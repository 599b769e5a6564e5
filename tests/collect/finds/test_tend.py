"""Tending: what an author changes or deletes where it stands is changed or gone here."""

from datetime import timedelta

import pytest

from tests.support.listening import TAG, Ear, channel, share
from tests.support.mastodon import MastodonServer
from tests.support.people import consent
from tests.support.site import site
from ugc.consent import retention
from ugc.consent.erase import erase
from ugc.db import EVERYONE
from ugc.lifecycle import ENGINE, Actor, due, move
from ugc.models import Channel, Erasure, Find, Photo, Refusal, Screening, Submission, Upload
from ugc.platforms.outbox import Memory
from ugc.stores import Missing

PUDDLE = f"Puddle day! #{TAG}"


@pytest.fixture
def post(listening: Ear, mastodon: MastodonServer) -> str:
    """A post with two photos, found and copied; its id there."""
    made = share(mastodon.base_url, mastodon.outsider, listening.door, PUDDLE, "A red boot", "A coat")
    listening.listen()
    listening.tend()
    return made


def find(ear: Ear) -> Find:
    [found] = ear.finds()
    return found


def grant(ear: Ear, state: str) -> None:
    """As the claim page and a moderator leave it."""
    with ear.database.write(EVERYONE) as session:
        row = session.get_one(Find, find(ear).id)
        for step in ("asked", "granted"):
            move(session, row, step, ENGINE)
        submission = session.get_one(Submission, row.submission_id)
        session.add(consent(ear.world, submission, "gallery", "given"))
        for photo in submission.photos:
            photo.state = "ready"
        for step in {"ready": ["received", "ready"], "approved": ["received", "ready", "approved"]}[state]:
            move(session, submission, step, Actor("member", ear.world.moderator.account_id))
        submission.visible_from = session.now()


def public(ear: Ear) -> list[str]:
    with ear.database.read(EVERYONE) as session:
        shown = session.scalars(Submission.publishable("gallery", None, session.now()))
        return [one.story for one in shown]


def test_what_is_as_it_was_stays_and_is_looked_at_ever_more_rarely(listening: Ear, post: str) -> None:
    gaps = []
    for _ in range(12):
        before = find(listening).due_at
        assert before
        listening.clock.time = before
        listening.tend()
        after = find(listening).due_at
        assert after
        gaps.append(after - before)
    assert gaps == sorted(gaps)
    assert gaps[0] == timedelta(hours=1)
    assert gaps[-1] > timedelta(days=1)
    assert find(listening).caption == PUDDLE


def test_deleted_there_is_gone_here(listening: Ear, mastodon: MastodonServer, post: str) -> None:
    mastodon.call("DELETE", f"/api/v1/statuses/{post}", token=mastodon.outsider)
    listening.later(hours=2)
    gone = find(listening)
    assert (gone.state, gone.submission.state, gone.caption, gone.submission.story) == (
        "gone",
        "withdrawn",
        "",
        "",
    )
    assert listening.rows(Photo) == []
    assert {upload.draft for upload in listening.rows(Upload)} == {""}  # left to the sweep
    listening.listen(since=listening.clock() - timedelta(days=1))
    assert len(listening.finds()) == 1


def test_deleted_after_its_author_granted_it_leaves_every_page(
    listening: Ear, mastodon: MastodonServer, post: str
) -> None:
    grant(listening, "approved")
    assert public(listening) == [PUDDLE]
    mastodon.call("DELETE", f"/api/v1/statuses/{post}", token=mastodon.outsider)
    listening.later(hours=25)
    assert public(listening) == []
    assert find(listening).submission.state == "withdrawn"


def edit(mastodon: MastodonServer, post: str, text: str) -> None:
    """Change its words and take out all pictures but the first; this server can only change words."""
    mastodon.call("PUT", f"/api/v1/statuses/{post}", {"status": text}, token=mastodon.outsider)
    changed = mastodon.call("GET", f"/api/v1/statuses/{post}")
    changed["media_attachments"] = changed["media_attachments"][:1]
    mastodon.fault("GET", f"/api/v1/statuses/{post}", status=200, body=changed)


def test_an_edit_before_the_grant_is_taken_over(listening: Ear, mastodon: MastodonServer, post: str) -> None:
    edit(mastodon, post, f"Only the boot, please #{TAG}")
    listening.later(hours=2)
    assert listening.submission().story == f"Only the boot, please #{TAG}"
    assert [photo.alt for photo in listening.photos()] == ["A red boot"]


def test_an_edit_after_the_grant_waits_for_a_person(
    listening: Ear, mastodon: MastodonServer, post: str
) -> None:
    grant(listening, "approved")
    edit(mastodon, post, "Please do not")
    listening.later(hours=25)
    assert public(listening) == []
    assert find(listening).submission.state == "held"
    assert find(listening).submission.story == PUDDLE  # what was granted is not for us to change


def test_a_find_is_screened_like_an_upload(listening: Ear, mastodon: MastodonServer) -> None:
    mastodon.post(f"Words alone #{TAG}", token=mastodon.outsider)
    listening.listen()
    listening.tend()
    [screening] = listening.rows(Screening)
    assert screening.submission_id == listening.submission().id


def test_a_picture_that_cannot_be_had_is_given_up_and_the_others_are_kept(
    listening: Ear, mastodon: MastodonServer
) -> None:
    share(mastodon.base_url, mastodon.outsider, listening.door, PUDDLE, "A red boot", "A coat")
    listening.listen()
    with site() as elsewhere:
        elsewhere.answer("/busy.jpg", 503)
        with listening.database.write(EVERYONE) as session:
            row = session.get_one(Find, find(listening).id)
            slow = {**row.media[0], "url": f"{elsewhere.base_url}/busy.jpg"}
            inside = {**row.media[0], "url": "http://169.254.169.254/latest/meta-data"}
            row.media = [slow, inside, row.media[1]]
        for _ in range(5):
            with listening.database.write(EVERYONE) as session:
                session.get_one(Find, find(listening).id).looked_at = listening.clock() + timedelta(hours=1)
            listening.later(minutes=40)
    media = find(listening).media
    assert "has trouble of its own" in media[0]["lost"]
    assert "private network" in media[1]["lost"]
    assert [photo.alt for photo in listening.photos()] == ["A coat"]


def test_a_revoked_token_waits_for_a_person(listening: Ear, mastodon: MastodonServer, post: str) -> None:
    mastodon.fault("GET", f"/api/v1/statuses/{post}", status=401, body={"error": "revoked"})
    listening.later(hours=2)
    assert find(listening).state == "found"
    [account] = listening.rows(Channel)
    assert "Sign in again" in account.problem
    listening.later(minutes=31)
    [account] = listening.rows(Channel)
    assert account.problem is None


def test_a_channel_of_another_kind_is_not_listened_through(hears: Ear) -> None:
    channel(hears.database, hears.world, "manual", "https://friendster.example/us", "")
    assert hears.listen() == []


def test_what_nobody_answered_is_erased_with_its_pictures_and_never_found_again(
    listening: Ear, mastodon: MastodonServer, post: str
) -> None:
    keys = [photo.original_key for photo in listening.photos()]
    for _day in range(40):
        listening.clock.advance(days=1)
        with listening.database.write(EVERYONE) as session:
            retention.plan(session)
        with listening.database.read(EVERYONE) as session:
            waiting = due(session, Erasure, "waiting")
        for erasure_id in waiting:
            erase(
                listening.database, listening.store, Memory("hello@ugc.example"), lambda *_: None, erasure_id
            )
    assert (listening.rows(Find), listening.rows(Photo)) == ([], [])
    for key in keys:
        with pytest.raises(Missing):
            listening.store.open(key)
    listening.listen(since=listening.clock() - timedelta(days=60))
    assert listening.rows(Find) == []
    [kept] = listening.rows(Refusal)
    assert kept.author_sha256 == Refusal.post(kept.brand_id, "mastodon", uri(mastodon, post))
    mastodon.post(f"Another day #{TAG}", token=mastodon.outsider)
    listening.listen()
    assert [find.caption for find in listening.finds()] == [f"Another day #{TAG}"]


def uri(mastodon: MastodonServer, post: str) -> str:
    return str(mastodon.call("GET", f"/api/v1/statuses/{post}")["uri"])


@pytest.fixture
def dead(listening: Ear, mastodon: MastodonServer) -> str:
    """Somebody's post, heard when the address of its picture was dead already; its id there."""
    made = share(mastodon.base_url, mastodon.outsider, listening.door, PUDDLE, "A red boot")
    listening.listen()
    with site() as elsewhere:
        with listening.database.write(EVERYONE) as session:
            row = session.get_one(Find, find(listening).id)
            row.media = [{**row.media[0], "url": f"{elsewhere.base_url}/no-more.jpg"}]
        listening.tend()
    assert listening.rows(Photo) == []
    return made


def test_a_dead_address_sends_us_back_to_the_post_for_a_fresh_one(listening: Ear, dead: str) -> None:
    listening.later(minutes=2)
    assert [photo.alt for photo in listening.photos()] == ["A red boot"]
    assert "lost" not in find(listening).media[0]


def test_a_dead_address_may_mean_that_the_post_is_gone(
    listening: Ear, mastodon: MastodonServer, dead: str
) -> None:
    mastodon.call("DELETE", f"/api/v1/statuses/{dead}", token=mastodon.outsider)
    listening.later(minutes=2)
    assert find(listening).state == "gone"
