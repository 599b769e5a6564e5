"""A guardian's answer: typed name, perhaps fewer uses, once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.people import World
from ugc.consent.answer import answer, asked_with, open_at
from ugc.consent.sweep import sweep
from ugc.db import EVERYONE, Database
from ugc.lifecycle import Conflict
from ugc.models import Consent, Event, Submission


def question(database: Database, submission: Submission) -> Consent:
    with database.read(EVERYONE) as session:
        of_guardian = select(Consent).where(
            Consent.submission_id == submission.id, Consent.party == "guardian"
        )
        return session.scalars(of_guardian.order_by(Consent.purpose)).all()[0]


def public(database: Database, submission: Submission, purpose: str) -> bool:
    with database.read(EVERYONE) as session:
        shown = Submission.publishable(purpose, None, session.now())
        return session.scalar(shown.where(Submission.id == submission.id)) is not None


def answered(database: Database, submission: Submission, *agreed: str) -> None:
    with database.write(EVERYONE) as session:
        asked = session.get_one(Consent, question(database, submission).id)
        answer(session, asked, "Gerda Rahman", agreed, session.now() + timedelta(days=300))


def test_until_the_guardian_answers_nothing_is_public(database: Database, asked: Submission) -> None:
    assert not public(database, asked, "gallery")
    answered(database, asked, "gallery", "reshare")
    assert public(database, asked, "gallery")
    assert public(database, asked, "reshare")


def test_a_guardian_may_agree_to_fewer_uses(database: Database, asked: Submission) -> None:
    answered(database, asked, "gallery")
    assert public(database, asked, "gallery")
    assert not public(database, asked, "reshare")


def test_the_typed_name_and_the_moment_are_kept(database: Database, asked: Submission, clock: Clock) -> None:
    answered(database, asked, "gallery")
    given = question(database, asked)
    assert (given.name, given.given_at, given.state) == ("Gerda Rahman", clock(), "given")
    assert given.expires_at == clock() + timedelta(days=300)
    with database.read(EVERYONE) as session:
        last = session.scalars(select(Event).where(Event.about_id == given.id)).all()[-1]
    assert (last.old, last.new, last.actor) == ("requested", "given", f"guardian:{given.id}")


def test_an_answer_counts_once(database: Database, asked: Submission) -> None:
    answered(database, asked, "gallery")
    with pytest.raises(Conflict):
        answered(database, asked, "gallery", "reshare")
    assert not public(database, asked, "reshare")


def test_after_three_days_the_question_lapses_and_the_address_is_purged(
    database: Database, asked: Submission, clock: Clock
) -> None:
    clock.advance(hours=73)
    with pytest.raises(Conflict):
        answered(database, asked, "gallery")
    with database.write(EVERYONE) as session:
        sweep(session)
    lapsed = question(database, asked)
    assert (lapsed.state, lapsed.email) == ("lapsed", "")
    assert not public(database, asked, "gallery")


def test_one_letter_is_about_every_use_of_one_submission(
    database: Database, asked: Submission, world: World
) -> None:
    with database.read(EVERYONE) as session:
        together = asked_with(session, question(database, asked))
        assert {consent.purpose for consent in together} == {"gallery", "reshare"}
        assert {consent.party for consent in together} == {"guardian"}
        assert open_at(together, session.now())


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # on SQLite nobody else writes
def test_what_somebody_is_busy_with_lapses_another_time(
    database: Database, asked: Submission, clock: Clock
) -> None:
    clock.advance(hours=73)
    with database.write(EVERYONE) as busy, database.write(EVERYONE) as session:
        busy.get_one(Submission, asked.id, with_for_update=True)
        assert sweep(session) == 0
    with database.write(EVERYONE) as session:
        assert sweep(session) > 0
