"""Asked again under newer terms: older answers stay, nothing widens without a yes from everybody."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.consent.test_answer import public
from tests.support.clock import Clock
from tests.support.people import World, consent, submission
from tests.support.reshares import member
from ugc.consent.again import answer_again, ask_again, open_question
from ugc.consent.withdraw import withdraw_use
from ugc.db import EVERYONE, Database
from ugc.definitions.read import read
from ugc.lifecycle import Conflict
from ugc.models import Campaign, Consent, Mail, Revision, Submission, Terms
from ugc.settings import ROOT

WEARERS = read(ROOT / "campaigns" / "little-wearers.toml").model_dump(mode="json")
WIDER = WEARERS | {"consent": WEARERS["consent"] | {"networks": ["mastodon"], "until": "2030-03-31"}}


@pytest.fixture
def sent(database: Database, world: World, clock: Clock) -> Submission:
    """A public submission whose author agreed to the gallery until next month, not to adverts."""
    with database.write(EVERYONE) as session:
        session.get_one(Revision, world.campaign.revision_id).document = WEARERS
        row = submission(session, world, state="approved", purposes={"gallery": "given", "ads": "refused"})
        for one in row.consents:
            one.expires_at = clock() + timedelta(days=30)
        return row


def newer(database: Database, world: World, clock: Clock) -> int:
    """New terms and a wider definition; everybody is asked again."""
    clock.advance(minutes=1)
    with database.write(EVERYONE) as session:
        campaign = session.get_one(Campaign, world.campaign.id)
        revision = Revision(brand_id=campaign.brand_id, campaign_id=campaign.id, number=2, document=WIDER)
        revision.sha256, revision.author = "", "file"
        terms = Terms(brand_id=campaign.brand_id, campaign_id=campaign.id, language="en", sha256="2" * 64)
        terms.text = "Be kinder."
        session.add_all([revision, terms])
        session.flush()
        campaign.revision_id = revision.id
        session.refresh(campaign)
        return ask_again(session, campaign, member(world))


def answers(database: Database, row: Submission, *uses: str) -> None:
    with database.write(EVERYONE) as session:
        answer_again(session, session.get_one(Submission, row.id), uses)


def letters(database: Database) -> list[str]:
    with database.read(EVERYONE) as session:
        return list(session.scalars(select(Mail.kind).order_by(Mail.kind)))


def test_newer_terms_alone_change_nothing_for_who_agreed_before(
    database: Database, sent: Submission, world: World, clock: Clock
) -> None:
    assert newer(database, world, clock) == 1
    assert letters(database) == ["again"]
    assert public(database, sent, "gallery")
    assert not public(database, sent, "ads")
    clock.advance(days=31)
    assert not public(database, sent, "gallery")  # the older grant ends when it was to end


def test_everybody_is_asked_once_for_each_version(
    database: Database, sent: Submission, world: World, clock: Clock
) -> None:
    newer(database, world, clock)
    with database.write(EVERYONE) as session:
        assert ask_again(session, session.get_one(Campaign, world.campaign.id), member(world)) == 0
        assert open_question(session, session.get_one(Submission, sent.id))


def test_a_yes_stands_beside_the_older_answer_and_counts_from_now(
    database: Database, sent: Submission, world: World, clock: Clock
) -> None:
    newer(database, world, clock)
    answers(database, sent, "gallery", "ads")
    with database.read(EVERYONE) as session:
        rows = session.get_one(Submission, sent.id).consents
        assert {(row.use, row.state) for row in rows if row.terms_id == world.terms.id} == {
            ("gallery", "given"),
            ("ads", "refused"),
        }
        assert open_question(session, session.get_one(Submission, sent.id)) is None
    clock.advance(days=31)
    assert public(database, sent, "gallery")
    assert public(database, sent, "ads")
    with database.write(EVERYONE) as session:
        withdraw_use(session, session.get_one(Submission, sent.id), "gallery")
    assert not public(database, sent, "gallery")


def test_a_no_leaves_everything_as_it_was_and_counts_once(
    database: Database, sent: Submission, world: World, clock: Clock
) -> None:
    newer(database, world, clock)
    answers(database, sent)
    assert public(database, sent, "gallery")
    assert not public(database, sent, "ads")
    with pytest.raises(Conflict):
        answers(database, sent, "ads")


def test_what_is_new_waits_for_everybody_else_who_was_asked(
    database: Database, sent: Submission, world: World, clock: Clock
) -> None:
    with database.write(EVERYONE) as session:
        friend = consent(world, session.get_one(Submission, sent.id), "gallery", "given", "depicted")
        session.add(friend)
    newer(database, world, clock)
    answers(database, sent, "gallery", "ads")
    assert public(database, sent, "gallery")
    assert not public(database, sent, "ads")
    assert letters(database) == ["again", "depicted"]
    with database.read(EVERYONE) as session:
        asked = session.scalars(select(Consent).where(Consent.state == "requested")).one()
    assert (asked.use, asked.person, asked.expires_at) == ("ads", "depicted", clock() + timedelta(hours=72))
