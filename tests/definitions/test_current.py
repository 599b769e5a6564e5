from datetime import timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from tests.support.clock import Clock
from tests.support.people import World, campaign
from ugc.db import EVERYONE, Database, Whose
from ugc.definitions import current_terms, find_brand, find_campaign, open_campaigns
from ugc.models import Terms


def test_campaigns_that_take_submissions_come_soonest_end_first(
    database: Database, world: World, clock: Clock
) -> None:
    with database.write(EVERYONE) as session:
        ends = {"later": 9, "sooner": 2, "over": -1}
        for slug, days in ends.items():
            campaign(session, world.brand, slug).closes_at = clock() + timedelta(days=days)
        campaign(session, world.brand, "early").opens_at = clock() + timedelta(days=1)
        campaign(session, world.brand, "hidden").hidden_at = clock()
        campaign(session, world.other_brand, "closed").closed_at = clock()
    with database.read(EVERYONE) as session:
        assert [row.slug for row in open_campaigns(session)] == ["sooner", "later", "little-wearers"]


def test_another_brands_session_finds_nothing_of_ours(database: Database, world: World) -> None:
    with database.read(Whose.brand(world.other_brand.id)) as session:
        assert find_campaign(session, "little-wearers") is None
        assert find_brand(session, "pip-and-moss") is None
        assert list(open_campaigns(session)) == []
    with database.read(EVERYONE) as session:
        assert find_campaign(session, "little-wearers") is not None
        assert find_campaign(session, "nowhere") is None


def test_the_newest_wording_counts(database: Database, world: World, clock: Clock) -> None:
    clock.advance(hours=1)
    with database.write(EVERYONE) as session:
        newer = Terms(brand_id=world.brand.id, campaign_id=world.campaign.id, language="en")
        newer.sha256, newer.text = "2" * 64, "Be kinder."
        session.add(newer)
    with database.read(EVERYONE) as session:
        assert current_terms(session, world.campaign, "en").text == "Be kinder."
        with pytest.raises(NoResultFound):
            current_terms(session, world.campaign, "de")
