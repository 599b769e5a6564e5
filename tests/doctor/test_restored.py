"""A backup brings people back; the doctor makes it forget them again before anything is served."""

import json
import shutil
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.people import World, submission
from tests.support.reshares import add_photo, channel
from tests.support.scan import bucket, disk, dump, seen
from ugc import publish
from ugc.consent import markers
from ugc.consent.erase import ask, erase
from ugc.consent.withdraw import take_back, withdraw_use
from ugc.db import EVERYONE, Database
from ugc.doctor import replay
from ugc.lifecycle import ENGINE, Actor, begin
from ugc.models import Customer, Marker, Photo, Reshare, Submission
from ugc.platforms.outbox import Memory
from ugc.stores import MemoryStore, Store, StoreError, open_store
from ugc.stores.contract import Stored

HER = {"name": b"Carla", "mail": b"carla@example.net", "story": b"We splashed all the way to school."}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store((tmp_path / "media").as_uri())


@pytest.fixture
def sent(database: Database, world: World, store: Store) -> Submission:
    with database.write(EVERYONE) as session:
        row = submission(session, world, state="approved", kind="photo")
        photo = add_photo(session, store, row)
        store.put(photo.original_key, BytesIO(b"original"), content_type="image/jpeg")
        return row


def gone(database: Database, store: Store, customer_id: str, only: str | None = None) -> None:
    """Erase somebody, or one thing they sent, as they asked for."""
    with database.write(EVERYONE) as session:
        customer = session.get_one(Customer, customer_id)
        about = session.get(Submission, only) if only else None
        row = ask(session, customer, "asked", Actor("customer", customer.id), about)
    erase(database, store, Memory("hello@ugc.example"), publish.follow, row.id)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_was_erased_stays_erased_after_a_restore(
    database: Database, store: Store, sent: Submission, tmp_path: Path
) -> None:
    database.scrub()
    shutil.copy(tmp_path / "ugc.sqlite3", tmp_path / "backup")
    shutil.copytree(tmp_path / "media", tmp_path / "media-backup")
    gone(database, store, sent.customer_id)
    database.engine.dispose()
    shutil.move(tmp_path / "backup", tmp_path / "ugc.sqlite3")
    shutil.copytree(tmp_path / "media-backup", tmp_path / "media", dirs_exist_ok=True)
    shutil.rmtree(tmp_path / "media-backup")
    assert seen(HER, dump(database)) == set(HER)
    done = replay(database, store, Memory("hello@ugc.example"))
    assert (done.erased, done.waiting, done.files) == (1, 0, 0)
    assert seen(HER, dump(database), disk(tmp_path), bucket(store)) == set()
    assert replay(database, store, Memory("hello@ugc.example")).erased == 0


def test_one_submission_stays_erased_and_the_customers_others_are_untouched(
    database: Database, world: World, store: Store, sent: Submission
) -> None:
    with database.write(EVERYONE) as session:
        other = submission(session, world, state="approved")
        ghost = submission(session, world, author=world.another_customer, state="approved")
    tombstone = f"tombstones/submission/{sent.id}"
    store.put(tombstone, BytesIO(b"{}"), content_type="application/json")
    store.put("tombstones/customer/nobodyofthisname", BytesIO(b"{}"), content_type="application/json")
    assert replay(database, store, Memory("hello@ugc.example")).erased == 1
    with database.read(EVERYONE) as session:
        states = {row.id: row.state for row in session.scalars(select(Submission))}
    assert states == {sent.id: "erased", other.id: "approved", ghost.id: "approved"}


def test_files_of_an_older_backup_that_no_row_knows_are_thrown_away(
    database: Database, store: Store, sent: Submission
) -> None:
    store.put("o/of-somebody-erased", BytesIO(b"face"), content_type="image/jpeg")
    assert replay(database, store, Memory("hello@ugc.example")).files == 1
    with database.read(EVERYONE) as session:
        kept = session.scalars(select(Photo.original_key)).one()
    assert kept in set(store.keys(""))
    assert "o/of-somebody-erased" not in set(store.keys(""))


def taken_back(database: Database, store: Store) -> None:
    """From here on withdrawals leave their markers, as in an installation."""
    database.mark = partial(markers.keep, store)


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_was_taken_back_stays_so_after_a_restore(
    database: Database, world: World, store: Store, sent: Submission, tmp_path: Path, whole: bool
) -> None:
    taken_back(database, store)
    with database.write(EVERYONE) as session:
        there = channel(session, world, "manual", "https://social.example")
        post = Reshare(brand_id=sent.brand_id, customer_id=sent.customer_id, submission_id=sent.id)
        post.channel_id, post.caption, post.photo_ids, post.due_at = there.id, "© Carla", [], session.now()
        begin(session, post, ENGINE)
        untouched = submission(session, world, state="approved")
    database.scrub()
    shutil.copy(tmp_path / "ugc.sqlite3", tmp_path / "backup")
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, sent.id)
        take_back(session, row) if whole else withdraw_use(session, row, "reshare")
        at = session.now()
    assert len(list(store.keys(markers.WITHDRAWALS))) == 1
    database.engine.dispose()
    shutil.move(tmp_path / "backup", tmp_path / "ugc.sqlite3")
    for turn in (1, 0):  # a second time there is nothing to do
        assert replay(database, store, Memory("hello@ugc.example")).withdrawn == turn
    assert len(list(store.keys(markers.WITHDRAWALS))) == 1
    with database.read(EVERYONE) as session:
        row = session.get_one(Submission, sent.id)
        assert row.state == ("withdrawn" if whole else "approved")
        ended = {one.purpose: one.withdrawn_at for one in row.consents if one.state == "withdrawn"}
        assert ended == ({"gallery": at, "reshare": at} if whole else {"reshare": at})
        assert session.get_one(Reshare, post.id).state == "cancelled"
        assert {one.state for one in session.get_one(Submission, untouched.id).consents} == {"given"}


def test_a_store_that_is_down_keeps_nobody_from_taking_back(
    database: Database, world: World, sent: Submission, clock: Clock
) -> None:
    class Down(MemoryStore):
        up = False

        def put(self, key: str, source: BinaryIO, *, content_type: str) -> Stored:
            if not self.up:
                raise StoreError("The bucket does not answer.", permanent=False)
            return super().put(key, source, content_type=content_type)

    down = Down()
    taken_back(database, down)
    with database.write(EVERYONE) as session:
        take_back(session, session.get_one(Submission, sent.id))
    with database.read(EVERYONE) as session:
        assert session.get_one(Submission, sent.id).state == "withdrawn"
        assert session.scalars(select(Marker.whole)).all() == [True]
    with pytest.raises(StoreError):
        markers.catch_up(database, down)
    down.up = True
    markers.catch_up(database, down)
    (key,) = down.keys(markers.WITHDRAWALS)
    assert key.startswith(f"withdrawals/{sent.id}/")
    with down.open(key) as file:
        assert json.load(file)["at"] == clock().isoformat()
    with database.read(EVERYONE) as session:
        assert session.scalars(select(Marker)).all() == []


def test_a_marker_without_its_withdrawal_takes_back_what_was_asked_for(
    database: Database, store: Store, sent: Submission
) -> None:
    """The process died between the marker and the commit; a grant made later is left alone."""
    taken_back(database, store)
    with pytest.raises(ZeroDivisionError), database.write(EVERYONE) as session:
        withdraw_use(session, session.get_one(Submission, sent.id), "gallery")
        database.mark(session)
        raise ZeroDivisionError
    with database.read(EVERYONE) as session:
        assert {one.state for one in session.get_one(Submission, sent.id).consents} == {"given"}
    assert replay(database, store, Memory("hello@ugc.example")).withdrawn == 1
    with database.read(EVERYONE) as session:
        states = {one.purpose: one.state for one in session.get_one(Submission, sent.id).consents}
    assert states == {"gallery": "withdrawn", "reshare": "given"}


def test_erasing_takes_the_markers_along(database: Database, store: Store, sent: Submission) -> None:
    taken_back(database, store)
    with database.write(EVERYONE) as session:
        withdraw_use(session, session.get_one(Submission, sent.id), "gallery")
    assert list(store.keys(markers.WITHDRAWALS))
    gone(database, store, sent.customer_id)
    assert list(store.keys(markers.WITHDRAWALS)) == []
    assert list(store.keys("tombstones/"))
