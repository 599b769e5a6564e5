"""The queue: the longest waiting first, nobody else's, and walking through it without gaps."""

import pytest

from tests.support.clock import Clock
from tests.support.hints import hint
from tests.support.people import World, campaign, submission
from ugc.db import EVERYONE, Database, Session, Whose
from ugc.definitions import Definition
from ugc.models import Submission
from ugc.moderate.decide import decide
from ugc.moderate.queue import Filter, count, decisions, earlier, following, previous


@pytest.fixture
def five(database: Database, clock: Clock, world: World) -> list[str]:
    """Ids in the order they came; the third and fourth in the same instant."""
    with database.write(EVERYONE) as session:
        rows = []
        for seconds in (1, 1, 1, 0, 1):
            clock.advance(seconds=seconds)
            rows.append(submission(session, world, state="ready"))
        return [row.id for row in sorted(rows, key=lambda row: (row.created_at, row.id))]


def ours(world: World) -> Filter:
    return Filter(world.brand.id)


def walk(session: Session, chosen: Filter) -> list[str]:
    found: list[str] = []
    one = following(session, chosen)
    while one:
        found.append(one)
        one = following(session, chosen, session.get_one(Submission, one))
    return found


def test_every_item_is_met_once_from_the_oldest_on(database: Database, world: World, five: list[str]) -> None:
    with database.read(Whose.brand(world.brand.id)) as session:
        assert walk(session, ours(world)) == five
        assert count(session, ours(world)) == 5


def test_one_can_walk_back(database: Database, world: World, five: list[str]) -> None:
    with database.read(Whose.brand(world.brand.id)) as session:
        one, back = five[-1], []
        while one:
            back.append(one)
            one = previous(session, ours(world), session.get_one(Submission, one))
        assert back == five[::-1]


def test_an_outsider_finds_an_empty_queue(database: Database, world: World, five: list[str]) -> None:
    with database.read(Whose.brand(world.other_brand.id)) as session:
        assert following(session, ours(world)) is None
        assert count(session, ours(world)) == 0


def test_what_is_decided_leaves_the_queue(
    database: Database, world: World, five: list[str], definition: Definition
) -> None:
    with database.write(Whose.brand(world.brand.id)) as session:
        decided = session.get_one(Submission, five[0])
        decide(session, decided, "approve", "", world.moderator, "ready", definition)
        assert walk(session, ours(world)) == five[1:]
        assert walk(session, Filter(world.brand.id, "approved")) == five[:1]


def test_by_campaign_and_by_kind(database: Database, world: World, five: list[str]) -> None:
    with database.write(EVERYONE) as session:
        other = campaign(session, world.brand, "open-day")
        question = submission(session, world, state="ready", kind="question")
        question.campaign_id = other.id
    with database.read(Whose.brand(world.brand.id)) as session:
        here = Filter(world.brand.id, campaign_id=world.campaign.id)
        assert walk(session, here) == five
        assert walk(session, Filter(world.brand.id, kind="question")) == [question.id]
        there = Filter(world.brand.id, campaign_id=other.id)
        assert (count(session, there), count(session, here)) == (1, 5)


def test_by_what_the_machine_found(database: Database, world: World, five: list[str]) -> None:
    with database.write(EVERYONE) as session:
        rows = [session.get_one(Submission, row_id) for row_id in five[:3]]
        hint(session, rows[0], "words", "found")
        hint(session, rows[0], "contact", "found")
        hint(session, rows[1], "contact", "clear")
        hint(session, rows[2], "contact", "found")
    with database.read(Whose.brand(world.brand.id)) as session:
        assert walk(session, Filter(world.brand.id, hint="contact")) == [five[0], five[2]]
        assert walk(session, Filter(world.brand.id, hint="words")) == [five[0]]
        assert walk(session, Filter(world.brand.id, hint="any")) == [five[0], five[2]]
        assert count(session, Filter(world.brand.id, hint="nudity")) == 0


def test_what_came_before_from_the_same_person_or_address(
    database: Database, world: World, five: list[str]
) -> None:
    with database.write(EVERYONE) as session:
        strangers = submission(session, world, author=world.another_customer)
    with database.read(Whose.brand(world.brand.id)) as session:
        about = session.get_one(Submission, five[0])
        assert sorted(row.id for row in earlier(session, about)) == sorted(five[1:])
    with database.write(EVERYONE) as session:
        session.get_one(Submission, strangers.id).customer.email = about.customer.email
    with database.read(Whose.brand(world.brand.id)) as session:
        assert strangers.id in {row.id for row in earlier(session, about)}


def test_people_without_an_address_are_not_taken_for_one(
    database: Database, world: World, five: list[str]
) -> None:
    with database.write(EVERYONE) as session:
        strangers = submission(session, world, author=world.another_customer)
        about = session.get_one(Submission, five[0])
        about.customer.email = session.get_one(Submission, strangers.id).customer.email = ""
    with database.read(Whose.brand(world.brand.id)) as session:
        assert strangers.id not in {row.id for row in earlier(session, about)}


def test_all_decisions_with_who_made_them(
    database: Database, clock: Clock, world: World, five: list[str], definition: Definition
) -> None:
    with database.write(Whose.brand(world.brand.id)) as session:
        row = session.get_one(Submission, five[0])
        decide(session, row, "approve", "", world.moderator, "ready", definition)
        clock.advance(seconds=5)
        decide(session, row, "hold", "A second look.", world.second_moderator, "approved", definition)
    with database.read(Whose.brand(world.brand.id)) as session:
        made = decisions(session, session.get_one(Submission, five[0]))
    assert [(one.outcome, one.account.name) for one in made] == [("held", "Mia"), ("approved", "Mo")]
