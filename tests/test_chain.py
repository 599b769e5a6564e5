"""The audit log as a chain: whole under many writers, and every way of meddling with it is found."""

import threading

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from tests.support.people import World, submission
from ugc.chain import breaks
from ugc.db import EVERYONE, Database, Whose
from ugc.lifecycle import ENGINE, Actor, move, record
from ugc.models import Chain, Event, Submission

REASON = "Carla Ruiz shows a school badge."


@pytest.fixture
def story(database: Database, world: World) -> Submission:
    """A submission that was declined for a reason, six events into its brand's chain."""
    with database.write(EVERYONE) as session:
        row = submission(session, world, state="ready")
    with database.write(Whose.brand(world.brand.id)) as session:
        row = session.get_one(Submission, row.id)
        move(session, row, "declined", Actor("member", world.moderator.account_id), REASON)
        for number in range(3):
            record(session, row, None, "looked at", ENGINE, str(number))
    return row


def found(database: Database, brand_id: str) -> list[tuple[int, str]]:
    with database.read(EVERYONE) as session:
        return [(one.position, one.what) for one in breaks(session, brand_id)]


def meddle(database: Database, *statements: str) -> None:
    """What somebody can do who owns the database and its guards."""
    off = "DISABLE" if database.engine.dialect.name == "postgresql" else ""
    guards = [f"ALTER TABLE event {off} TRIGGER USER"] if off else []
    guards = guards or ["DROP TRIGGER event_is_kept", "DROP TRIGGER event_is_fixed"]
    with database.engine.begin() as connection:
        for statement in [*guards, *statements]:
            connection.execute(text(statement))


def test_every_event_has_its_place_and_the_next_one_continues(
    database: Database, world: World, story: Submission
) -> None:
    with database.read(EVERYONE) as session:
        rows = session.scalars(select(Event).order_by(Event.number)).all()
        head = session.get_one(Chain, world.brand.id)
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    assert (head.length, head.hash) == (len(rows), rows[-1].hash)
    assert len({row.hash for row in rows}) == len(rows)
    assert found(database, world.brand.id) == []


def test_each_brand_has_a_chain_of_its_own(database: Database, world: World, story: Submission) -> None:
    with database.write(Whose.brand(world.brand.id, world.other_brand.id)) as session:
        record(session, world.other_brand, None, "changed", ENGINE, "")
        record(session, world.brand, None, "changed", ENGINE, "")
    with database.read(Whose.brand(world.other_brand.id)) as session:
        assert [row.position for row in session.scalars(select(Event))] == [1]
        assert [row.brand_id for row in session.scalars(select(Chain))] == [world.other_brand.id]
    assert found(database, world.brand.id) == found(database, world.other_brand.id) == []


def test_what_is_rolled_back_leaves_no_gap(database: Database, world: World, story: Submission) -> None:
    with database.write(EVERYONE) as session:
        record(session, world.brand, None, "kept", ENGINE, "")
        with session.begin_nested() as nested:
            record(session, world.brand, None, "dropped", ENGINE, "")
            nested.rollback()
        with session.begin_nested():
            record(session, world.brand, None, "kept too", ENGINE, "")
    with pytest.raises(RuntimeError), database.write(EVERYONE) as session:
        record(session, world.brand, None, "dropped", ENGINE, "")
        raise RuntimeError
    with database.write(EVERYONE) as session:
        record(session, world.brand, None, "kept after all", ENGINE, "")
    assert found(database, world.brand.id) == []
    with database.read(EVERYONE) as session:
        assert "dropped" not in session.scalars(select(Event.new)).all()


def test_many_writers_make_one_chain(database: Database, world: World) -> None:
    """Each writes to both brands, in both orders, several events at a time."""
    brands, ready = [world.brand, world.other_brand], threading.Barrier(6)

    def write(number: int) -> None:
        ready.wait()
        for _ in range(8):
            with database.write(EVERYONE) as session:
                for brand in brands if number % 2 else reversed(brands):
                    record(session, brand, None, f"by {number}", ENGINE, "because")
                    session.flush()

    writers = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    for brand in brands:
        assert found(database, brand.id) == []
        with database.read(EVERYONE) as session:
            assert session.get_one(Chain, brand.id).length == 48


@pytest.mark.parametrize(
    ("statement", "breaks_at"),
    [
        ("UPDATE event SET new = 'approved' WHERE position = 3", [(3, "changed")]),
        ("UPDATE event SET actor = 'engine' WHERE position = 3", [(3, "changed")]),
        ("UPDATE event SET reason = 'Another one.' WHERE position = 3", [(3, "reason")]),
        ("DELETE FROM event WHERE position = 4", [(4, "missing")]),
        ("DELETE FROM event WHERE position = 6", [(6, "cut")]),
        ("UPDATE chain SET length = 5", [(7, "cut")]),
    ],
)
def test_meddling_is_found_where_it_happened(
    database: Database, world: World, story: Submission, statement: str, breaks_at: list[tuple[int, str]]
) -> None:
    meddle(database, statement)
    assert found(database, world.brand.id) == breaks_at


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM event WHERE position = 2",
        "UPDATE event SET new = 'approved' WHERE position = 3",
        "UPDATE event SET reason = 'Another one.' WHERE position = 3",
        "UPDATE event SET position = NULL WHERE position = 3",
    ],
)
def test_the_database_itself_only_lets_events_be_added(
    database: Database, story: Submission, statement: str
) -> None:
    with pytest.raises(DBAPIError, match="only ever added to"), database.engine.begin() as connection:
        connection.execute(text(statement))


def test_the_words_of_a_reason_can_be_forgotten_and_the_chain_still_fits(
    database: Database, world: World, story: Submission
) -> None:
    with database.write(EVERYONE) as session:
        told = session.scalars(select(Event).where(Event.reason == REASON)).one()
        told.reason = told.salt = ""
    assert found(database, world.brand.id) == []


def test_events_from_before_there_was_a_chain_join_it(database: Database, world: World) -> None:
    with database.write(EVERYONE) as session:
        old = Event(brand_id=world.brand.id, at=session.now(), about="brand", about_id=world.brand.id)
        old.new, old.actor, old.reason = "changed", "engine", REASON
        session.add(old)
    with database.write(EVERYONE) as session:
        record(session, world.brand, None, "changed", ENGINE, "")
    assert found(database, world.brand.id) == []
    with database.read(EVERYONE) as session:
        assert session.get_one(Chain, world.brand.id).length == 2
        assert session.get_one(Event, old.number).salt
