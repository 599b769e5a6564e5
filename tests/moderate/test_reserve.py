"""An item open at one desk is served to no other, until it is decided or the reservation runs out."""

from datetime import timedelta

import pytest

from tests.support.clock import Clock
from tests.support.people import World, submission
from ugc.db import Database, Whose
from ugc.definitions import Definition
from ugc.models import RETURNED, Submission
from ugc.moderate.decide import decide
from ugc.moderate.queue import Filter, serve
from ugc.moderate.reserve import LEASE, Taken, holder, reserve, take


@pytest.fixture
def two(database: Database, clock: Clock, world: World) -> list[str]:
    made = []
    with database.write(Whose.brand(world.brand.id)) as session:
        for _ in range(2):
            made.append(submission(session, world, state="ready").id)
            clock.advance(minutes=1)
    return made


def served(database: Database, world: World, who: object, after: str | None = None) -> str | None:
    with database.write(Whose.brand(world.brand.id)) as session:
        behind = session.get_one(Submission, after) if after else None
        one = serve(session, Filter(world.brand.id), who, behind).submission  # type: ignore[arg-type]
        return one.id if one else None


def test_two_people_are_served_two_items_and_a_third_none(
    database: Database, world: World, two: list[str]
) -> None:
    first, second = world.moderator, world.second_moderator
    assert served(database, world, first) == two[0]
    assert served(database, world, second) == two[1]
    assert served(database, world, world.spokesperson) is None
    assert served(database, world, first) == two[0]  # one's own is served again
    assert served(database, world, first, two[0]) is None


def test_it_lapses(database: Database, clock: Clock, world: World, two: list[str]) -> None:
    assert served(database, world, world.moderator) == two[0]
    clock.time += LEASE - timedelta(seconds=1)
    assert served(database, world, world.second_moderator) == two[1]
    clock.time += timedelta(seconds=1)
    assert served(database, world, world.second_moderator) == two[0]


def test_what_a_colleague_has_open_is_decided_by_them_or_after_taking_it_over(
    database: Database, world: World, two: list[str], definition: Definition
) -> None:
    served(database, world, world.moderator)
    with database.write(Whose.brand(world.brand.id)) as session:
        row = session.get_one(Submission, two[0])
        with pytest.raises(Taken):
            decide(session, row, "approve", "", world.second_moderator, "ready", definition)
        found = holder(session, row, world.second_moderator)
        assert found is not None
        assert found.name == "Mo"
        take(session, row, world.second_moderator)
        assert not reserve(session, row, world.moderator)
        decide(session, row, "approve", "", world.second_moderator, "ready", definition)
        assert row.reserved_by is None


def test_what_comes_back_mended_comes_back_to_who_sent_it_back(
    database: Database, clock: Clock, world: World, two: list[str], definition: Definition
) -> None:
    from ugc.lifecycle import Actor, move

    with database.write(Whose.brand(world.brand.id)) as session:
        row = session.get_one(Submission, two[0])
        decide(session, row, "return", "A sharper one?", world.moderator, "ready", definition)
    clock.advance(hours=30)
    with database.write(Whose.brand(world.brand.id)) as session:
        row = session.get_one(Submission, two[0])
        move(session, row, "ready", Actor("customer", row.customer_id))
    assert served(database, world, world.second_moderator) == two[1]
    assert served(database, world, world.moderator) == two[0]
    clock.time += RETURNED  # they are away
    assert served(database, world, world.second_moderator) == two[0]
