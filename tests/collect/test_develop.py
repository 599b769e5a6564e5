"""The engine's work on a photo: kill-safe, fair to photos when it is our fault, honest when it is theirs."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import BinaryIO

import pytest
from sqlalchemy import select

from tests.collect.sending import send
from tests.support import photos
from tests.support.clock import Clock
from ugc.collect import develop as work
from ugc.collect.develop import develop
from ugc.collect.entry import Entry
from ugc.collect.uploads import Draft
from ugc.db import EVERYONE, Database
from ugc.definitions.schema import Definition
from ugc.lifecycle import Actor, claim, due, move
from ugc.links import Links
from ugc.media.darkroom import Darkroom
from ugc.models import Fingerprint, Mail, Photo, Rendition, Screening, Submission
from ugc.stores import Store, Stored, StoreError, open_store
from ugc.stores.memory import MemoryStore

LINKS = Links("https://pip.example", "a secret key of at least 32 characters")


@pytest.fixture(scope="session")
def darkroom() -> Iterator[Darkroom]:
    with Darkroom() as darkroom:
        yield darkroom


@pytest.fixture
def developing(database: Database, store: Store, darkroom: Darkroom) -> Callable[[str], None]:
    """Do the engine's work on one photo."""
    return lambda photo_id: develop(database, store, darkroom, LINKS, photo_id)


@pytest.fixture
def sent(draft: Draft, definition: Definition, entry: Entry) -> Callable[..., list[str]]:
    """Send these files; the ids of their photos."""

    def sent(*files: bytes) -> list[str]:
        for number, file in enumerate(files):
            draft.keep(f"{number}.jpg", BytesIO(file))
        submission = send(draft, definition, entry)
        with draft.database.read(EVERYONE) as session:
            of_it = select(Photo.id).where(Photo.submission_id == submission.id)
            return list(session.scalars(of_it.order_by(Photo.position)))

    return sent


def photo(database: Database, photo_id: str) -> Photo:
    with database.read(EVERYONE) as session:
        return session.get_one(Photo, photo_id)


def submission_of(database: Database, photo_id: str) -> Submission:
    with database.read(EVERYONE) as session:
        return session.get_one(Submission, session.get_one(Photo, photo_id).submission_id)


def broken() -> bytes:
    """A JPEG whose header is sound and whose picture is not there."""
    return photos.truncated()


def test_a_photo_becomes_renditions_and_its_submission_ready(
    database: Database, store: Store, sent: Callable[..., list[str]], developing: Callable[[str], None]
) -> None:
    (photo_id,) = sent(photos.jpeg((800, 600), orientation=6))
    developing(photo_id)
    made = photo(database, photo_id)
    assert (made.state, made.width, made.height, made.problem) == ("ready", 600, 800, None)
    assert made.thumbhash
    assert {rendition.format for rendition in made.renditions} == {"webp", "jpeg"}
    for rendition in made.renditions:
        assert store.size(rendition.key) == rendition.size
    assert submission_of(database, photo_id).state == "ready"


def test_what_was_seen_is_left_for_the_screening(
    database: Database, sent: Callable[..., list[str]], developing: Callable[[str], None]
) -> None:
    (photo_id,) = sent(photos.jpeg((800, 600)))
    developing(photo_id)
    looks = photo(database, photo_id).looks
    assert looks and looks["camera"] is True and looks["sharpness"] > 25
    with database.read(EVERYONE) as session:
        parts = session.scalars(select(Fingerprint.part).where(Fingerprint.photo_id == photo_id)).all()
        assert "picture" in parts
        (screening,) = session.scalars(select(Screening)).all()
        assert (screening.submission_id, screening.state) == (submission_of(database, photo_id).id, "waiting")
        assert due(session, Screening, "waiting") == [screening.id]


def test_every_public_byte_carries_the_credit_and_nothing_of_the_camera(
    database: Database, store: Store, sent: Callable[..., list[str]], developing: Callable[[str], None]
) -> None:
    (photo_id,) = sent(photos.jpeg())
    developing(photo_id)
    for rendition in photo(database, photo_id).renditions:
        with store.open(rendition.key) as file:
            content = file.read()
        assert b"Nadia &amp; Milo" in content
        assert b"https://pip.example/c/little-wearers/rules" in content
        assert photos.CAMERA.encode() not in content


def test_the_submission_waits_for_its_last_photo(
    database: Database, sent: Callable[..., list[str]], developing: Callable[[str], None]
) -> None:
    first, second = sent(photos.jpeg(seed=1), photos.jpeg(seed=2))
    developing(second)
    assert submission_of(database, first).state == "received"
    developing(first)
    assert submission_of(database, first).state == "ready"


def test_photos_that_finish_at_the_same_moment_settle_it_once(
    database: Database, sent: Callable[..., list[str]], developing: Callable[[str], None]
) -> None:
    ids = sent(*(photos.jpeg((64, 48), seed) for seed in range(3)))
    with ThreadPoolExecutor(3) as workers:
        list(workers.map(developing, ids))
    assert submission_of(database, ids[0]).state == "ready"


def test_a_photo_nobody_can_read_gets_a_reason_and_its_sender_a_letter(
    database: Database, sent: Callable[..., list[str]], developing: Callable[[str], None]
) -> None:
    (photo_id,) = sent(broken())
    developing(photo_id)
    made, submission = photo(database, photo_id), submission_of(database, photo_id)
    assert (made.state, made.problem) == ("unusable", "truncated")
    assert submission.state == "unusable"
    with database.read(EVERYONE) as session:
        letter = session.scalars(select(Mail).where(Mail.kind == "unusable")).one()
    assert (letter.about_id, letter.to) == (submission.id, "nadia@example.net")


def test_good_photos_stay_and_are_enough(
    database: Database, sent: Callable[..., list[str]], developing: Callable[[str], None]
) -> None:
    good, bad = sent(photos.jpeg(), broken())
    developing(bad)
    developing(good)
    assert (photo(database, good).state, photo(database, bad).state) == ("ready", "unusable")
    assert submission_of(database, good).state == "ready"


def test_doing_it_again_changes_nothing(
    database: Database, store: Store, sent: Callable[..., list[str]], developing: Callable[[str], None]
) -> None:
    (photo_id,) = sent(photos.jpeg())
    developing(photo_id)
    before = sorted(store.keys())
    developing(photo_id)
    developing("nosuchphoto")
    assert sorted(store.keys()) == before
    with database.read(EVERYONE) as session:
        assert len(session.scalars(select(Rendition)).all()) == len(before) - 1


def test_a_worker_killed_halfway_is_replaced_when_its_lease_is_over(
    database: Database, clock: Clock, sent: Callable[..., list[str]], developing: Callable[[str], None]
) -> None:
    (photo_id,) = sent(photos.jpeg())
    lose_a_lease(database, photo_id)
    developing(photo_id)
    assert photo(database, photo_id).state == "received"
    clock.advance(seconds=work.LEASE.total_seconds() + 1)
    developing(photo_id)
    assert photo(database, photo_id).state == "ready"


def test_a_photo_survives_the_cuts_of_a_bad_day(
    database: Database, clock: Clock, sent: Callable[..., list[str]], developing: Callable[[str], None]
) -> None:
    (photo_id,) = sent(photos.jpeg())
    for _ in range(7):
        lose_a_lease(database, photo_id)
        clock.advance(seconds=work.LEASE.total_seconds() + 1)
    developing(photo_id)
    assert photo(database, photo_id).state == "ready"


def test_a_photo_that_takes_every_worker_down_is_given_up(
    database: Database, clock: Clock, sent: Callable[..., list[str]], developing: Callable[[str], None]
) -> None:
    (photo_id,) = sent(photos.jpeg())
    for _ in range(work.MOST_LEASES):
        lose_a_lease(database, photo_id)
        clock.advance(seconds=work.LEASE.total_seconds() + 1)
    developing(photo_id)
    made = photo(database, photo_id)
    assert (made.state, made.problem) == ("unusable", "too_expensive")
    assert submission_of(database, photo_id).state == "unusable"


def lose_a_lease(database: Database, photo_id: str) -> None:
    """What a worker leaves behind that was killed after its claim."""
    with database.write(EVERYONE) as session:
        claim(session, session.get_one(Photo, photo_id), work.LEASE)


class Full(MemoryStore):
    """A store that takes originals and then has no room for renditions."""

    def __init__(self) -> None:
        super().__init__()
        self.full = True

    def put(self, key: str, source: BinaryIO, *, content_type: str) -> Stored:
        if self.full and key.startswith("r/"):
            raise StoreError("No space left.", permanent=False)
        return super().put(key, source, content_type=content_type)


class TestWhenTheStoreIsFull:
    @pytest.fixture
    def store(self) -> Full:
        return Full()

    def test_it_is_not_held_against_the_photo(
        self,
        database: Database,
        store: Full,
        clock: Clock,
        sent: Callable[..., list[str]],
        developing: Callable[[str], None],
    ) -> None:
        (photo_id,) = sent(photos.jpeg((64, 48)))
        for _ in range(5):
            developing(photo_id)
            clock.advance(minutes=1)
        assert (photo(database, photo_id).state, photo(database, photo_id).problem) == (
            "received",
            "No space left.",
        )
        store.full = False
        developing(photo_id)
        assert photo(database, photo_id).state == "ready"


class TestWhenTheOriginalIsLost:
    @pytest.fixture
    def store(self) -> Store:
        return open_store("memory://")

    def test_the_sender_is_told(
        self,
        database: Database,
        store: Store,
        sent: Callable[..., list[str]],
        developing: Callable[[str], None],
    ) -> None:
        (photo_id,) = sent(photos.jpeg((64, 48)))
        store.delete(photo(database, photo_id).original_key)
        developing(photo_id)
        assert (photo(database, photo_id).state, photo(database, photo_id).problem) == ("unusable", "lost")

    def test_what_was_taken_back_is_not_developed(
        self,
        database: Database,
        store: Store,
        sent: Callable[..., list[str]],
        developing: Callable[[str], None],
    ) -> None:
        (photo_id,) = sent(photos.jpeg((64, 48)))
        with database.write(EVERYONE) as session:
            submission = session.get_one(Submission, submission_of(database, photo_id).id)
            move(session, submission, "withdrawn", Actor("customer", submission.customer_id))
        developing(photo_id)
        assert list(store.keys("r/")) == []
        with database.read(EVERYONE) as session:
            assert due(session, Photo, "received") == []
