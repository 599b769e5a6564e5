"""Where a definition wants two people, both have to agree; where they do not, somebody else settles it."""

import pytest

from tests.support.clock import Clock
from tests.support.people import World, member, submission
from ugc.db import EVERYONE, Database, Session, Whose
from ugc.definitions import Definition
from ugc.lifecycle import Conflict
from ugc.models import Decision, Member, Submission
from ugc.moderate.decide import marker
from ugc.moderate.queue import Filter, serve
from ugc.moderate.review import decide_with_others, reviews, unsay


@pytest.fixture
def both(definition: Definition) -> Definition:
    return definition.model_copy(
        update={"moderation": definition.moderation.model_copy(update={"reviewers": 2})}
    )


@pytest.fixture
def about(database: Database, world: World) -> str:
    with database.write(EVERYONE) as session:
        return submission(session, world, state="ready").id


@pytest.fixture
def manager(database: Database, world: World) -> Member:
    with database.write(EVERYONE) as session:
        return member(session, world.brand, "Max", "manager")


def say(
    database: Database, world: World, about: str, outcome: str, who: Member, both: Definition
) -> Decision | None:
    with database.write(Whose.brand(world.brand.id)) as session:
        row = session.get_one(Submission, about)
        reason = "" if outcome == "approve" else "It shows a neighbour."
        return decide_with_others(session, row, outcome, reason, who, marker(session, row), both)


def state(database: Database, about: str) -> str:
    with database.read(EVERYONE) as session:
        return session.get_one(Submission, about).state


def next_for(session: Session, world: World, who: Member) -> str | None:
    one = serve(session, Filter(world.brand.id), who).submission
    return one.id if one else None


@pytest.mark.parametrize(("outcome", "becomes"), [("approve", "approved"), ("decline", "declined")])
def test_two_who_agree_decide(
    database: Database, world: World, about: str, both: Definition, outcome: str, becomes: str
) -> None:
    assert say(database, world, about, outcome, world.moderator, both) is None
    assert state(database, about) == "ready"
    assert say(database, world, about, outcome, world.second_moderator, both) is not None
    assert state(database, about) == becomes


def test_nobody_is_both(database: Database, world: World, about: str, both: Definition) -> None:
    say(database, world, about, "approve", world.moderator, both)
    with pytest.raises(Conflict):
        say(database, world, about, "approve", world.moderator, both)
    with database.write(Whose.brand(world.brand.id)) as session:
        assert next_for(session, world, world.moderator) is None
        assert next_for(session, world, world.second_moderator) == about


def test_a_word_is_taken_back_until_somebody_else_has_spoken(
    database: Database, world: World, about: str, both: Definition, manager: Member
) -> None:
    def take_back(who: Member) -> None:
        with database.write(Whose.brand(world.brand.id)) as session:
            unsay(session, session.get_one(Submission, about), who)

    say(database, world, about, "decline", world.moderator, both)
    take_back(world.moderator)
    with pytest.raises(Conflict):
        take_back(world.moderator)
    with database.write(Whose.brand(world.brand.id)) as session:
        assert next_for(session, world, world.moderator) == about
    say(database, world, about, "approve", world.moderator, both)
    assert say(database, world, about, "decline", world.second_moderator, both) is None
    with pytest.raises(Conflict):
        take_back(world.moderator)
    take_back(world.second_moderator)
    assert say(database, world, about, "approve", world.second_moderator, both) is not None
    assert state(database, about) == "approved"


def test_whoever_wrote_last_has_spoken_last_whenever_they_began(
    database: Database, world: World, clock: Clock, about: str, both: Definition
) -> None:
    clock.advance(seconds=1)
    say(database, world, about, "approve", world.moderator, both)
    clock.advance(seconds=-1)  # of two at once: they began first, and waited for the other
    say(database, world, about, "decline", world.second_moderator, both)
    with database.write(Whose.brand(world.brand.id)) as session:
        row = session.get_one(Submission, about)
        assert [one.outcome for one in reviews(session, row)] == ["approve", "decline"]
        with pytest.raises(Conflict):
            unsay(session, row, world.moderator)
        unsay(session, row, world.second_moderator)


def test_who_has_spoken_is_served_another_whatever_happened_to_that(
    database: Database, world: World, clock: Clock, about: str, both: Definition
) -> None:
    say(database, world, about, "approve", world.moderator, both)
    clock.advance(seconds=1)
    with database.write(EVERYONE) as session:
        another = submission(session, world, state="ready").id  # its history is newer than what was said
    with database.write(Whose.brand(world.brand.id)) as session:
        assert next_for(session, world, world.moderator) == another
        assert next_for(session, world, world.second_moderator) == about


def test_where_they_disagree_a_manager_settles_it(
    database: Database, world: World, about: str, both: Definition, manager: Member
) -> None:
    say(database, world, about, "approve", world.moderator, both)
    assert say(database, world, about, "decline", world.second_moderator, both) is None
    assert state(database, about) == "ready"
    with database.write(Whose.brand(world.brand.id)) as session:
        third = member(session, world.brand, "Tom", "moderator")
        session.flush()
        assert next_for(session, world, third) is None
        assert next_for(session, world, manager) == about
    with pytest.raises(Conflict):
        say(database, world, about, "approve", third, both)
    decision = say(database, world, about, "decline", manager, both)
    assert decision is not None
    assert decision.account_id == manager.account_id


def test_what_was_said_before_it_changed_counts_no_more(
    database: Database, world: World, about: str, both: Definition
) -> None:
    from ugc.lifecycle import Actor, move

    say(database, world, about, "approve", world.moderator, both)
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, about)
        for step in ("returned", "ready"):
            move(session, row, step, Actor("customer", row.customer_id))
        assert reviews(session, row) == []
    assert say(database, world, about, "approve", world.second_moderator, both) is None
    assert say(database, world, about, "approve", world.moderator, both) is not None


def test_one_is_enough_where_nothing_else_is_asked(
    database: Database, world: World, about: str, definition: Definition
) -> None:
    assert say(database, world, about, "approve", world.moderator, definition) is not None
