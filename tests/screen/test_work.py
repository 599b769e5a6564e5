"""The engine's work on a screening: once, kill-safe, after the photos, and never in anybody's way."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from tests.support import photos
from tests.support.clock import Clock
from tests.support.people import World
from ugc.collect.settle import ask_for_hints
from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import Actor, claim, due, move
from ugc.media.detectors import Detectors
from ugc.models import Hint, Photo, Revision, Screening, Submission
from ugc.screen import screen, work
from ugc.screen.findings import Finding
from ugc.stores.memory import MemoryStore

Sent = Callable[..., Submission]


def looked(database: Database, screening_id: str) -> None:
    screen(database, MemoryStore(), Detectors(), lambda *_: None, screening_id)


def test_what_hints_lead_to_is_one_with_them(database: Database, sent: Sent) -> None:
    about = sent()

    def fails(session: Session, submission: Submission) -> None:
        assert session.scalars(select(Hint).where(Hint.submission_id == submission.id)).all()
        raise RuntimeError

    waits = screening(database, about)
    with pytest.raises(RuntimeError):
        screen(database, MemoryStore(), Detectors(), fails, waits.id)
    with database.read(EVERYONE) as session:
        assert session.scalars(select(Hint).where(Hint.submission_id == about.id)).all() == []
    assert screening(database, about).state == "waiting"


def screening(database: Database, about: Submission) -> Screening:
    with database.read(EVERYONE) as session:
        return session.scalars(select(Screening).where(Screening.submission_id == about.id)).one()


def kinds(database: Database, about: Submission) -> list[str]:
    with database.read(EVERYONE) as session:
        return sorted(session.scalars(select(Hint.kind).where(Hint.submission_id == about.id)))


def test_it_is_done_once_and_leaves_its_hints(database: Database, sent: Sent) -> None:
    row = sent(photos.scene())
    looked(database, screening(database, row).id)
    assert screening(database, row).state == "done"
    before = kinds(database, row)
    assert {"duplicate", "small", "blur", "dark", "screenshot"} <= set(before)
    looked(database, screening(database, row).id)
    assert kinds(database, row) == before


def test_screening_again_replaces_the_hints(database: Database, sent: Sent) -> None:
    row = sent(photos.scene())
    looked(database, screening(database, row).id)
    before = kinds(database, row)
    with database.write(EVERYONE) as session:
        ask_for_hints(session, session.get_one(Submission, row.id))
    looked(database, screening(database, row).id)
    assert kinds(database, row) == before


def test_a_worker_killed_halfway_is_replaced_when_its_lease_is_over(
    database: Database, clock: Clock, sent: Sent
) -> None:
    row = sent(photos.scene())
    lose_a_lease(database, row)
    looked(database, screening(database, row).id)
    assert screening(database, row).state == "waiting"
    clock.advance(seconds=work.LEASE.total_seconds() + 1)
    with database.read(EVERYONE) as session:
        assert due(session, Screening, "waiting") == [screening(database, row).id]
    looked(database, screening(database, row).id)
    assert screening(database, row).state == "done"


def test_one_that_takes_every_worker_down_is_shown_as_not_checked(
    database: Database, clock: Clock, sent: Sent
) -> None:
    row = sent(photos.scene())
    for _ in range(3):
        lose_a_lease(database, row)
        clock.advance(seconds=work.LEASE.total_seconds() + 1)
    looked(database, screening(database, row).id)
    assert screening(database, row).state == "failed"
    with database.read(EVERYONE) as session:
        found = session.scalars(select(Hint).where(Hint.submission_id == row.id)).all()
    assert {hint.finding for hint in found} == {"not_checked"}


def test_whoever_lost_the_lease_writes_nothing(
    database: Database, clock: Clock, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = sent(photos.scene())

    def slow(session: Session, submission: Submission) -> Iterator[Finding]:
        clock.advance(seconds=work.LEASE.total_seconds() + 1)
        lose_a_lease(database, row)
        yield from ()

    monkeypatch.setattr(work, "CHECKS", ((slow, ("blur",)),))
    looked(database, screening(database, row).id)
    assert screening(database, row).state == "waiting"
    assert kinds(database, row) == []


def test_a_check_that_fails_has_not_checked_and_stops_no_other(
    database: Database, sent: Sent, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(session: Session, submission: Submission) -> Iterator[Finding]:
        raise ZeroDivisionError

    monkeypatch.setattr(work, "CHECKS", ((broken, ("words", "contact")), *work.CHECKS[:2]))
    row = sent(photos.scene())
    looked(database, screening(database, row).id)
    with database.read(EVERYONE) as session:
        found = {hint.kind: hint for hint in session.scalars(select(Hint))}
    assert found["words"].finding == found["contact"].finding == "not_checked"
    assert found["blur"].finding == "clear"
    assert "ZeroDivisionError" in caplog.text


def test_a_campaign_may_switch_a_hint_off(database: Database, world: World, sent: Sent) -> None:
    with database.write(EVERYONE) as session:
        revision = session.get_one(Revision, world.campaign.revision_id)
        moderation = revision.document["moderation"] | {"hints": {"blur": False}}
        revision.document = revision.document | {"moderation": moderation}
    row = sent(photos.scene())
    looked(database, screening(database, row).id)
    assert "blur" not in kinds(database, row)
    assert "dark" in kinds(database, row)


def test_what_was_taken_back_is_not_looked_at(database: Database, sent: Sent) -> None:
    row = sent(photos.scene())
    with database.write(EVERYONE) as session:
        found = session.get_one(Submission, row.id)
        move(session, found, "withdrawn", Actor("customer", found.customer_id))
    looked(database, screening(database, row).id)
    assert kinds(database, row) == []
    assert screening(database, row).state == "done"


def test_an_id_of_nobody_is_no_trouble(database: Database) -> None:
    looked(database, "nobody")
    with database.read(EVERYONE) as session:
        assert session.query(Photo).count() == 0


def lose_a_lease(database: Database, row: Submission) -> None:
    """What a worker leaves behind that was killed after its claim."""
    with database.write(EVERYONE) as session:
        claim(session, session.get_one(Screening, screening(database, row).id), work.LEASE)
