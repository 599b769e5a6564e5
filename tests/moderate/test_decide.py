"""Deciding: by whom, about what was seen, with which reason, and what follows."""

import pytest
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.people import World, consent, submission
from tests.support.reshares import add_photo
from ugc.db import EVERYONE, Database, Whose
from ugc.definitions import Definition
from ugc.lifecycle import ENGINE, Actor, Conflict, NoSuchArrow, move
from ugc.models import Decision, Event, Mail, Member, Review, Submission
from ugc.moderate.decide import NoReason, Sealed, decide, last_decision, marker
from ugc.moderate.review import decide_with_others
from ugc.permissions import NotAllowed
from ugc.stores import MemoryStore

WHY = "Have you a sharper one?"


def make(
    database: Database,
    story: Submission,
    outcome: str,
    by: Member,
    definition: Definition,
    *,
    why: str = WHY,
    seen: str | None = None,
) -> Decision:
    """Decide in a transaction of its own, about what is there now unless `seen` says otherwise."""
    with database.write(Whose.brand(by.brand_id)) as session:
        row = session.get_one(Submission, story.id)
        return decide(session, row, outcome, why, by, seen or row.state, definition)


def fresh(database: Database, story: Submission) -> Submission:
    with database.read(EVERYONE) as session:
        return session.get_one(Submission, story.id)


def letters(database: Database) -> list[tuple[str, str]]:
    with database.read(EVERYONE) as session:
        return [(mail.about_id, mail.state) for mail in session.scalars(select(Mail).order_by(Mail.due_at))]


def published(database: Database, clock: Clock) -> list[str]:
    with database.read(EVERYONE) as session:
        return [row.id for row in session.scalars(Submission.publishable("gallery", None, clock()))]


def test_an_approval_is_public_when_the_grace_period_is_over(
    database: Database, clock: Clock, world: World, story: Submission, definition: Definition
) -> None:
    decision = make(database, story, "approve", world.moderator, definition, why="")
    assert decision.final_at == clock() + definition.moderation.grace
    assert published(database, clock) == []
    clock.advance(seconds=30)
    assert published(database, clock) == [story.id]


@pytest.mark.parametrize(("outcome", "state"), [("decline", "declined"), ("return", "returned")])
def test_the_customer_is_told_why_and_the_log_says_who(
    database: Database, world: World, story: Submission, definition: Definition, outcome: str, state: str
) -> None:
    decision = make(database, story, outcome, world.moderator, definition, why=f"  {WHY}\n")
    assert fresh(database, story).state == state
    assert decision.reason == WHY
    with database.read(EVERYONE) as session:
        mail = session.scalars(select(Mail)).one()
        logged = session.scalars(select(Event).where(Event.new == state)).one()
    assert (mail.kind, mail.about_id, mail.to) == ("decision", decision.id, world.customer.email)
    assert mail.due_at == decision.final_at
    assert (logged.actor, logged.reason) == (f"member:{world.moderator.account_id}", WHY)


@pytest.mark.parametrize("outcome", ["decline", "return"])
@pytest.mark.parametrize("reason", ["", " \n\t "])
def test_nobody_is_turned_away_without_a_reason(
    database: Database, world: World, story: Submission, definition: Definition, outcome: str, reason: str
) -> None:
    with pytest.raises(NoReason):
        make(database, story, outcome, world.moderator, definition, why=reason)
    assert fresh(database, story).state == "ready"
    assert letters(database) == []


def test_what_is_approved_can_be_held_at_once_with_a_reason(
    database: Database, clock: Clock, world: World, story: Submission, definition: Definition
) -> None:
    make(database, story, "approve", world.moderator, definition)
    clock.advance(minutes=5)
    with pytest.raises(NoReason):
        make(database, story, "hold", world.second_moderator, definition, why="")
    make(
        database, story, "hold", world.second_moderator, definition, why="A neighbour asked us to look again."
    )
    assert published(database, clock) == []
    make(database, story, "approve", world.moderator, definition)
    clock.advance(seconds=30)
    assert published(database, clock) == [story.id]


def test_what_waits_cannot_be_held(
    database: Database, world: World, story: Submission, definition: Definition
) -> None:
    with pytest.raises(NoSuchArrow):
        make(database, story, "hold", world.moderator, definition)


def test_the_second_of_two_deciders_is_told(
    database: Database, world: World, story: Submission, definition: Definition
) -> None:
    make(database, story, "approve", world.moderator, definition)
    with pytest.raises(Conflict):
        make(database, story, "decline", world.second_moderator, definition, seen="ready")
    with database.read(EVERYONE) as session:
        last = last_decision(session, session.get_one(Submission, story.id))
        assert last
        assert (last.outcome, last.account.name) == ("approved", "Mo")
    assert fresh(database, story).state == "approved"


def test_a_page_open_while_the_customer_mended_it_decides_nothing(
    database: Database, world: World, story: Submission, definition: Definition
) -> None:
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, story.id)
        seen = marker(session, row)
        for state in ("returned", "received", "ready"):
            move(session, row, state, ENGINE)
    with pytest.raises(Conflict):
        make(database, story, "approve", world.moderator, definition, seen=seen)
    with database.read(EVERYONE) as session:
        seen = marker(session, session.get_one(Submission, story.id))
    make(database, story, "approve", world.moderator, definition, seen=seen)


def test_only_the_last_decision_is_told(
    database: Database, clock: Clock, world: World, story: Submission, definition: Definition
) -> None:
    first = make(database, story, "approve", world.moderator, definition)
    clock.advance(seconds=10)
    second = make(database, story, "hold", world.second_moderator, definition)
    assert letters(database) == [(first.id, "cancelled"), (second.id, "queued")]


def test_somebody_without_an_address_gets_no_letter(
    database: Database, world: World, story: Submission, definition: Definition
) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Submission, story.id).customer.email = ""
    make(database, story, "approve", world.moderator, definition)
    assert letters(database) == []


def test_those_who_may_not_moderate_decide_nothing(
    database: Database, world: World, story: Submission, definition: Definition
) -> None:
    with pytest.raises(NotAllowed):
        make(database, story, "approve", world.spokesperson, definition)
    assert fresh(database, story).state == "ready"


def test_an_outsider_decides_nothing_even_with_the_row_in_hand(
    database: Database, world: World, story: Submission, definition: Definition
) -> None:
    with database.write(EVERYONE) as session, pytest.raises(NotAllowed):
        row = session.get_one(Submission, story.id)
        decide(session, row, "approve", "", world.outsider, "ready", definition)


def test_what_the_customer_took_back_stays_taken_back(
    database: Database, world: World, story: Submission, definition: Definition
) -> None:
    with database.write(EVERYONE) as session:
        move(
            session, session.get_one(Submission, story.id), "withdrawn", Actor("customer", world.customer.id)
        )
    with pytest.raises(Conflict):
        make(database, story, "approve", world.moderator, definition, seen="ready")
    with pytest.raises(NoSuchArrow):
        make(database, story, "approve", world.moderator, definition)


def test_a_decision_is_about_one_submission_only(
    database: Database, world: World, story: Submission, definition: Definition
) -> None:
    with database.write(EVERYONE) as session:
        other = submission(session, world, state="ready")
    make(database, story, "decline", world.moderator, definition)
    assert fresh(database, other).state == "ready"


@pytest.mark.parametrize("answer", ["requested", "refused", "lapsed"])
@pytest.mark.parametrize("held", [False, True])
def test_nobody_says_yes_to_photos_that_are_sealed(
    database: Database, world: World, story: Submission, definition: Definition, answer: str, held: bool
) -> None:
    """Not alone, not as the first of two, and not by letting go of what was held."""
    two = definition.model_copy(
        update={"moderation": definition.moderation.model_copy(update={"reviewers": 2})}
    )
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, story.id)
        add_photo(session, MemoryStore(), row)
        if held:
            move(session, row, "approved", Actor("member"))
            move(session, row, "held", Actor("member"))
        session.add(consent(world, row, "gallery", answer, "depicted"))
    for rule in (definition, two):
        with database.write(Whose.brand(world.brand.id)) as session:
            row = session.get_one(Submission, story.id)
            with pytest.raises(Sealed):
                decide_with_others(session, row, "approve", "", world.moderator, row.state, rule)
    assert fresh(database, story).state == ("held" if held else "ready")
    with database.read(EVERYONE) as session:
        assert session.scalars(select(Review)).all() == []
