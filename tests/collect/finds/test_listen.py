"""Listening on Mastodon: what is kept of a post, once, through every death and fault."""

from datetime import timedelta

import pytest

from tests.support.faulty import Fault, faulty
from tests.support.listening import LINKS, TAG, VAULT, Ear, channel, define, share
from tests.support.mastodon import MastodonServer
from tests.support.people import campaign
from ugc.collect import finds
from ugc.collect.finds import keep, search
from ugc.db import EVERYONE
from ugc.models import Campaign, Customer, Mail, Member, Search, Submission

PUDDLE = f"Puddle day! #{TAG}"


def post(mastodon: MastodonServer, ear: Ear, text: str = PUDDLE, *alts: str) -> str:
    return share(mastodon.base_url, mastodon.outsider, ear.door, text, *(alts or ("A red boot",)))


def test_a_post_becomes_a_find_with_where_it_is_from(listening: Ear, mastodon: MastodonServer) -> None:
    remote_id = post(mastodon, listening, PUDDLE, "A red boot", "A yellow coat")
    [heard] = listening.listen()
    assert heard
    assert heard.new == 1
    [find] = listening.finds()
    host = mastodon.base_url.removeprefix("http://")
    assert (find.state, find.network, find.remote_id) == ("found", "mastodon", remote_id)
    assert find.permalink.endswith(f"{host}/@outsider/{remote_id}")
    assert (find.author_handle, find.author_name) == (f"@outsider@{host}", "outsider")
    assert find.caption == PUDDLE
    assert [one["alt"] for one in find.media] == ["A red boot", "A yellow coat"]
    assert abs(find.posted_at - listening.clock()) < timedelta(minutes=5)
    submission = listening.submission()
    assert (submission.state, submission.kind, submission.story) == ("found", "photo", PUDDLE)


def test_its_pictures_are_copied_early_in_order_with_their_words(
    listening: Ear, mastodon: MastodonServer
) -> None:
    post(mastodon, listening, PUDDLE, "A red boot", "A yellow coat")
    listening.listen()
    listening.tend()
    mastodon.reset()  # what was there is gone; ours is safe
    first, second = listening.photos()
    assert [first.alt, second.alt] == ["A red boot", "A yellow coat"]
    assert [first.state, second.state] == ["received", "received"]
    with listening.store.open(first.original_key) as kept:
        assert kept.read(2) == b"\xff\xd8"


def test_listening_again_finds_nothing_twice(listening: Ear, mastodon: MastodonServer) -> None:
    post(mastodon, listening)
    listening.listen()
    post(mastodon, listening, f"Another day #{TAG}")
    [again] = listening.listen()
    assert again
    assert again.new == 1
    listening.listen(since=listening.clock() - timedelta(days=1))
    assert len(listening.finds()) == 2


def test_every_page_is_read_going_back_and_going_forward(listening: Ear, mastodon: MastodonServer) -> None:
    for number in range(45):
        mastodon.post(f"Day {number} #{TAG}", token=mastodon.outsider)
    listening.listen()
    assert len(listening.finds()) == 45
    for number in range(45, 90):
        mastodon.post(f"Day {number} #{TAG}", token=mastodon.outsider)
    listening.listen()
    assert sorted(int(find.caption.split()[1]) for find in listening.finds()) == list(range(90))


def test_reposts_and_our_own_posts_are_left_out(listening: Ear, mastodon: MastodonServer) -> None:
    ours = mastodon.post(f"Ours #{TAG}")
    mastodon.call("POST", f"/api/v1/statuses/{ours['id']}/reblog", {}, token=mastodon.outsider)
    theirs = mastodon.post(f"Theirs #{TAG}", token=mastodon.outsider)
    mastodon.call("POST", f"/api/v1/statuses/{theirs['id']}/reblog", {})
    listening.listen()
    assert [find.caption for find in listening.finds()] == [f"Theirs #{TAG}"]


def test_a_mention_with_a_picture_is_found_and_chat_is_not(listening: Ear, mastodon: MastodonServer) -> None:
    post(mastodon, listening, "Look, @pipandmoss!")
    mastodon.post("@pipandmoss when do you open?", token=mastodon.outsider)
    listening.listen()
    assert [find.caption for find in listening.finds()] == ["Look, @pipandmoss!"]


def test_tags_that_must_and_must_not_be_there(listening: Ear, mastodon: MastodonServer) -> None:
    define(
        listening.database, listening.world.campaign, networks=["mastodon"], all=["boots"], none=["advert"]
    )
    for text in ("#Boots", "", "#boots #advert"):
        mastodon.post(f"Puddles #{TAG} {text}", token=mastodon.outsider)
    listening.listen()
    assert [find.caption for find in listening.finds()] == [f"Puddles #{TAG} #Boots"]


def test_two_servers_and_two_campaigns_keep_one_post_once(listening: Ear, mastodon: MastodonServer) -> None:
    channel(listening.database, listening.world, "mastodon", mastodon.base_url, mastodon.token, "second")
    post(mastodon, listening)
    first, second = listening.listen()
    assert first
    assert second
    assert (first.new, second.new) == (1, 0)
    with listening.database.write(EVERYONE) as session:
        other = campaign(session, listening.world.brand, "rainy-days")
    define(listening.database, other, networks=["mastodon"])
    with listening.database.write(EVERYONE) as session:
        searches = finds.searches(session, session.get_one(Campaign, other.id))
    for one in searches:
        finds.listen(listening.database, VAULT, listening.door, LINKS, one.id)
    assert len(listening.finds()) == len(listening.rows(Submission)) == len(listening.rows(Customer)) - 2 == 1


class Killed(BaseException):
    """The process dies here."""


@pytest.mark.parametrize("deaths", [2, 41])
def test_a_death_anywhere_loses_and_doubles_nothing(
    listening: Ear, mastodon: MastodonServer, monkeypatch: pytest.MonkeyPatch, deaths: int
) -> None:
    for number in range(42):
        mastodon.post(f"Day {number} #{TAG}", token=mastodon.outsider)
    left = [deaths]

    def dying(*arguments: object) -> keep.Outcome:
        left[0] -= 1
        if left[0] == 0:
            raise Killed
        return keep.keep(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(search, "keep", dying)
        with pytest.raises(Killed):
            listening.listen()
    assert listening.listen() == [None]  # the dead one's lease still holds
    listening.clock.advance(minutes=11)
    [heard] = listening.listen()
    assert heard
    assert len(listening.finds()) == 42


@pytest.mark.parametrize("fault", [Fault.CUT_BEFORE_SERVER, Fault.CUT_BEFORE_ANSWER, Fault.CUT_IN_ANSWER])
def test_a_broken_line_is_tried_again_and_holds_nobody_up(
    hears: Ear, mastodon: MastodonServer, fault: Fault
) -> None:
    with faulty(mastodon.base_url) as relay:
        channel(hears.database, hears.world, "mastodon", relay.base_url, mastodon.token, "a-broken")
        channel(hears.database, hears.world, "mastodon", mastodon.base_url, mastodon.token, "b-sound")
        post(mastodon, hears)
        relay.break_next("GET /api/v1/timelines", fault)
        broken, sound = hears.listen()
        assert broken
        assert sound
        assert broken.problem
        assert sound.new == 1
        hears.clock.advance(minutes=2)
        assert [one.problem for one in hears.listen() if one] == [None, None]
    assert [search.problem for search in hears.rows(Search)] == [None, None]


def test_a_revoked_token_is_the_channels_problem_until_it_works_again(
    listening: Ear, mastodon: MastodonServer
) -> None:
    mastodon.fault("GET", "/api/v1/timelines/tag/*", status=401, body={"error": "revoked"})
    with listening.database.write(EVERYONE) as session:
        session.get_one(Member, listening.world.moderator.id).role = "owner"
    listening.listen()
    mastodon.fault("GET", "/api/v1/timelines/tag/*", status=401, body={"error": "revoked"})
    listening.listen()
    assert [(mail.kind, mail.customer_id) for mail in listening.rows(Mail)] == [
        ("channel", None)
    ]  # told once
    search = listening.search()
    assert search.problem
    assert "Sign in again" in search.problem
    assert search.due_at == listening.clock() + timedelta(minutes=30)
    with listening.database.read(EVERYONE) as session:
        assert session.get_one(Search, search.id).channel.problem == search.problem
    listening.listen()
    with listening.database.read(EVERYONE) as session:
        assert session.get_one(Search, search.id).channel.problem is None


def test_the_next_time_is_as_the_definition_says(listening: Ear) -> None:
    listening.listen()
    assert listening.search().due_at == listening.clock() + timedelta(minutes=15)
    assert finds.listen(listening.database, VAULT, listening.door, LINKS, listening.search().id) is None


def test_a_dry_run_keeps_nothing(listening: Ear, mastodon: MastodonServer) -> None:
    post(mastodon, listening)
    with listening.database.write(EVERYONE) as session:
        [one] = finds.searches(session, session.get_one(Campaign, listening.world.campaign.id))
    peeked = list(finds.peek(listening.database, VAULT, listening.door, one.id))
    assert [(found.caption, outcome) for found, outcome in peeked] == [(PUDDLE, keep.Outcome.NEW)]
    assert listening.finds() == []
    assert listening.search().cursors == {}


def test_searches_follow_what_campaigns_want(listening: Ear) -> None:
    with listening.database.write(EVERYONE) as session:
        finds.plan(session)
    with listening.database.write(EVERYONE) as session:
        finds.plan(session)
    assert listening.search().state == "waiting"
    define(listening.database, listening.world.campaign, networks=["bluesky"])
    with listening.database.write(EVERYONE) as session:
        finds.plan(session)
    assert listening.search().state == "over"
    define(listening.database, listening.world.campaign, networks=["mastodon"])
    with listening.database.write(EVERYONE) as session:
        finds.plan(session)
    assert listening.search().state == "waiting"
