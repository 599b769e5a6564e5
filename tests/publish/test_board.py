"""The planner's board: days in the campaign's zone, free slots, what needs a person, the mix."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.support.clock import Clock
from tests.support.people import World, submission
from tests.support.reshares import DEFINITION, LINKS, approved, channel, member
from ugc.db import EVERYONE, Database, Session, Whose
from ugc.lifecycle import ENGINE, begin, move
from ugc.models import Channel, Message, Reshare, Revision, Submission, Thread
from ugc.publish import board
from ugc.publish.plan import cancel, plan
from ugc.stores import MemoryStore

MONDAY = date(2026, 11, 23)


@pytest.fixture
def there(database: Database, world: World) -> Channel:
    """The brand's channel, which the campaign's definition names."""
    with database.write(EVERYONE) as session:
        session.get_one(Revision, world.campaign.revision_id).document = DEFINITION.model_dump(mode="json")
        return channel(session, world, "mastodon", "https://social.example", "token")


def planned(session: Session, world: World, there: Channel, at: datetime | None = None) -> Reshare:
    story = approved(session, world, MemoryStore())
    there = session.get_one(Channel, there.id)
    return plan(session, story, there, member(world), DEFINITION, session.now(), links=LINKS, at=at)


def shown(session: Session, world: World, count: int = 7) -> dict[str, list[str]]:
    """The board's days that have entries: time, and the reshare's state or `free`."""
    return {
        str(day.date): [f"{e.at:%H:%M} {e.reshare.state if e.reshare else 'free'}" for e in day.entries]
        for day in board.days(session, world.brand, MONDAY, count)
        if day.entries
    }


def test_a_week_shows_what_is_planned_and_which_slots_are_free(
    database: Database, world: World, there: Channel
) -> None:
    with database.write(EVERYONE) as session:
        planned(session, world, there)
        planned(session, world, there, datetime(2026, 11, 28, 12, tzinfo=UTC))
        cancel(session, planned(session, world, there), member(world))
    with database.read(Whose.brand(world.brand.id)) as session:
        assert shown(session, world) == {
            "2026-11-24": ["18:00 scheduled"],
            "2026-11-27": ["08:30 free"],
            "2026-11-28": ["12:00 scheduled"],
        }


def test_days_are_the_campaigns_own(database: Database, world: World, there: Channel) -> None:
    tokyo = DEFINITION.model_copy(update={"timezone": "Asia/Tokyo"}).model_dump(mode="json")
    with database.write(EVERYONE) as session:
        session.get_one(Revision, world.campaign.revision_id).document = tokyo
        planned(session, world, there, datetime(2026, 11, 23, 20, tzinfo=UTC))
    with database.read(EVERYONE) as session:
        assert shown(session, world)["2026-11-24"] == ["05:00 scheduled", "18:00 free"]


def test_no_slot_is_free_once_the_campaign_is_closed(
    database: Database, world: World, there: Channel, clock: Clock
) -> None:
    with database.write(EVERYONE) as session:
        session.merge(world.campaign).closed_at = clock()
    with database.read(EVERYONE) as session:
        assert shown(session, world) == {}


def test_what_needs_a_person_comes_first_by_date(
    database: Database, world: World, there: Channel, clock: Clock
) -> None:
    with database.write(EVERYONE) as session:
        failed = planned(session, world, there)
        move(session, failed, "sending", ENGINE)
        move(session, failed, "failed", ENGINE)
        by_hand = planned(session, world, there)
        move(session, by_hand, "sent", ENGINE)
        move(session, by_hand, "removing", ENGINE)
        by_hand.remove_by = clock() + timedelta(hours=3)
        move(session, by_hand, "remove_by_hand", ENGINE)
        held = planned(session, world, there)
        move(session, held, "sent", ENGINE)
        move(session, session.get_one(Submission, held.submission_id), "held", ENGINE)
        manual = channel(session, world, "manual", "https://pics.example/pip")
        waiting = planned(session, world, manual, clock() + timedelta(hours=1))
        planned(session, world, there)
    with database.read(EVERYONE) as session:
        found = [row.id for row in board.needs_a_person(session, world.brand)]
        assert found[0] == by_hand.id
        assert set(found) == {by_hand.id, failed.id, held.id}
    clock.advance(hours=2)
    with database.read(EVERYONE) as session:
        assert waiting.id in [row.id for row in board.needs_a_person(session, world.brand)]
        assert board.needs_a_person(session, world.other_brand) == []


def test_what_could_be_shared_is_publishable_and_nowhere_yet(
    database: Database, world: World, there: Channel
) -> None:
    with database.write(EVERYONE) as session:
        planned(session, world, there)
        free = approved(session, world, MemoryStore())
        submission(session, world, state="ready")
        submission(session, world, state="approved", purposes={"gallery": "given"})
        submission(session, world, state="approved", kind="question")
    with database.read(EVERYONE) as session:
        assert [row.id for row in board.to_share(session, world.brand)] == [free.id]


def test_the_mix_counts_posts_and_public_answers(
    database: Database, world: World, there: Channel, clock: Clock
) -> None:
    with database.write(EVERYONE) as session:
        planned(session, world, there)
        about = submission(session, world, state="approved", kind="question")
        thread = Thread(brand_id=about.brand_id, customer_id=about.customer_id, submission_id=about.id)
        begin(session, thread, ENGINE)
        for public in (True, True, True, False):
            said = Message(brand_id=about.brand_id, customer_id=about.customer_id, thread_id=thread.id)
            said.body, said.sent_at, said.public = "Yes.", clock() + timedelta(days=1), public
            session.add(said)
    with database.read(EVERYONE) as session:
        mix = board.mix(session, world.brand, MONDAY, MONDAY + timedelta(days=7))
        assert (mix.customers, mix.conversation) == (1, 3)
        assert (mix.percent(mix.customers), mix.percent(mix.conversation), mix.percent(0)) == (25, 75, 0)
        assert mix.wished is None
