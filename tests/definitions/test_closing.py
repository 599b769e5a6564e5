from datetime import timedelta

import pytest

from tests.support.clock import Clock
from tests.support.people import World, submission
from ugc.db import EVERYONE, Database
from ugc.definitions.apply import FILE, Refused
from ugc.definitions.closing import close, unanswered
from ugc.lifecycle import Actor, begin, move
from ugc.models import Campaign, Thread


def close_it(database: Database, world: World, *, although_unanswered: bool = False) -> Campaign:
    with database.write(EVERYONE) as session:
        campaign = session.get_one(Campaign, world.campaign.id)
        close(session, campaign, FILE, although_unanswered=although_unanswered)
        return campaign


def ask(database: Database, world: World) -> Thread:
    with database.write(EVERYONE) as session:
        row = submission(session, world, kind="question")
        thread = Thread(brand_id=row.brand_id, customer_id=row.customer_id, submission_id=row.id)
        begin(session, thread, Actor("customer", row.customer_id))
        return thread


def test_a_campaign_with_unanswered_people_is_not_closed_quietly(database: Database, world: World) -> None:
    thread = ask(database, world)
    with pytest.raises(Refused, match="1 people wait for an answer"):
        close_it(database, world)
    with database.write(EVERYONE) as session:
        move(session, session.merge(thread), "theirs", Actor("member", world.moderator.account_id))
    assert close_it(database, world).closed_at


def test_it_can_be_closed_knowingly(database: Database, world: World) -> None:
    ask(database, world)
    assert close_it(database, world, although_unanswered=True).closed_at
    with database.read(EVERYONE) as session:
        assert unanswered(session, world.campaign) == 1


def test_a_closed_campaign_takes_nothing_more_and_keeps_its_first_end(
    database: Database, world: World, clock: Clock
) -> None:
    closed = close_it(database, world)
    clock.advance(days=1)
    assert close_it(database, world).closed_at == clock() - timedelta(days=1)
    assert not closed.open_at(clock())
