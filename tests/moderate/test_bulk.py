"""One decision about several: what cannot follow is said before and left alone, the rest is undone in one."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.people import World, consent, submission
from tests.support.reshares import DEFINITION, add_photo
from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import ENGINE, move
from ugc.models import Decision, Mail, Revision, Submission
from ugc.moderate.bulk import Foreseen, batch, decide_one_of_many, foresee, rows, undo_all
from ugc.moderate.decide import NoReason, marker, markers
from ugc.moderate.queue import Filter
from ugc.moderate.reserve import reserve
from ugc.permissions import NotAllowed
from ugc.stores.memory import MemoryStore


@pytest.fixture
def five(database: Database, world: World, clock: Clock) -> list[str]:
    """Ids: plain; open at a colleague's; changed since; sealed; another plain one."""
    with database.write(EVERYONE) as session:
        session.get_one(Revision, world.campaign.revision_id).document = DEFINITION.model_dump(mode="json")
        made = []
        for _ in range(5):
            made.append(submission(session, world, state="ready").id)
            clock.advance(seconds=1)
        reserve(session, session.get_one(Submission, made[1]), world.second_moderator)
        sealed = session.get_one(Submission, made[3])
        add_photo(session, MemoryStore(), sealed)
        session.add(consent(world, sealed, "gallery", "requested", "guardian"))
        return made


def seen(database: Database, ids: list[str]) -> dict[str, str]:
    with database.read(EVERYONE) as session:
        found = [session.get_one(Submission, one) for one in ids]
        together = markers(session, found)
        assert together == {one.id: marker(session, one) for one in found}
        return together


def change(database: Database, submission_id: str) -> None:
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, submission_id)
        move(session, row, "returned", ENGINE)
        move(session, row, "received", ENGINE)
        move(session, row, "ready", ENGINE)


def look(session: Session, world: World, submission_id: str, outcome: str, as_seen: str) -> Foreseen:
    return foresee(session, session.get_one(Submission, submission_id), outcome, world.moderator, as_seen)


def test_what_is_foreseen_is_what_happens(database: Database, world: World, five: list[str]) -> None:
    as_seen = seen(database, five)
    change(database, five[2])
    with database.read(EVERYONE) as session:
        foreseen = [look(session, world, one, "approve", as_seen[one]) for one in five]
        assert [one.why for one in foreseen] == [None, "taken", "changed", "sealed", None]
        assert foreseen[0].told_at == session.now() + timedelta(seconds=30)
        assert foreseen[2].seen == marker(session, foreseen[2].submission)
    made = []
    for one in five:
        with database.write(EVERYONE) as session:
            row = session.get_one(Submission, one)
            made.append(
                decide_one_of_many(session, row, "approve", "", world.moderator, as_seen[one], "b" * 16)
            )
    assert [bool(one) for one in made] == [True, False, False, False, True]
    with database.read(EVERYONE) as session:
        assert [session.get_one(Submission, one).state for one in five] == [
            "approved",
            *["ready"] * 3,
            "approved",
        ]


def test_several_reviewers_decide_one_by_one(database: Database, world: World, five: list[str]) -> None:
    with database.write(EVERYONE) as session:
        document = DEFINITION.model_dump(mode="json")
        document["moderation"]["reviewers"] = 2
        session.get_one(Revision, world.campaign.revision_id).document = document
    as_seen = seen(database, five)
    with database.read(EVERYONE) as session:
        assert look(session, world, five[0], "decline", as_seen[five[0]]).why == "several"
        assert look(session, world, five[0], "hold", as_seen[five[0]]).why == "stands"


def test_undone_in_one_until_they_are_told(
    database: Database, world: World, five: list[str], clock: Clock
) -> None:
    as_seen = seen(database, five)
    for one in (five[0], five[4]):
        with database.write(EVERYONE) as session:
            row = session.get_one(Submission, one)
            decide_one_of_many(
                session, row, "decline", "Too blurred.", world.moderator, as_seen[one], "b" * 16
            )
        clock.advance(seconds=20)
    with database.write(EVERYONE) as session:
        back, left = undo_all(session, "b" * 16, world.moderator)
        assert ([one.id for one in back], left) == ([five[4]], 1)
        first, second = batch(session, "b" * 16)
        assert (first.undone_at, bool(second.undone_at)) == (None, True)
        about = select(Mail.state).where(Mail.kind == "decision").order_by(Mail.created_at)
        assert list(session.scalars(about)) == ["queued", "cancelled"]


def test_a_reason_is_needed_and_a_role(database: Database, world: World, five: list[str]) -> None:
    as_seen = seen(database, five)
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, five[0])
        with pytest.raises(NoReason):
            decide_one_of_many(session, row, "decline", " ", world.moderator, as_seen[row.id], "b" * 16)
        with pytest.raises(NotAllowed):
            decide_one_of_many(session, row, "approve", "", world.spokesperson, as_seen[row.id], "b" * 16)
        assert not session.scalars(select(Decision)).all()


def test_the_list_goes_on_where_it_stopped(database: Database, world: World, five: list[str]) -> None:
    with database.read(EVERYONE) as session:
        chosen = Filter(world.brand.id)
        assert [row.submission.id for row in rows(session, chosen)] == five
        after = session.get_one(Submission, five[1])
        assert [row.submission.id for row in rows(session, chosen, after)] == five[2:]
