"""A backup brings people back; the doctor makes it forget them again before anything is served."""

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.support.people import World, submission
from tests.support.reshares import add_photo
from tests.support.scan import bucket, disk, dump, seen
from ugc import publish
from ugc.consent.erase import ask, erase
from ugc.db import EVERYONE, Database
from ugc.doctor import replay
from ugc.lifecycle import Actor
from ugc.models import Customer, Photo, Submission
from ugc.platforms.outbox import Memory
from ugc.stores import Store, open_store

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
