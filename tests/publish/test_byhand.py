"""The channel a person looks after: posted and taken down by hand, with the same promises."""

from datetime import timedelta

import pytest

from tests.support.clock import Clock
from tests.support.mastodon import MastodonServer
from tests.support.reshares import Desk, channel, member
from ugc.db import EVERYONE
from ugc.models import Channel, Reshare
from ugc.publish.byhand import mark_posted, mark_removed
from ugc.publish.credit import Refused

LINK = "https://pics.example/p/1"


@pytest.fixture
def manual(desk: Desk) -> Desk:
    """The desk with a channel nobody but a person can post to."""
    with desk.database.write(EVERYONE) as session:
        desk.channel_id = channel(session, desk.world, "manual", "https://pics.example/pip").id
    return desk


def mark(desk: Desk, row_id: str, link: str = LINK) -> None:
    with desk.database.write(EVERYONE) as session:
        mark_posted(session, session.get_one(Reshare, row_id), member(desk.world), link)


def test_at_its_time_it_waits_for_a_person_who_posts_it(manual: Desk) -> None:
    row_id = manual.plan_now()
    manual.work()
    assert manual.reshare(row_id).state == "scheduled"
    mark(manual, row_id)
    row = manual.reshare(row_id)
    assert (row.state, row.permalink) == ("sent", LINK)
    assert manual.letters() == ["reshared"]


def test_a_withdrawal_cancels_what_waits_for_a_person(manual: Desk, clock: Clock) -> None:
    row_id = manual.plan_now()
    manual.work()
    manual.withdraw()
    manual.work()
    assert manual.reshare(row_id).state == "cancelled"
    with pytest.raises(Refused, match="delete your post now"):
        mark(manual, row_id)


def test_posted_while_it_was_taken_back_is_a_task_to_take_it_down(manual: Desk, clock: Clock) -> None:
    row_id = manual.plan_now()
    manual.withdraw()
    mark(manual, row_id)
    manual.work()
    row = manual.reshare(row_id)
    assert (row.state, row.remove_by) == ("remove_by_hand", clock() + timedelta(hours=24))


def test_taken_down_by_hand_is_removed_and_its_author_told(manual: Desk) -> None:
    row_id = manual.plan_now()
    mark(manual, row_id)
    manual.withdraw()
    manual.work()
    with manual.database.write(EVERYONE) as session:
        mark_removed(session, session.get_one(Reshare, row_id), member(manual.world))
    assert manual.reshare(row_id).state == "removed"
    assert manual.letters() == ["reshared", "removed"]


@pytest.mark.parametrize("link", ["", "pics.example/p/1", "javascript:alert(1)", "https://" + "x" * 500])
def test_a_link_has_to_be_one(manual: Desk, link: str) -> None:
    row_id = manual.plan_now()
    with pytest.raises(Refused, match="no link"):
        mark(manual, row_id, link)
    assert manual.reshare(row_id).state == "scheduled"


def test_what_the_machine_posts_is_not_marked_by_hand(desk: Desk, mastodon: MastodonServer) -> None:
    row_id = desk.plan_now()
    with pytest.raises(Refused, match="not waiting to be posted by hand"):
        mark(desk, row_id)
    with desk.database.write(EVERYONE) as session, pytest.raises(Refused):
        mark_removed(session, session.get_one(Reshare, row_id), member(desk.world))


def test_what_a_person_says_is_gone_is_looked_at_again(desk: Desk, mastodon: MastodonServer) -> None:
    row_id = desk.plan_now()
    desk.work()
    mastodon.fault("DELETE", "/api/v1/statuses/*", status=403, count=2)
    desk.withdraw()
    desk.work()
    with desk.database.write(EVERYONE) as session:
        session.get_one(Channel, desk.channel_id).problem = None  # somebody signed in again
        mark_removed(session, session.get_one(Reshare, row_id), member(desk.world))
    desk.work()
    row = desk.reshare(row_id)
    assert row.state == "remove_by_hand"
    assert row.remove_by is not None
    assert len(mastodon.statuses()) == 1
    mastodon.call("DELETE", f"/api/v1/statuses/{row.remote_id}")
    with desk.database.write(EVERYONE) as session:
        session.get_one(Channel, desk.channel_id).problem = None
        mark_removed(session, session.get_one(Reshare, row_id), member(desk.world))
    assert desk.reshare(row_id).state == "remove_by_hand"
    desk.work()
    assert desk.reshare(row_id).state == "removed"
    assert desk.letters().count("removed") == 1


def test_where_nobody_lets_us_look_their_word_counts(desk: Desk, mastodon: MastodonServer) -> None:
    row_id = desk.plan_now()
    desk.work()
    mastodon.fault("DELETE", "/api/v1/statuses/*", status=401)
    desk.withdraw()
    desk.work()
    with desk.database.write(EVERYONE) as session:
        row = session.get_one(Reshare, row_id)
        assert row.channel.problem
        mark_removed(session, row, member(desk.world))
    assert desk.reshare(row_id).state == "removed"
