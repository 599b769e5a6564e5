"""Whatever narrows the queue means on both databases what a plain look at each submission says."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from itertools import combinations, pairwise
from random import Random

import pytest
from sqlalchemy import select, update

from tests.support.clock import Clock
from tests.support.hints import hint
from tests.support.people import World, campaign, consent, customer, submission
from ugc.db import EVERYONE, Database, Session, Whose
from ugc.models import Consent, Flag, Hint, Submission
from ugc.models.submission import NEVER
from ugc.moderate import queue
from ugc.moderate.queue import Called, Filter, count, following, previous

ANSWERS = ("given", "given", "given", "requested", "refused", "withdrawn")
LASTS = (None, None, timedelta(hours=4), timedelta(days=90))
Narrow = dict[str, object]
Says = Callable[[Submission], bool]


@pytest.fixture
def sorts(database: Database, clock: Clock, world: World) -> str:
    """Thirty submissions of every sort, the same each time; the other campaign's id."""
    dice = Random(7)
    with database.write(EVERYONE) as session:
        other = campaign(session, world.brand, "open-day")
        people = [customer(session, world.brand, name) for name in ("Ada Stone", "Bo 50%", "Cleo")]
        for _ in range(30):
            clock.advance(hours=dice.choice((0, 8)))
            row = submission(
                session,
                world,
                author=dice.choice(people),
                state=dice.choice(("ready", "ready", "ready", "approved")),
                purposes={dice.choice(("gallery", "gallery", "gallery", "reshare")): dice.choice(ANSWERS)},
                kind=dice.choice(("story", "photo")),
            )
            row.language, row.strangers = dice.choice(("en", "de")), dice.random() < 0.1
            row.campaign_id = dice.choice((world.campaign.id, other.id))
            _ask_others(session, world, row, dice)
            _look(session, row, dice)
    return other.id


def _ask_others(session: Session, world: World, row: Submission, dice: Random) -> None:
    asked = [one for one in ("guardian", "depicted") if dice.random() < 0.3]
    session.add_all(consent(world, row, "gallery", dice.choice(ANSWERS), party) for party in asked)
    session.flush()
    for answer in session.scalars(select(Consent).where(Consent.submission_id == row.id)):
        lasts = dice.choice(LASTS)
        answer.expires_at = session.now() + lasts if lasts else None


def _look(session: Session, row: Submission, dice: Random) -> None:
    for check in ("words", "blur"):
        if dice.random() < 0.5:
            hint(session, row, check, dice.choice(("found", "clear", "not_checked")))
    for rule in ("look", "twice"):
        if dice.random() < 0.3:
            flag = Flag(brand_id=row.brand_id, customer_id=row.customer_id, submission_id=row.id, rule=rule)
            flag.label, flag.does = rule, "tag"
            session.add(flag)


def _agreed(session: Session, row: Submission) -> bool:
    """By persons: all of them, the author among them, have an answer to the gallery that stands."""
    yes: dict[str, bool] = {"author": False}
    for one in session.scalars(select(Consent).where(Consent.submission_id == row.id)):
        if one.purpose == "gallery":
            stands = one.state == "given" and (one.expires_at is None or one.expires_at > session.now())
            yes[one.person] = yes.get(one.person, False) or stands
    return not row.strangers and all(yes.values())


def _filters(session: Session, world: World, other: str) -> list[tuple[Narrow, Says]]:
    """Every filter with what it means, said without a database."""
    found = {(one.submission_id, one.kind) for one in session.scalars(select(Hint)) if one.finding == "found"}
    flagged = {(one.submission_id, one.rule) for one in session.scalars(select(Flag))}
    then = session.now() - timedelta(days=2)

    def called(name: str) -> Called:
        return Called(world.brand.id, name).among(session)

    return [
        ({"state": "approved"}, lambda row: row.state == "approved"),
        ({"campaign_id": other}, lambda row: row.campaign_id == other),
        ({"kind": "photo"}, lambda row: row.kind == "photo"),
        ({"kind": "question"}, lambda row: False),
        ({"hint": "words"}, lambda row: (row.id, "words") in found),
        ({"hint": "nudity"}, lambda row: False),
        ({"hint": "any"}, lambda row: any(about == row.id for about, _ in found)),
        ({"rule": "look"}, lambda row: (row.id, "look") in flagged),
        ({"language": "de"}, lambda row: row.language == "de"),
        ({"settled": True}, lambda row: _agreed(session, row)),
        ({"settled": False}, lambda row: not _agreed(session, row)),
        ({"before": then}, lambda row: row.created_at <= then),
        ({"customer": called("STONE")}, lambda row: "stone" in row.customer.name.lower()),
        ({"customer": called("0%")}, lambda row: "0%" in row.customer.name),
        ({"customer": called(" Cleo@example.NET")}, lambda row: row.customer.email == "cleo@example.net"),
    ]


def _lets_through(session: Session, narrow: Narrow, expected: list[Submission]) -> None:
    chosen = Filter(**narrow)  # type: ignore[arg-type]
    assert count(session, chosen) == len(expected), narrow
    assert following(session, chosen) == next((one.id for one in expected), None), narrow
    for before, after in pairwise(expected):
        assert following(session, chosen, before) == after.id, narrow
        assert previous(session, chosen, after) == before.id, narrow


@pytest.mark.parametrize("few", [0, 500])
def test_each_filter_and_each_two_together_let_through_what_they_say(
    database: Database, world: World, sorts: str, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(queue, "FEW", few)
    with database.read(Whose.brand(world.brand.id)) as session:
        rows = sorted(session.scalars(select(Submission)), key=lambda row: (row.created_at, row.id))
        waiting = [row for row in rows if row.state == "ready"]
        for narrow, says in (filters := _filters(session, world, sorts)):
            some = rows if "state" in narrow else waiting
            _lets_through(session, narrow | {"brand_id": world.brand.id}, [row for row in some if says(row)])
        for (narrow, says), (further, too) in combinations(filters, 2):
            if narrow.keys() != further.keys():  # not two languages at once
                some = rows if "state" in narrow | further else waiting
                chosen = Filter(world.brand.id, **narrow | further)  # type: ignore[arg-type]
                assert count(session, chosen) == sum(says(row) and too(row) for row in some), chosen


def test_an_upgrade_writes_down_what_is_kept_from_then_on(
    database: Database, world: World, sorts: str
) -> None:
    upgrade = import_module("ugc.migrations.versions.0035_know_until_when_everybody_agrees")
    until = select(Submission.id, Submission.settled_until).order_by(Submission.id)
    with database.write(EVERYONE) as session:
        kept = session.execute(until).all()
        session.execute(update(Submission).values(settled_until=NEVER))
        session.connection().execute(upgrade.SETTLE)
        session.expire_all()
        assert session.execute(until).all() == kept
    assert len({row.settled_until for row in kept}) > 2
