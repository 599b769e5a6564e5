"""Rules: what hints lead to, who is served what then, and that no rule ever decides."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from tests.support import people
from tests.support.clock import Clock
from tests.support.hints import hint
from tests.support.people import World, member
from tests.support.reshares import DEFINITION
from ugc import states
from ugc.db import EVERYONE, Database, Session, Whose
from ugc.lifecycle import Conflict
from ugc.models import Campaign, Decision, Event, Flag, Hint, Mail, Member, Revision, Submission, Switch
from ugc.moderate.bulk import foresee
from ugc.moderate.decide import decide
from ugc.moderate.flags import Kept, labels
from ugc.moderate.queue import Filter, count, following
from ugc.moderate.rules import apply, digest, rules, switch
from ugc.moderate.trial import trials
from ugc.permissions import NotAllowed

HOLD = {"name": "bare", "label": "Bare skin", "when": ["nudity"], "sure": "70%", "then": "hold"}
TAG = {"name": "dull", "label": "Dull", "when": ["dark", "blur"], "then": "tag"}
ROUTE = {"name": "reach", "label": "Reachable", "when": ["contact"], "then": "route", "to": "manager"}


@pytest.fixture
def manager(database: Database, world: World) -> Member:
    with database.write(EVERYONE) as session:
        return member(session, world.brand, "Magda", "manager")


@pytest.fixture
def define(database: Database, world: World) -> Callable[..., None]:
    """Give the campaign these rules."""

    def define(*wanted: dict[str, Any]) -> None:
        document = DEFINITION.model_dump(mode="json")
        document["moderation"]["rules"] = list(wanted)
        with database.write(EVERYONE) as session:
            session.get_one(Revision, world.campaign.revision_id).document = document

    return define


@pytest.fixture
def turn(database: Database, world: World, manager: Member) -> Callable[..., None]:
    """Switch a rule on, or off, as it stands."""

    def turn(name: str, on: bool = True, who: Member | None = None) -> None:
        with database.write(Whose.brand(world.brand.id)) as session:
            campaign = session.get_one(Campaign, world.campaign.id)
            (rule,) = (one for one in rules(campaign) if one.name == name)
            switch(session, campaign, name, digest(rule), who or manager, on=on)

    return turn


@pytest.fixture
def sent(database: Database, world: World) -> Callable[..., Submission]:
    """One that waits, with these hints found, and its rules done."""

    def sent(*kinds: str) -> Submission:
        with database.write(EVERYONE) as session:
            row = people.submission(session, world, state="ready")
            for kind in kinds:
                hint(session, row, kind, "found")
            session.flush()
            apply(session, row)
            return row

    return sent


def flagged(session: Session, row: Submission) -> list[tuple[str, str]]:
    found = select(Flag.rule, Flag.does).where(Flag.submission_id == row.id).order_by(Flag.rule)
    return [(rule, does) for rule, does in session.execute(found)]


def served(database: Database, world: World, who: Member) -> str | None:
    with database.read(Whose.brand(world.brand.id)) as session:
        return following(session, Filter(world.brand.id), None, who)


def test_on_trial_a_rule_does_nothing(
    database: Database, define: Callable[..., None], sent: Callable[..., Submission]
) -> None:
    define(HOLD, TAG, ROUTE)
    row = sent("nudity", "dark", "blur", "contact")
    with database.read(EVERYONE) as session:
        assert flagged(session, row) == []


def test_all_hints_of_a_rule_have_to_be_found_and_surely_enough(
    database: Database,
    define: Callable[..., None],
    turn: Callable[..., None],
    sent: Callable[..., Submission],
) -> None:
    define(TAG, {**HOLD, "sure": "90%"})
    turn("dull")
    turn("bare")
    half, both = sent("dark", "nudity"), sent("dark", "blur")
    with database.read(EVERYONE) as session:
        assert flagged(session, half) == []
        assert flagged(session, both) == [("dull", "tag")]
        assert labels(session, [half.id, both.id]) == {both.id: ["Dull"]}
        by_rule = Filter(both.brand_id, rule="dull")
        assert count(session, by_rule) == 1
        assert following(session, by_rule) == both.id


def test_applied_again_it_is_the_same_and_it_is_on_record_once(
    database: Database,
    define: Callable[..., None],
    turn: Callable[..., None],
    sent: Callable[..., Submission],
) -> None:
    define(TAG)
    turn("dull")
    row = sent("dark", "blur")
    with database.write(EVERYONE) as session:
        apply(session, session.get_one(Submission, row.id))
    with database.read(EVERYONE) as session:
        told = select(Event.actor, Event.new, Event.reason).where(Event.about == "flag")
        assert session.execute(told).all() == [("engine", "tag", "dull: dark + blur → tag")]


def test_a_flag_goes_with_the_hints_it_came_from(
    database: Database,
    define: Callable[..., None],
    turn: Callable[..., None],
    sent: Callable[..., Submission],
) -> None:
    define(HOLD)
    turn("bare")
    row = sent("nudity")
    with database.write(EVERYONE) as session:
        session.execute(delete(Hint))
        apply(session, session.get_one(Submission, row.id))
        assert flagged(session, row) == []


def test_held_waits_for_a_manager_and_nobody_else_decides_about_it(
    database: Database,
    world: World,
    manager: Member,
    define: Callable[..., None],
    turn: Callable[..., None],
    sent: Callable[..., Submission],
) -> None:
    define(HOLD)
    turn("bare")
    row = sent("nudity")
    assert served(database, world, world.moderator) is None
    assert served(database, world, manager)
    with database.write(Whose.brand(world.brand.id)) as session:
        about = session.get_one(Submission, row.id)
        assert foresee(session, about, "approve", world.moderator, "ready").why == "kept"
        with pytest.raises(Kept):
            decide(session, about, "approve", "", world.moderator, "ready", DEFINITION)
        assert session.scalars(Submission.publishable("gallery", None, session.now())).all() == []
        made = decide(session, about, "decline", "Not this one.", manager, "ready", DEFINITION)
        assert made.checked  # automation took part, and the customer is told so


def test_routed_is_served_to_whom_it_goes_and_to_the_managers_if_they_are_not_there(
    database: Database,
    world: World,
    manager: Member,
    define: Callable[..., None],
    turn: Callable[..., None],
    sent: Callable[..., Submission],
) -> None:
    define({**ROUTE, "to": world.second_moderator.account.email})
    turn("reach")
    row = sent("contact")
    assert served(database, world, world.moderator) is None
    assert served(database, world, manager) is None
    assert served(database, world, world.second_moderator)
    with database.write(Whose.brand(world.brand.id)) as session:
        session.get_one(Member, world.second_moderator.id).role = "viewer"
    assert served(database, world, manager)
    with database.write(Whose.brand(world.brand.id)) as session:
        decide(
            session,
            session.get_one(Submission, row.id),
            "approve",
            "",
            world.moderator,
            "ready",
            DEFINITION,
        )


@pytest.mark.parametrize("state", sorted(states.SUBMISSION.arrows))
def test_no_rule_ever_decides(
    database: Database,
    world: World,
    define: Callable[..., None],
    turn: Callable[..., None],
    state: str,
) -> None:
    define(HOLD, TAG, ROUTE)
    for name in ("bare", "dull", "reach"):
        turn(name)
    with database.write(EVERYONE) as session:
        row = people.submission(session, world)
        row.state = state
        for kind in ("nudity", "dark", "blur", "contact"):
            hint(session, row, kind, "found")
        session.flush()
        apply(session, row)
        assert row.state == state
        assert session.scalar(select(func.count()).select_from(Decision)) == 0
        assert session.scalar(select(func.count()).select_from(Mail)) == 0
        assert bool(flagged(session, row)) == (state == "ready")


def test_a_changed_rule_is_on_trial_again_and_other_words_are_no_change(
    database: Database,
    define: Callable[..., None],
    turn: Callable[..., None],
    sent: Callable[..., Submission],
) -> None:
    define(HOLD)
    turn("bare")
    define({**HOLD, "label": "Little on"})
    same = sent("nudity")
    define({**HOLD, "then": "tag"})
    changed = sent("nudity")
    with database.read(EVERYONE) as session:
        assert flagged(session, same) == [("bare", "hold")]
        assert flagged(session, changed) == []


def test_switching_takes_permission_and_the_rule_that_was_seen_and_is_on_record(
    database: Database, world: World, manager: Member, define: Callable[..., None], turn: Callable[..., None]
) -> None:
    define(HOLD)
    with pytest.raises(NotAllowed):
        turn("bare", who=world.moderator)
    with database.write(Whose.brand(world.brand.id)) as session, pytest.raises(Conflict):
        switch(session, session.get_one(Campaign, world.campaign.id), "bare", "other", manager, on=True)
    turn("bare")
    turn("bare", on=False)
    with database.read(EVERYONE) as session:
        told = select(Event.old, Event.new, Event.actor).where(Event.about == "rule_switch")
        by = f"member:{manager.account_id}"
        assert session.execute(told.order_by(Event.number)).all() == [("off", "on", by), ("on", "off", by)]
        assert session.scalars(select(Switch)).all() == []


def test_switched_off_it_takes_its_flags_along(
    database: Database,
    define: Callable[..., None],
    turn: Callable[..., None],
    sent: Callable[..., Submission],
) -> None:
    define(HOLD, TAG)
    turn("bare")
    turn("dull")
    row = sent("nudity", "dark", "blur")
    turn("bare", on=False)
    with database.read(EVERYONE) as session:
        assert flagged(session, row) == [("dull", "tag")]


def test_the_trial_says_what_it_would_have_done_in_thirty_days_and_what_people_decided(
    database: Database,
    world: World,
    clock: Clock,
    define: Callable[..., None],
    sent: Callable[..., Submission],
) -> None:
    define(HOLD, ROUTE)
    sent("nudity")
    clock.advance(days=31)
    declined, waits, _other = sent("nudity"), sent("nudity"), sent("dark")
    with database.write(Whose.brand(world.brand.id)) as session:
        row = session.get_one(Submission, declined.id)
        decide(session, row, "decline", "Not this one.", world.moderator, "ready", DEFINITION)
        hint(session, row, "contact", "not_checked", why="failed")
    with database.read(Whose.brand(world.brand.id)) as session:
        bare, reach = trials(session, session.get_one(Campaign, world.campaign.id))
    assert (bare.on, bare.number, bare.became) == (False, 2, {"declined": 1, "ready": 1})
    assert {one.id for one in bare.newest} == {declined.id, waits.id}
    assert (reach.number, reach.unchecked) == (0, 1)
