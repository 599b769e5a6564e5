"""The fairness numbers: exact on a small campaign, the same on both databases."""

from datetime import timedelta

import pytest

from tests.support.clock import Clock
from tests.support.people import World, submission
from tests.support.reshares import DEFINITION
from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import ENGINE, begin, move
from ugc.models import Appeal, Campaign, Decision, Member, Revision, Submission
from ugc.moderate.appeal import answer
from ugc.moderate.decide import decide
from ugc.moderate.fairness import OWN_WORDS, Fairness, Share, fairness
from ugc.moderate.review import decide_with_others
from ugc.moderate.undo import undo

MONTH = timedelta(days=30)
SAYS = DEFINITION.moderation.reasons[0].says


@pytest.fixture
def sent(database: Database, world: World, clock: Clock) -> list[str]:
    """Ids of ten, sent one hour apart; the last one now."""
    made = []
    with database.write(EVERYONE) as session:
        session.get_one(Revision, world.campaign.revision_id).document = DEFINITION.model_dump(mode="json")
        for _ in range(10):
            clock.advance(hours=1)
            made.append(submission(session, world, state="ready").id)
    return made


def measure(session: Session, world: World) -> Fairness:
    return fairness(session, session.get_one(Campaign, world.campaign.id), session.now() - MONTH)


def judge(session: Session, id_: str, outcome: str, reason: str, by: Member) -> Decision:
    row = session.get_one(Submission, id_)
    return decide(session, row, outcome, reason, by, row.state, DEFINITION)


def test_nothing_happened_says_so(database: Database, world: World) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Revision, world.campaign.revision_id).document = DEFINITION.model_dump(mode="json")
    with database.read(EVERYONE) as session:
        found = measure(session, world)
        assert found.empty and found.median is None and found.p90 is None
        assert found.upheld.percent is None


def test_waiting_by_age(database: Database, world: World, sent: list[str], clock: Clock) -> None:
    with database.write(EVERYONE) as session:
        for id_, age in zip(sent, (0, 1, 1, 2, 3, 5, 6, 7, 8, 30), strict=True):
            sent_at = clock() - timedelta(days=age) + timedelta(seconds=1)
            session.get_one(Submission, id_).created_at = min(sent_at, clock())
    with database.read(EVERYONE) as session:
        assert measure(session, world).waiting == (3, 2, 3, 2)


def test_time_to_the_first_decision_that_stood(
    database: Database, world: World, sent: list[str], clock: Clock
) -> None:
    with database.write(EVERYONE) as session:
        for id_ in sent:  # sent nine, eight … no hours ago
            judge(session, id_, "approve", "", world.moderator)
        session.flush()
        clock.advance(seconds=1)
        undo(session, judge(session, sent[0], "hold", "Wait.", world.moderator), world.moderator)
    with database.read(EVERYONE) as session:
        found = measure(session, world)
        assert (found.median, found.p90) == (timedelta(hours=4), timedelta(hours=8))
        assert (found.decided, sum(found.waiting)) == (10, 0)


def test_reasons_returned_and_mended(database: Database, world: World, sent: list[str]) -> None:
    with database.write(EVERYONE) as session:
        judge(session, sent[0], "decline", SAYS, world.moderator)
        judge(session, sent[1], "decline", f"{SAYS}\n\nA duck would be nice.", world.moderator)
        judge(session, sent[2], "decline", "An advert, sorry.", world.moderator)
        for id_ in sent[3:6]:
            judge(session, id_, "return", "Another photo, please.", world.moderator)
        for step in ("received", "ready"):
            move(session, session.get_one(Submission, sent[3]), step, ENGINE)
    with database.read(EVERYONE) as session:
        found = measure(session, world)
        assert found.reasons == {"Too blurred": 2, OWN_WORDS: 1}
        assert (found.returned, found.mended) == (Share(3, 6), Share(1, 3))
        assert found.returned.percent == 50


def test_appeals_and_agreement(database: Database, world: World, sent: list[str]) -> None:
    definition = DEFINITION.model_copy(
        update={"moderation": DEFINITION.moderation.model_copy(update={"reviewers": 2})}
    )
    with database.write(EVERYONE) as session:
        for id_, second in zip(sent[:3], ("approve", "approve", "decline"), strict=True):
            row = session.get_one(Submission, id_)
            for member, outcome in ((world.moderator, "approve"), (world.second_moderator, second)):
                decide_with_others(session, row, outcome, "No.", member, "ready", definition)
        for id_, outcome in zip(sent[4:6], ("upheld", "dismissed"), strict=True):
            made = judge(session, id_, "decline", "No.", world.moderator)
            session.flush()
            row_ = Appeal(
                brand_id=made.brand_id, customer_id=made.customer_id, decision_id=made.id, words="Why?"
            )
            begin(session, row_, ENGINE)
            answer(session, row_, outcome, "We looked again.", world.second_moderator)
    with database.read(EVERYONE) as session:
        found = measure(session, world)
        assert (found.upheld, found.agreed) == (Share(1, 2), Share(2, 3))


def test_another_campaigns_and_older_ones_do_not_count(
    database: Database, world: World, sent: list[str], clock: Clock
) -> None:
    with database.write(EVERYONE) as session:
        judge(session, sent[0], "approve", "", world.moderator)
    clock.advance(days=31)
    with database.read(EVERYONE) as session:
        assert measure(session, world).decided == 0
