"""P8: a session sees and writes the rows of those it is for, whatever statement is asked."""

from datetime import datetime

import pytest
from sqlalchemy import event, func, select, update

from tests.support.people import World, customer, submission
from ugc.db import EVERYONE, Database, NotTheirs, Whose
from ugc.models import Brand, Campaign, Customer, Event, Submission
from ugc.models.base import UtcDateTime


@pytest.fixture
def story(database: Database, world: World) -> Submission:
    with database.write(EVERYONE) as session:
        return submission(session, world)


def test_an_outsider_finds_nothing_of_the_brand(database: Database, world: World, story: Submission) -> None:
    with database.read(Whose.brand(world.other_brand.id)) as session:
        assert session.get(Submission, story.id) is None
        assert session.scalars(select(Campaign)).all() == []
        assert session.scalar(select(func.count()).select_from(Event)) == 0
        assert [brand.id for brand in session.scalars(select(Brand))] == [world.other_brand.id]
        joined = select(Brand.slug).join(Campaign, Campaign.brand_id == Brand.id)
        assert session.scalars(joined).all() == []


def test_the_brand_itself_finds_it(database: Database, world: World, story: Submission) -> None:
    with database.read(Whose.brand(world.brand.id)) as session:
        assert session.get(Submission, story.id) is not None


def test_an_update_by_an_outsider_reaches_no_row(database: Database, world: World, story: Submission) -> None:
    with database.write(Whose.brand(world.other_brand.id)) as session:
        session.execute(update(Submission).values(story="mine now"))
    with database.read(EVERYONE) as session:
        assert session.get_one(Submission, story.id).story == story.story


def test_a_row_of_another_brand_cannot_be_written(database: Database, world: World) -> None:
    with pytest.raises(NotTheirs), database.write(Whose.brand(world.other_brand.id)) as session:
        customer(session, world.brand, "Mallory")


def test_a_customer_sees_only_their_own(database: Database, world: World, story: Submission) -> None:
    with database.read(Whose.of(world.another_customer)) as session:
        assert session.get(Submission, story.id) is None
        assert [row.id for row in session.scalars(select(Customer))] == [world.another_customer.id]
    with database.read(Whose.of(world.customer)) as session:
        assert session.get(Submission, story.id) is not None


def test_whose_it_is_is_asked_once(database: Database, world: World) -> None:
    """Twice, and PostgreSQL would expect far too few rows and plan for those."""
    said: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *seen: said.append(seen[2]))
    with database.read(Whose.of(world.customer)) as session:
        session.scalars(select(Submission.id)).all()
    assert [said[-1].count(f"submission.{whose} =") for whose in ("brand_id", "customer_id")] == [1, 1]


def test_a_relationship_does_not_lead_to_another_brand(
    database: Database, world: World, story: Submission
) -> None:
    with database.read(Whose.brand(world.brand.id)) as session:
        mine = session.get_one(Submission, story.id)
        assert mine.campaign.slug == "little-wearers"


def test_what_is_written_while_reading_is_dropped(
    database: Database, world: World, story: Submission
) -> None:
    with database.read(Whose.brand(world.brand.id)) as session:
        session.get_one(Submission, story.id).story = "changed"
    with database.read(EVERYONE) as session:
        assert session.get_one(Submission, story.id).story == story.story


def test_hints_are_given_only_after_a_commit(database: Database, world: World) -> None:
    given: list[tuple[str, str]] = []
    database.hint = lambda kind, row_id: given.append((kind, row_id))
    with pytest.raises(ZeroDivisionError), database.write(EVERYONE) as session:
        session.hint("photo", "lost")
        raise ZeroDivisionError
    with database.write(EVERYONE) as session:
        session.hint("photo", "kept")
        assert given == []
    assert given == [("photo", "kept")]


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), None)  # type: ignore[arg-type]  # noqa: DTZ001
