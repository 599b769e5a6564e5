"""Taking back: one use, everything, by whom it was given."""

import pytest

from tests.consent.test_answer import answered, public, question
from tests.support.clock import Clock
from tests.support.people import World, submission
from ugc.consent.sweep import sweep
from ugc.consent.withdraw import take_back, withdraw, withdraw_use
from ugc.db import EVERYONE, Database, NotTheirs, Whose
from ugc.lifecycle import Actor
from ugc.models import Consent, Submission


@pytest.fixture
def shown(database: Database, world: World) -> Submission:
    with database.write(EVERYONE) as session:
        return submission(session, world, state="approved")


def states(database: Database, row: Submission) -> dict[tuple[str, str], str]:
    with database.read(EVERYONE) as session:
        return {(c.party, c.purpose): c.state for c in session.get_one(Submission, row.id).consents}


def test_one_use_taken_back_ends_at_once_and_leaves_the_others(
    database: Database, shown: Submission, world: World, clock: Clock
) -> None:
    assert public(database, shown, "gallery")
    with database.write(Whose.of(world.customer)) as session:
        withdraw_use(session, session.get_one(Submission, shown.id), "gallery")
    assert not public(database, shown, "gallery")
    assert public(database, shown, "reshare")
    with database.read(EVERYONE) as session:
        withdrawn = [c for c in session.get_one(Submission, shown.id).consents if c.purpose == "gallery"]
    assert withdrawn[0].withdrawn_at == clock()


def test_taking_it_back_twice_is_fine(database: Database, shown: Submission, world: World) -> None:
    for _ in range(2):
        with database.write(Whose.of(world.customer)) as session:
            withdraw_use(session, session.get_one(Submission, shown.id), "gallery")
            take_back(session, session.get_one(Submission, shown.id))
    assert set(states(database, shown).values()) == {"withdrawn"}


def test_everything_taken_back_is_withdrawn_with_every_grant_and_question(
    database: Database, asked: Submission, world: World
) -> None:
    with database.write(Whose.of(world.customer)) as session:
        take_back(session, session.get_one(Submission, asked.id))
    with database.read(EVERYONE) as session:
        assert session.get_one(Submission, asked.id).state == "withdrawn"
    assert states(database, asked) == {
        ("author", "gallery"): "withdrawn",
        ("author", "reshare"): "withdrawn",
        ("guardian", "gallery"): "lapsed",
        ("guardian", "reshare"): "lapsed",
    }


def test_a_guardian_takes_back_their_own_grant_alone(database: Database, asked: Submission) -> None:
    answered(database, asked, "gallery", "reshare")
    with database.write(EVERYONE) as session:
        granted = session.get_one(Consent, question(database, asked).id)
        withdraw(session, granted, Actor("guardian", granted.id))
        withdraw(session, granted, Actor("guardian", granted.id))
    assert not public(database, asked, "gallery")
    assert public(database, asked, "reshare")
    assert states(database, asked)["author", "gallery"] == "given"


def test_another_customer_withdraws_nothing(database: Database, shown: Submission, world: World) -> None:
    with database.write(EVERYONE) as session:
        stolen = session.get_one(Submission, shown.id)
    with database.write(Whose.of(world.another_customer)) as session:
        session.add(stolen)
        with pytest.raises(NotTheirs):
            stolen.story = "Mine now."
            session.flush()
        session.rollback()
    assert public(database, shown, "gallery")


def test_a_grant_that_has_run_out_is_written_down_as_expired(
    database: Database, shown: Submission, clock: Clock
) -> None:
    with database.write(EVERYONE) as session:
        for granted in session.get_one(Submission, shown.id).consents:
            granted.expires_at = clock.time
    clock.advance(seconds=1)
    assert not public(database, shown, "gallery")
    with database.write(EVERYONE) as session:
        sweep(session)
    assert set(states(database, shown).values()) == {"expired"}
