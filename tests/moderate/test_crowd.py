"""A queue as long as a bad day: what is counted stays bounded, and questions are looked up, not walked to."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, event

from tests.support.people import World, submission
from ugc.bench.arrivals import stories
from ugc.db import EVERYONE, MANY, Database, Whose
from ugc.definitions.working import HintRule
from ugc.models import Campaign, Submission
from ugc.moderate.overview import standing, waiting
from ugc.moderate.queue import Filter, count, earlier, following, serve
from ugc.moderate.rules import found

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def many(database: Database, world: World) -> list[str]:
    with database.write(EVERYONE) as session:
        return stories(session, world.campaign, world.terms, MANY + 5)


@contextmanager
def plans(database: Database) -> Iterator[list[str]]:
    """What SQLite does for each question asked meanwhile: `SEARCH hint USING INDEX …`."""
    found: list[str] = []

    def explain(connection: Connection, cursor: object, statement: str, values: object, *_: object) -> None:
        if statement.startswith("SELECT"):
            asked = connection.connection.cursor()
            asked.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            found.extend(line[-1] for line in asked.fetchall())

    event.listen(database.engine, "before_cursor_execute", explain)
    yield found
    event.remove(database.engine, "before_cursor_execute", explain)


def test_the_start_page_counts_no_further_than_many(
    database: Database, world: World, many: list[str]
) -> None:
    with database.write(EVERYONE) as session:  # newer than all of them, and never asked for the gallery
        submission(session, world, state="ready", purposes={"reshare": "given"})
    with database.read(Whose.brand(world.brand.id)) as session:
        (ours,), (stands,) = waiting(session), standing(session, world.brand)
        assert ours.queue == count(session, Filter(world.brand.id)) == MANY
    assert stands.by_state == {"ready": MANY + 6}
    assert (stands.asked, stands.agreed) == (MANY, MANY - 1)


def test_the_longest_waiting_is_served_first_out_of_many(
    database: Database, world: World, many: list[str]
) -> None:
    with database.write(Whose.brand(world.brand.id)) as session:
        one = serve(session, Filter(world.brand.id), world.moderator).submission
        assert one is not None
        assert one.id == many[0]
        two = serve(session, Filter(world.brand.id), world.second_moderator).submission
        assert two is not None
        assert two.id == many[1]


@SQLITE
def test_once_studied_what_came_before_is_found_by_its_customer(
    database: Database, world: World, many: list[str]
) -> None:
    database.study()
    database.engine.dispose()  # a connection reads at its beginning what was learned
    with database.read(Whose.brand(world.brand.id)) as session:
        one = session.get_one(Submission, many[7])
        with plans(database) as found_by:
            assert earlier(session, one) == []
    assert any("ix_submission_customer_id (customer_id=?)" in step for step in found_by)
    assert not any("(brand_id=?" in step for step in found_by)


@SQLITE
def test_a_rule_looks_each_hint_up_and_walks_to_none(
    database: Database, world: World, many: list[str]
) -> None:
    rule = HintRule.model_validate({"name": "a", "label": "A", "when": ["dark", "blur"], "then": "tag"})
    with database.read(Whose.brand(world.brand.id)) as session, plans(database) as steps:
        rows = session.query(Submission.id).where(Submission.campaign_id == world.campaign.id, found(rule))
        assert rows.all() == []
    looked_up = [step for step in steps if "hint" in step]
    assert len(looked_up) == len(rule.when)
    assert all(step.startswith("SEARCH hint") and "submission_id=?" in step for step in looked_up)


@SQLITE
@pytest.mark.parametrize(
    ("narrow", "index"),
    [
        (
            {"hint": "blur"},
            "hint USING COVERING INDEX ix_hint_finding (brand_id=? AND finding=? AND kind=? AND",
        ),
        (
            {"rule": "look"},
            "SEARCH flag USING ",
        ),
        (
            {"kind": "photo"},
            "submission USING COVERING INDEX ix_submission_kind (brand_id=? AND state=? AND kind=?",
        ),
        (
            {"language": "de"},
            "submission USING COVERING INDEX ix_submission_language (brand_id=? AND state=? AND language=?",
        ),
    ],
)
def test_what_narrows_the_queue_is_read_off_an_index_while_the_queue_is_walked(
    database: Database, world: World, many: list[str], narrow: dict[str, str], index: str
) -> None:
    with database.read(Whose.brand(world.brand.id)) as session, plans(database) as steps:
        chosen = Filter(world.brand.id, **narrow)  # type: ignore[arg-type]
        assert (count(session, chosen), following(session, chosen)) == (0, None)
    assert any(index in step for step in steps)
    assert not any("B-TREE FOR ORDER BY" in step or "submission USING INDEX sqlite" in step for step in steps)


@SQLITE
def test_a_campaigns_latest_are_read_off_an_index(database: Database, world: World, many: list[str]) -> None:
    with database.read(Whose.brand(world.brand.id)) as session, plans(database) as steps:
        assert session.get_one(Campaign, world.campaign.id)
        standing(session, world.brand)
    assert any("ix_submission_latest (brand_id=? AND campaign_id=?)" in step for step in steps)
    assert not any("CORRELATED LIST" in step for step in steps)
