"""The one door: arrows, conflicts, claims and the log."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.people import World, submission
from ugc.db import EVERYONE, Database, Whose
from ugc.lifecycle import ENGINE, Actor, Conflict, NoSuchArrow, begin, claim, due, move
from ugc.models import Event, Mail, Submission

LEASE = timedelta(minutes=2)


@pytest.fixture
def story(database: Database, world: World) -> Submission:
    with database.write(EVERYONE) as session:
        return submission(session, world, state="ready")


@pytest.fixture
def letter(database: Database, world: World, story: Submission) -> Mail:
    with database.write(EVERYONE) as session:
        mail = Mail(brand_id=world.brand.id, customer_id=world.customer.id, kind="receipt", about_id=story.id)
        mail.to, mail.key, mail.due_at = "carla@example.net", f"receipt:{story.id}", session.now()
        begin(session, mail, ENGINE)
        return mail


def test_a_move_is_logged_with_who_and_why(database: Database, world: World, story: Submission) -> None:
    who = Actor("member", world.moderator.account_id)
    with database.write(Whose.brand(world.brand.id)) as session:
        move(session, session.get_one(Submission, story.id), "declined", who, "The photo shows a stranger.")
    with database.read(EVERYONE) as session:
        last = session.scalars(select(Event).where(Event.about_id == story.id).order_by(Event.number)).all()[
            -1
        ]
    assert (last.old, last.new, last.actor) == ("ready", "declined", str(who))
    assert last.reason == "The photo shows a stranger."


def test_an_arrow_that_is_not_drawn_is_refused(database: Database, story: Submission) -> None:
    with database.write(EVERYONE) as session, pytest.raises(NoSuchArrow):
        move(session, session.get_one(Submission, story.id), "erased", ENGINE)


def test_of_two_moderators_one_wins_and_the_other_learns_the_fresh_state(
    database: Database, world: World, story: Submission
) -> None:
    with database.read(EVERYONE) as session:
        stale = session.get_one(Submission, story.id)
    with database.write(EVERYONE) as session:
        move(session, session.get_one(Submission, story.id), "approved", ENGINE)
    with database.write(EVERYONE) as session, pytest.raises(Conflict, match="approved"):
        session.add(stale)
        move(session, stale, "declined", ENGINE)
    with database.read(EVERYONE) as session:
        events = session.scalars(select(Event.new).where(Event.about_id == story.id)).all()
    assert "declined" not in events


def test_work_is_claimed_once_until_its_lease_runs_out(
    database: Database, clock: Clock, letter: Mail
) -> None:
    with database.write(EVERYONE) as session:
        assert due(session, Mail, "queued") == [letter.id]
        claim(session, session.get_one(Mail, letter.id), LEASE)
    with database.write(EVERYONE) as session:
        assert due(session, Mail, "queued") == []
        with pytest.raises(Conflict):
            claim(session, session.get_one(Mail, letter.id), LEASE)
    clock.advance(minutes=3)
    with database.write(EVERYONE) as session:
        assert due(session, Mail, "queued") == [letter.id]
        claim(session, session.get_one(Mail, letter.id), LEASE)


def test_a_worker_whose_lease_ran_out_cannot_finish(database: Database, clock: Clock, letter: Mail) -> None:
    with database.write(EVERYONE) as session:
        slow = session.get_one(Mail, letter.id)
        claim(session, slow, LEASE)
    clock.advance(minutes=3)
    with database.write(EVERYONE) as session:
        claim(session, session.get_one(Mail, letter.id), LEASE)
    with database.write(EVERYONE) as session, pytest.raises(Conflict):
        session.add(slow)
        move(session, slow, "sending", ENGINE)


def test_nothing_is_due_before_its_time(database: Database, clock: Clock, letter: Mail) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Mail, letter.id).due_at = clock() + timedelta(seconds=30)
    with database.write(EVERYONE) as session:
        assert due(session, Mail, "queued") == []
    clock.advance(seconds=31)
    with database.write(EVERYONE) as session:
        assert due(session, Mail, "queued") == [letter.id]


def test_a_claim_may_follow_an_arrow_and_is_logged(database: Database, letter: Mail) -> None:
    with database.write(EVERYONE) as session:
        mail = session.get_one(Mail, letter.id)
        claim(session, mail, LEASE, to="sending")
        assert (mail.state, mail.attempts) == ("sending", 1)
        assert mail.lease_until == session.now() + LEASE
        move(session, mail, "sent", ENGINE)
        assert mail.lease_until is None


def test_a_claim_along_an_arrow_that_is_not_drawn_is_refused(database: Database, letter: Mail) -> None:
    with database.write(EVERYONE) as session, pytest.raises(NoSuchArrow):
        claim(session, session.get_one(Mail, letter.id), LEASE, to="sent")
