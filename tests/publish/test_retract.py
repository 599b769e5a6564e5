"""Taken back means gone: cancelled, deleted on the network, or a dated task for a person (P5)."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.clock import Clock
from tests.support.mastodon import MastodonServer
from tests.support.people import World, consent
from tests.support.reshares import DEFINITION, LINKS, VAULT, Desk, channel, member, withdraw
from ugc import converse, publish
from ugc.db import EVERYONE
from ugc.lifecycle import ENGINE, claim, move
from ugc.models import Campaign, Channel, Consent, Decision, Mail, Reshare, Submission
from ugc.moderate.decide import decide
from ugc.moderate.undo import undo
from ugc.platforms.outbox import Memory
from ugc.publish import byhand
from ugc.publish.plan import plan, publishable

DELETE = ("DELETE", "/api/v1/statuses/*")


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.time = datetime.now(UTC)
    return clock


@pytest.fixture
def posted(desk: Desk) -> str:
    """A reshare that is live; its id."""
    row_id = desk.plan_now()
    desk.work()
    assert desk.reshare(row_id).state == "sent"
    return row_id


def test_a_post_is_deleted_and_its_author_told(desk: Desk, mastodon: MastodonServer, posted: str) -> None:
    hints: list[tuple[str, str]] = []
    desk.database.hint = lambda kind, row_id: hints.append((kind, row_id))
    with desk.database.write(EVERYONE) as session:
        withdraw(session, desk.submission_id)
        publish.follow(session, session.get_one(Submission, desk.submission_id))
    assert desk.reshare(posted).state == "removing"
    assert hints == [("removal", posted)]
    desk.work()
    assert desk.reshare(posted).state == "removed"
    assert mastodon.statuses() == []
    assert desk.letters() == ["reshared", "removed"]


@pytest.mark.parametrize("state", ["draft", "scheduled", "failed"])
def test_what_waits_is_cancelled_at_once(desk: Desk, state: str) -> None:
    row_id = desk.plan_now()
    with desk.database.write(EVERYONE) as session:
        row = session.get_one(Reshare, row_id)
        if state == "draft":
            row.state = "draft"  # as it began
        if state == "failed":
            move(session, row, "sending", ENGINE)
            move(session, row, "failed", ENGINE)
        withdraw(session, desk.submission_id)
        publish.follow(session, session.get_one(Submission, desk.submission_id))
        assert row.state == "cancelled"


def test_following_what_is_still_agreed_to_changes_nothing(desk: Desk, posted: str) -> None:
    with desk.database.write(EVERYONE) as session:
        publish.follow(session, session.get_one(Submission, desk.submission_id))
    assert desk.reshare(posted).state == "sent"


def test_the_sweep_follows_a_consent_that_ran_out(
    desk: Desk, mastodon: MastodonServer, clock: Clock, posted: str
) -> None:
    with desk.database.write(EVERYONE) as session:
        given = session.query(Consent).filter_by(submission_id=desk.submission_id, purpose="reshare").one()
        given.expires_at = clock() + timedelta(days=1)
        assert publish.sweep(session) == 0
    clock.advance(days=2)
    desk.work()
    assert desk.reshare(posted).state == "removed"
    assert mastodon.statuses() == []


def test_a_network_that_was_never_agreed_to_is_left_alone(desk: Desk, world: World) -> None:
    with desk.database.write(EVERYONE) as session:
        given = session.query(Consent).filter_by(submission_id=desk.submission_id, purpose="reshare").one()
        given.network = "mastodon"
        story = session.get_one(Submission, desk.submission_id)
        session.add(consent(world, story, "reshare", "refused", network="instagram"))
        by_hand = channel(session, world, "manual", "https://www.instagram.com/pipandmoss")
        assert (by_hand.place, publishable(session, story, by_hand, session.now())) == ("instagram", False)
    row_id = desk.plan_now()
    desk.work()
    assert desk.reshare(row_id).state == "sent"


def test_one_network_taken_back_ends_there_and_nowhere_else(desk: Desk, world: World, posted: str) -> None:
    with desk.database.write(EVERYONE) as session:
        here = session.query(Consent).filter_by(submission_id=desk.submission_id, purpose="reshare").one()
        here.network = "mastodon"
        story = session.get_one(Submission, desk.submission_id)
        session.add(consent(world, story, "reshare", "given", network="instagram"))
        there = channel(session, world, "manual", "https://www.instagram.com/pipandmoss")
        other = plan(
            session, story, there, member(world), DEFINITION, session.now(), links=LINKS, caption="© Carla"
        )
        move(session, here, "withdrawn", ENGINE)
        publish.follow(session, story)
        assert other.state == "scheduled"
    assert desk.reshare(posted).state == "removing"


@pytest.mark.parametrize("paused", ["held", "hidden", "grace"])
def test_a_pause_deletes_nothing(desk: Desk, clock: Clock, posted: str, paused: str) -> None:
    with desk.database.write(EVERYONE) as session:
        story = session.get_one(Submission, desk.submission_id)
        if paused == "held":
            move(session, story, "held", ENGINE)
        elif paused == "hidden":
            session.get_one(Campaign, story.campaign_id).hidden_at = clock()
        else:
            story.visible_from = clock() + timedelta(seconds=30)
        publish.follow(session, story)
        assert publish.sweep(session) == 0
    assert desk.reshare(posted).state == "sent"


def test_declined_after_a_hold_is_over(desk: Desk, mastodon: MastodonServer, posted: str) -> None:
    with desk.database.write(EVERYONE) as session:
        story = session.get_one(Submission, desk.submission_id)
        move(session, story, "held", ENGINE)
        move(session, story, "declined", ENGINE)
    desk.work()
    assert desk.reshare(posted).state == "removed"
    assert mastodon.statuses() == []
    assert desk.letters() == ["reshared"]  # the letter about a removal says “as you asked”


@pytest.mark.parametrize("undone", [True, False])
def test_a_decline_takes_posts_down_once_it_can_no_longer_be_undone(
    desk: Desk, mastodon: MastodonServer, clock: Clock, posted: str, undone: bool
) -> None:
    moderator = desk.world.moderator
    with desk.database.write(EVERYONE) as session:
        story = session.get_one(Submission, desk.submission_id)
        for outcome in ("hold", "decline"):
            clock.advance(seconds=1)
            made = decide(
                session, story, outcome, "A neighbour is in it.", moderator, story.state, DEFINITION
            )
            publish.follow(session, story)
    desk.work()
    assert desk.reshare(posted).state == "sent"
    if undone:
        with desk.database.write(EVERYONE) as session:
            undo(session, session.get_one(Decision, made.id), moderator)
    clock.advance(minutes=1)
    desk.work()
    assert desk.reshare(posted).state == ("sent" if undone else "removed")
    assert len(mastodon.statuses()) == (1 if undone else 0)


def test_taken_back_while_a_decline_can_be_undone_is_over(desk: Desk, posted: str) -> None:
    with desk.database.write(EVERYONE) as session:
        story = session.get_one(Submission, desk.submission_id)
        for outcome in ("hold", "decline"):
            decide(session, story, outcome, "No.", desk.world.moderator, story.state, DEFINITION)
        withdraw(session, desk.submission_id)
        publish.follow(session, story)
    assert desk.reshare(posted).state == "removing"


# The network's answers


def test_a_post_somebody_deleted_there_already_is_removed(
    desk: Desk, mastodon: MastodonServer, posted: str
) -> None:
    mastodon.call("DELETE", f"/api/v1/statuses/{desk.reshare(posted).remote_id}")
    desk.withdraw()
    desk.work()
    assert desk.reshare(posted).state == "removed"


@pytest.mark.parametrize(("status", "wait"), [(503, timedelta(minutes=2)), (429, timedelta(seconds=60))])
def test_trouble_there_is_waited_out(
    desk: Desk, mastodon: MastodonServer, clock: Clock, posted: str, status: int, wait: timedelta
) -> None:
    headers = {"Retry-After": "60"} if status == 429 else {}
    mastodon.fault(*DELETE, status=status, headers=headers)
    desk.withdraw()
    desk.work()
    row = desk.reshare(posted)
    assert (row.state, row.due_at, row.lease_until) == ("removing", clock() + wait, None)
    clock.advance(minutes=2)
    desk.work()
    assert desk.reshare(posted).state == "removed"
    assert mastodon.statuses() == []


def test_a_deletion_that_did_not_happen_is_not_believed(
    desk: Desk, mastodon: MastodonServer, clock: Clock, posted: str
) -> None:
    mastodon.fault(*DELETE, status=404)
    desk.withdraw()
    desk.work()
    assert desk.reshare(posted).state != "removed"
    assert len(mastodon.statuses()) == 1


def test_what_the_network_refuses_becomes_a_dated_task(
    desk: Desk, mastodon: MastodonServer, clock: Clock, posted: str
) -> None:
    mastodon.fault(*DELETE, status=403)
    desk.withdraw()
    desk.work()
    row = desk.reshare(posted)
    assert (row.state, row.remove_by) == ("remove_by_hand", clock() + timedelta(hours=24))
    assert row.problem
    assert row.channel.problem


def out_of_reach(desk: Desk) -> str:
    """The channel's server cannot be reached from now on; where it was."""
    with desk.database.write(EVERYONE) as session:
        there = session.get_one(Channel, desk.channel_id)
        was, there.base_url = there.base_url, "http://127.0.0.1:9"
        return was


def test_trouble_that_lasts_becomes_a_persons_task_within_a_quarter_of_an_hour(
    desk: Desk, clock: Clock, posted: str
) -> None:
    out_of_reach(desk)
    desk.withdraw()
    asked = clock()
    while desk.reshare(posted).state in {"sent", "removing"}:
        desk.work()
        clock.advance(minutes=1)
    row = desk.reshare(posted)
    assert row.state == "remove_by_hand"
    assert row.remove_by == asked + timedelta(hours=24)
    assert clock() - asked <= timedelta(minutes=16)


def test_the_machine_goes_on_beside_the_person_and_ends_the_task(
    desk: Desk, mastodon: MastodonServer, clock: Clock, posted: str
) -> None:
    was = out_of_reach(desk)
    desk.withdraw()
    for _ in range(20):
        desk.work()
        clock.advance(minutes=1)
    assert desk.reshare(posted).state == "remove_by_hand"
    with desk.database.write(EVERYONE) as session:
        session.get_one(Channel, desk.channel_id).base_url = was
    clock.advance(hours=1)
    desk.work()
    assert desk.reshare(posted).state == "removed"
    assert mastodon.statuses() == []


def test_what_a_person_deleted_there_is_seen_to_be_gone(
    desk: Desk, mastodon: MastodonServer, clock: Clock, posted: str
) -> None:
    mastodon.fault(*DELETE, status=403)
    desk.withdraw()
    desk.work()
    assert desk.reshare(posted).state == "remove_by_hand"
    mastodon.call("DELETE", f"/api/v1/statuses/{desk.reshare(posted).remote_id}")
    clock.advance(hours=1)
    desk.work()
    assert (desk.reshare(posted).state, desk.reshare(posted).problem) == ("removed", None)


def test_who_looks_after_posts_is_reminded_every_day_until_it_is_gone(
    desk: Desk, mastodon: MastodonServer, clock: Clock, posted: str, world: World
) -> None:
    def reminded() -> list[str]:
        with desk.database.write(EVERYONE) as session:
            publish.remind(session)
        with desk.database.read(EVERYONE) as session:
            return [mail.to for mail in session.query(Mail).filter_by(kind="takedown")]

    assert reminded() == []
    out_of_reach(desk)
    desk.withdraw()
    while desk.reshare(posted).state != "remove_by_hand":
        desk.work()
        clock.advance(minutes=1)
    spokesperson = world.spokesperson.account.email
    assert reminded() == reminded() == [spokesperson]
    clock.advance(hours=23)
    assert reminded() == [spokesperson]
    clock.advance(hours=2)
    assert reminded() == [spokesperson] * 2
    with desk.database.write(EVERYONE) as session:
        row = session.get_one(Reshare, posted)
        byhand.mark_removed(session, row, member(world))
        row.channel.base_url = mastodon.base_url
    mastodon.call("DELETE", f"/api/v1/statuses/{row.remote_id}")
    desk.work()
    clock.advance(days=2)
    assert reminded() == [spokesperson] * 2


def test_the_reminder_says_where_and_by_when(desk: Desk, clock: Clock, posted: str) -> None:
    out_of_reach(desk)
    desk.withdraw()
    while desk.reshare(posted).state != "remove_by_hand":
        desk.work()
        clock.advance(minutes=1)
    with desk.database.write(EVERYONE) as session:
        publish.remind(session)
        mail = session.query(Mail).filter_by(kind="takedown").one()
    mailer = Memory("hello@ugc.example")
    converse.send(desk.database, mailer, LINKS, mail.id)
    (letter,) = mailer.letters
    assert desk.reshare(posted).permalink in letter.text
    assert f"/staff/planner/{posted}" in letter.text
    assert "Carla" not in letter.text


@pytest.mark.parametrize("killed_while_sending", [False, True])
def test_nobody_is_asked_to_take_down_what_is_gone(
    desk: Desk, mastodon: MastodonServer, clock: Clock, posted: str, killed_while_sending: bool
) -> None:
    mastodon.fault(*DELETE, status=403)
    desk.withdraw()
    desk.work()
    with desk.database.write(EVERYONE) as session:
        publish.remind(session)
        mail = session.query(Mail).filter_by(kind="takedown").one()
        if killed_while_sending:
            claim(session, mail, timedelta(minutes=2), to="sending")
    mastodon.call("DELETE", f"/api/v1/statuses/{desk.reshare(posted).remote_id}")
    clock.advance(hours=1)
    desk.work()
    assert desk.reshare(posted).state == "removed"
    mailer = Memory("hello@ugc.example")
    converse.send(desk.database, mailer, LINKS, mail.id)
    assert mailer.letters == []
    with desk.database.read(EVERYONE) as session:
        assert session.get_one(Mail, mail.id).state == "cancelled"


def test_two_workers_remove_it_once(desk: Desk, mastodon: MastodonServer, posted: str) -> None:
    desk.withdraw()
    desk.work()
    publish.remove(desk.database, VAULT, desk.door, posted)
    assert desk.letters() == ["reshared", "removed"]
