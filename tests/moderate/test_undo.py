"""Undo: within the grace period as if nothing had been, after it a clear refusal."""

import pytest
from sqlalchemy import select

from tests.moderate.test_decide import fresh, letters, make, published
from tests.support.clock import Clock
from tests.support.people import World
from ugc.db import EVERYONE, Database, Whose
from ugc.definitions import Definition
from ugc.lifecycle import Conflict
from ugc.models import Decision, Member, Submission
from ugc.moderate.undo import TooLate, undo
from ugc.permissions import NotAllowed


def take_back(database: Database, decision: Decision, by: Member) -> None:
    with database.write(Whose.brand(by.brand_id)) as session:
        undo(session, session.get_one(Decision, decision.id), by)


@pytest.mark.parametrize("outcome", ["approve", "decline", "return"])
def test_a_decision_taken_back_in_time_never_was(
    database: Database,
    clock: Clock,
    world: World,
    story: Submission,
    definition: Definition,
    outcome: str,
) -> None:
    decision = make(database, story, outcome, world.moderator, definition)
    clock.advance(seconds=29)
    take_back(database, decision, world.moderator)
    assert fresh(database, story).state == "ready"
    assert letters(database) == [(decision.id, "cancelled")]
    clock.advance(minutes=5)
    assert published(database, clock) == []
    with database.read(EVERYONE) as session:
        assert session.scalars(select(Decision.undone_at)).one() == clock.time.replace(minute=0, second=29)


def test_a_hold_taken_back_leaves_it_as_public_as_before(
    database: Database, clock: Clock, world: World, story: Submission, definition: Definition
) -> None:
    make(database, story, "approve", world.moderator, definition)
    clock.advance(hours=1)
    hold = make(database, story, "hold", world.moderator, definition)
    take_back(database, hold, world.moderator)
    assert published(database, clock) == [story.id]


@pytest.mark.parametrize("outcome", ["approve", "decline"])
def test_what_was_decided_about_a_held_one_taken_back_leaves_it_held(
    database: Database, clock: Clock, world: World, story: Submission, definition: Definition, outcome: str
) -> None:
    for earlier in ("approve", "hold"):
        make(database, story, earlier, world.moderator, definition)
        clock.advance(hours=1)
    decision = make(database, story, outcome, world.moderator, definition)
    take_back(database, decision, world.moderator)
    assert fresh(database, story).state == "held"
    assert published(database, clock) == []


def test_after_the_grace_period_it_is_too_late(
    database: Database, clock: Clock, world: World, story: Submission, definition: Definition
) -> None:
    decision = make(database, story, "decline", world.moderator, definition)
    clock.advance(seconds=30)
    with pytest.raises(TooLate):
        take_back(database, decision, world.moderator)
    assert fresh(database, story).state == "declined"
    assert letters(database) == [(decision.id, "queued")]


def test_it_is_taken_back_once(
    database: Database, world: World, story: Submission, definition: Definition
) -> None:
    decision = make(database, story, "decline", world.moderator, definition)
    take_back(database, decision, world.moderator)
    with pytest.raises(Conflict):
        take_back(database, decision, world.second_moderator)


def test_an_earlier_decision_cannot_be_taken_back_past_a_later_one(
    database: Database, clock: Clock, world: World, story: Submission, definition: Definition
) -> None:
    first = make(database, story, "approve", world.moderator, definition)
    for outcome in ("hold", "approve"):
        clock.advance(seconds=5)
        make(database, story, outcome, world.second_moderator, definition)
    with pytest.raises(Conflict):
        take_back(database, first, world.moderator)
    assert fresh(database, story).state == "approved"


def test_decisions_are_taken_back_one_after_the_other(
    database: Database, clock: Clock, world: World, story: Submission, definition: Definition
) -> None:
    made = []
    for outcome in ("approve", "hold", "decline"):
        clock.advance(seconds=2)
        made.append(make(database, story, outcome, world.moderator, definition))
    for decision, then in zip(reversed(made), ("held", "approved", "ready"), strict=True):
        clock.advance(seconds=2)
        take_back(database, decision, world.moderator)
        assert fresh(database, story).state == then
    assert {state for _, state in letters(database)} == {"cancelled"}
    clock.advance(hours=1)
    assert published(database, clock) == []


@pytest.mark.parametrize(
    ("earlier", "later"), [("approve", "hold"), ("hold", "decline"), ("hold", "approve")]
)
def test_what_stands_again_is_told_after_all(
    database: Database,
    clock: Clock,
    world: World,
    story: Submission,
    definition: Definition,
    earlier: str,
    later: str,
) -> None:
    if earlier == "hold":
        make(database, story, "approve", world.moderator, definition)
        clock.advance(seconds=1)
    first = make(database, story, earlier, world.moderator, definition)
    clock.advance(seconds=10)
    second = make(database, story, later, world.moderator, definition)
    clock.advance(seconds=25)
    take_back(database, second, world.moderator)
    assert letters(database)[-2:] == [(first.id, "queued"), (second.id, "cancelled")]


def test_only_who_may_decide_may_take_back(
    database: Database, world: World, story: Submission, definition: Definition
) -> None:
    decision = make(database, story, "approve", world.moderator, definition)
    with pytest.raises(NotAllowed):
        take_back(database, decision, world.spokesperson)
    with database.write(EVERYONE) as session, pytest.raises(NotAllowed):
        undo(session, session.get_one(Decision, decision.id), world.outsider)
    take_back(database, decision, world.second_moderator)
