"""Drafts: photos kept bit-exact before their form is sent, and forgotten when it never is."""

import hashlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.support import photos
from tests.support.clock import Clock
from tests.support.people import World
from ugc.collect.uploads import KEPT, Draft, TooMany, new_draft, sweep, throw_away
from ugc.db import EVERYONE, Database
from ugc.media.reasons import Reason, Unusable
from ugc.models import Upload
from ugc.stores import LocalStore, Store, StoreError
from ugc.stores.memory import MemoryStore


class Endless(BytesIO):
    """A photo whose sender never stops; counts what was read of it."""

    def __init__(self, length: int) -> None:
        super().__init__(photos.jpeg())
        self.length = length

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.length if whence == 2 else super().seek(offset, whence)


def test_an_original_is_kept_bit_exact_under_a_random_key(draft: Draft, store: Store) -> None:
    photo = photos.jpeg()
    upload = draft.keep("IMG_0042.JPG", BytesIO(photo))
    with store.open(upload.key) as kept:
        assert kept.read() == photo
    assert upload.sha256 == hashlib.sha256(photo).hexdigest()
    assert (upload.length, upload.mime, upload.filename) == (len(photo), "image/jpeg", "IMG_0042.JPG")
    assert "IMG" not in upload.key


def test_the_type_is_what_the_bytes_say(draft: Draft) -> None:
    assert draft.keep("holiday.gif", BytesIO(photos.heic())).mime == "image/heic"


@pytest.mark.parametrize(
    ("photo", "reason"),
    [
        (b"", Reason.EMPTY),
        (photos.text_named_jpg(), Reason.NOT_A_PHOTO),
        (photos.svg(), Reason.UNSUPPORTED_SVG),
        (photos.bomb(), Reason.TOO_MANY_PIXELS),
    ],
)
def test_what_is_no_photo_leaves_nothing_behind(
    draft: Draft, store: Store, photo: bytes, reason: Reason
) -> None:
    with pytest.raises(Unusable) as refused:
        draft.keep("photo.jpg", BytesIO(photo))
    assert refused.value.reason is reason
    assert draft.photos() == []
    assert list(store.keys()) == []


def test_size_is_measured_not_believed(draft: Draft, store: Store) -> None:
    with pytest.raises(Unusable) as refused:
        draft.keep("photo.jpg", Endless(26 * 2**20))
    assert refused.value.reason is Reason.TOO_LARGE
    assert list(store.keys()) == []


def test_a_draft_takes_as_many_photos_as_the_form(draft: Draft) -> None:
    for number in range(3):
        draft.keep(f"{number}.jpg", BytesIO(photos.jpeg((64, 48), number)))
    with pytest.raises(TooMany):
        draft.keep("one more.jpg", BytesIO(photos.jpeg()))
    assert len(draft.photos()) == 3


def test_a_photo_instead_of_another_needs_no_room_of_its_own(draft: Draft) -> None:
    kept = [draft.keep(f"{n}.jpg", BytesIO(photos.jpeg((64, 48), n))) for n in range(3)]
    better = draft.expect("better.jpg", 1000, instead=kept[0].id)
    draft.remove(kept[0].id)
    assert draft.find(better.id)
    draft.keep("third.jpg", BytesIO(photos.jpeg((64, 48), 9)))
    with pytest.raises(TooMany):
        draft.expect("too many.jpg", 1000, instead="nobody's")


def test_an_emptied_draft_leaves_nothing(draft: Draft, store: Store) -> None:
    draft.keep("mine.jpg", BytesIO(photos.jpeg()))
    draft.expect("unfinished.jpg", 1000)
    draft.empty()
    assert draft.photos() == []
    assert list(store.keys()) == []


def test_a_store_without_room_says_so_before_a_photo_travels(draft: Draft, tmp_path: Path) -> None:
    full = LocalStore(tmp_path / "full", spare=2**60)
    with pytest.raises(StoreError, match="nearly full"):
        replace(draft, store=full).expect("train.jpg", 1000)


def test_attempts_that_never_finish_are_bounded_too(draft: Draft) -> None:
    for number in range(9):
        draft.expect(f"{number}.jpg", 1000)
    with pytest.raises(TooMany):
        draft.expect("one more.jpg", 1000)


def test_photos_can_be_reordered_and_removed(draft: Draft, store: Store) -> None:
    first, second, third = (draft.keep(f"{n}.jpg", BytesIO(photos.jpeg(seed=n))) for n in range(3))
    draft.reorder([third.id, first.id])
    draft.remove(first.id)
    draft.remove(first.id)
    assert [photo.id for photo in draft.photos()] == [third.id, second.id]
    assert set(store.keys()) == {third.key, second.key}


def test_another_draft_sees_and_removes_nothing_of_this_one(draft: Draft) -> None:
    upload = draft.keep("mine.jpg", BytesIO(photos.jpeg()))
    stranger = replace(draft, key=new_draft())
    stranger.remove(upload.id)
    stranger.reorder([upload.id])
    assert (stranger.find(upload.id), stranger.photos()) == (None, [])
    assert [photo.id for photo in draft.photos()] == [upload.id]


def test_what_was_never_sent_is_forgotten_after_a_day(
    draft: Draft, database: Database, store: Store, clock: Clock
) -> None:
    draft.keep("old.jpg", BytesIO(photos.jpeg()))
    unfinished = draft.expect("unfinished.jpg", 1000)
    store.partial(unfinished.key).append(BytesIO(b"a little"), 100)
    clock.advance(seconds=KEPT.total_seconds() - 60)
    fresh = draft.keep("fresh.jpg", BytesIO(photos.jpeg(seed=2)))
    sweep(database, store)
    assert len(draft.photos()) == 2
    clock.advance(minutes=2)
    sweep(database, store)
    assert [photo.id for photo in draft.photos()] == [fresh.id]
    assert list(store.keys()) == [fresh.key]
    assert store.partial(unfinished.key).offset() == 0


def test_what_was_thrown_away_is_swept_at_once(database: Database, store: Store, world: World) -> None:
    store.put("o/left-over", BytesIO(b"somebody's photo"), content_type="image/jpeg")
    with database.write(EVERYONE) as session:
        throw_away(session, world.campaign, "o/left-over")
    sweep(database, store)
    assert list(store.keys()) == []
    with database.read(EVERYONE) as session:
        assert session.scalars(select(Upload)).all() == []


class Down(MemoryStore):
    """A store that cannot be reached."""

    def delete(self, key: str) -> None:
        raise StoreError("The photo store cannot be reached.", permanent=False)


def test_a_photo_left_out_while_the_store_is_down_is_out_and_swept_later(
    draft: Draft, database: Database, store: Store
) -> None:
    upload = draft.keep("mine.jpg", BytesIO(photos.jpeg()))
    replace(draft, store=Down()).remove(upload.id)
    assert draft.photos() == []
    assert list(store.keys()) == [upload.key]
    sweep(database, store)
    assert list(store.keys()) == []
