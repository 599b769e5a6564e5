"""The retention clock: what is over is announced two weeks before, then erased, and nothing else ever is."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.people import World, submission
from tests.support.reshares import DEFINITION, LINKS
from ugc import converse, publish
from ugc.chain import breaks
from ugc.consent import retention
from ugc.consent.erase import erase
from ugc.consent.sweep import sweep
from ugc.consent.withdraw import take_back
from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import Actor, due, move
from ugc.models import Campaign, Consent, Decision, Erasure, Event, Mail, Revision, Submission
from ugc.platforms.outbox import Memory
from ugc.stores import MemoryStore

KEEP = {"declined": "60d", "withdrawn": "30d", "unselected": "90d", "expired": "20d", "logs": "300d"}


@pytest.fixture
def campaign(database: Database, world: World) -> World:
    """A campaign that closes in 50 days and says how long it keeps things."""
    document = DEFINITION.model_dump(mode="json") | {"retention": {**KEEP, "finds": "10d"}}
    with database.write(EVERYONE) as session:
        session.get_one(Revision, world.campaign.revision_id).document = document
        session.get_one(Campaign, world.campaign.id).closes_at = session.now() + timedelta(days=50)
    return world


def declined(session: Session, world: World) -> Submission:
    row = submission(session, world, state="ready")
    move(session, row, "declined", Actor("member", world.moderator.account_id), "Carla is on the badge.")
    decision = Decision(brand_id=row.brand_id, customer_id=row.customer_id, submission_id=row.id)
    decision.account_id, decision.outcome = world.moderator.account_id, "declined"
    decision.reason, decision.final_at = "Carla is on the badge.", session.now() + timedelta(seconds=30)
    session.add(decision)
    return row


def tick(database: Database, mailer: Memory) -> None:
    """What the engine does in a minute, as far as it concerns us."""
    with database.write(EVERYONE) as session:
        sweep(session)
        retention.plan(session)
        retention.forget_logs(session, mailer.forget)
    with database.read(EVERYONE) as session:
        work = due(session, Erasure, "waiting"), due(session, Mail, "queued")
    for mail_id in work[1]:
        converse.send(database, mailer, LINKS, mail_id)
    for erasure_id in work[0]:
        erase(database, MemoryStore(), mailer, publish.follow, erasure_id)


def states(database: Database) -> dict[str, str]:
    with database.read(EVERYONE) as session:
        return {row.id: row.state for row in session.scalars(select(Submission))}


def test_a_year_passes(database: Database, campaign: World, clock: Clock) -> None:
    begun, mailer = clock(), Memory("hello@ugc.example")
    with database.write(EVERYONE) as session:
        rows = {
            name: submission(session, campaign, state="approved") for name in ("kept", "withdrawn", "expired")
        }
        rows |= {
            "unselected": submission(session, campaign, state="ready"),
            "declined": declined(session, campaign),
        }
        take_back(session, rows["withdrawn"])
        for one in session.scalars(select(Consent).where(Consent.submission_id == rows["expired"].id)):
            one.given_at, one.expires_at = session.now(), session.now() + timedelta(days=100)
    ids, told, gone = {row.id: name for name, row in rows.items()}, {}, {}
    for _ in range(365):
        tick(database, mailer)
        for row_id, state in states(database).items():
            if state == "erased":
                gone.setdefault(ids[row_id], (clock() - begun).days)
        for letter in mailer.letters:
            told.setdefault(letter.key, (clock() - begun).days)
        clock.advance(days=1)
    assert gone == {"withdrawn": 30, "declined": 61, "expired": 120, "unselected": 140}
    assert sorted(told.values()) == [16, 47, 106, 126]
    assert states(database)[rows["kept"].id] == "approved"
    with database.read(EVERYONE) as session:
        assert session.scalars(select(Event).where(Event.reason != "")).all() == []
        assert list(breaks(session, campaign.brand.id)) == []


def test_the_letter_says_when_and_what_to_do(database: Database, campaign: World, clock: Clock) -> None:
    mailer = Memory("hello@ugc.example")
    with database.write(EVERYONE) as session:
        declined(session, campaign)
    clock.advance(days=50)
    tick(database, mailer)
    (letter,) = mailer.letters
    on = clock() + retention.NOTICE
    assert f"{on.day} {on:%B %Y}" in letter.subject
    assert "/my/" in letter.text


def test_nothing_is_erased_sooner_than_two_weeks_after_the_letter(
    database: Database, campaign: World, clock: Clock
) -> None:
    with database.write(EVERYONE) as session:
        row = declined(session, campaign)
    clock.advance(days=400)  # the engine was off
    mailer = Memory("hello@ugc.example")
    announced = clock()
    while states(database)[row.id] != "erased":
        tick(database, mailer)
        clock.advance(hours=12)
    assert _days(announced, clock()) == 14


def _days(one: datetime, other: datetime) -> int:
    return (other - one).days


def test_what_is_ready_again_is_not_erased(database: Database, campaign: World, clock: Clock) -> None:
    """An appeal that is upheld, in the two weeks."""
    with database.write(EVERYONE) as session:
        row = declined(session, campaign)
    clock.advance(days=50)
    mailer = Memory("hello@ugc.example")
    tick(database, mailer)
    with database.write(EVERYONE) as session:
        again = session.get_one(Submission, row.id)
        move(session, again, "ready", Actor("member"))
        move(session, again, "approved", Actor("member"))
    clock.advance(days=30)
    tick(database, mailer)
    assert states(database)[row.id] == "approved"
    with database.read(EVERYONE) as session:
        assert session.scalars(select(Erasure.state)).all() == ["cancelled"]


def test_an_open_campaign_keeps_what_waits(database: Database, campaign: World, clock: Clock) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Campaign, campaign.campaign.id).closes_at = None
        row = submission(session, campaign, state="ready")
    clock.advance(days=1000)
    tick(database, Memory("hello@ugc.example"))
    assert states(database)[row.id] == "ready"
    with database.read(EVERYONE) as session:
        assert session.scalars(select(Erasure)).all() == []
