"""Uploads in pieces: interrupted at any byte, by two at once, or by a sender who lies."""

import hashlib
from io import BytesIO

import pytest

from tests.support import photos
from tests.support.clock import Clock
from ugc.collect import pieces
from ugc.collect.pieces import Held, Moved, Overflow, append, complete, offset
from ugc.collect.uploads import Draft, Gone
from ugc.db import EVERYONE, Database
from ugc.media.reasons import Reason, Unusable
from ugc.models import Upload
from ugc.stores import Store


class Broken(BytesIO):
    """A line that breaks when its bytes are used up."""

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        if not data:
            raise ConnectionResetError
        return data


@pytest.fixture
def photo() -> bytes:
    return photos.jpeg()


@pytest.fixture
def upload(draft: Draft, photo: bytes) -> Upload:
    return draft.expect("train.jpg", len(photo))


@pytest.mark.parametrize("cut", [1, 1000, -1])
def test_a_broken_line_loses_nothing_that_arrived(
    draft: Draft, store: Store, upload: Upload, photo: bytes, cut: int
) -> None:
    with pytest.raises(ConnectionResetError):
        append(draft, upload, 0, Broken(photo[:cut]))
    at = offset(draft, upload)
    assert at == len(photo[:cut])
    assert append(draft, upload, at, BytesIO(photo[at:])) == len(photo)
    kept = complete(draft, upload)
    assert kept.sha256 == hashlib.sha256(photo).hexdigest()
    assert complete(draft, kept) == kept
    with store.open(upload.key) as whole:
        assert whole.read() == photo


def test_many_small_pieces_make_the_same_photo(draft: Draft, upload: Upload, photo: bytes) -> None:
    for start in range(0, len(photo), 30_000):
        append(draft, upload, start, BytesIO(photo[start : start + 30_000]))
    assert complete(draft, upload).sha256 == hashlib.sha256(photo).hexdigest()


def test_more_than_announced_is_refused(draft: Draft, upload: Upload, photo: bytes) -> None:
    with pytest.raises(Overflow):
        append(draft, upload, 0, BytesIO(photo + b"and more"))
    assert offset(draft, upload) == 0


def test_a_sender_who_is_elsewhere_learns_where_we_are(draft: Draft, upload: Upload, photo: bytes) -> None:
    append(draft, upload, 0, BytesIO(photo[:500]))
    with pytest.raises(Moved) as moved:
        append(draft, upload, 0, BytesIO(photo[:500]))
    assert moved.value.offset == 500


def test_only_one_request_writes_until_its_hold_runs_out(
    draft: Draft, database: Database, clock: Clock, upload: Upload, photo: bytes
) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Upload, upload.id).lease_until = clock() + pieces.HELD
    with pytest.raises(Held):
        append(draft, upload, 0, BytesIO(photo))
    clock.advance(seconds=pieces.HELD.total_seconds() + 1)
    assert append(draft, upload, 0, BytesIO(photo)) == len(photo)


def test_no_photo_after_all_is_gone_with_its_bytes(draft: Draft, store: Store) -> None:
    text = photos.text_named_jpg()
    upload = draft.expect("photo.jpg", len(text))
    append(draft, upload, 0, BytesIO(text))
    with pytest.raises(Unusable) as refused:
        complete(draft, upload)
    assert refused.value.reason is Reason.NOT_A_PHOTO
    assert draft.find(upload.id) is None
    assert list(store.keys()) == []


def test_an_upload_removed_meanwhile_stays_removed(draft: Draft, upload: Upload, photo: bytes) -> None:
    draft.remove(upload.id)
    with pytest.raises(Gone):
        append(draft, upload, 0, BytesIO(photo))


def test_removed_while_its_last_bytes_are_looked_at_it_leaves_none(
    draft: Draft, store: Store, upload: Upload, photo: bytes
) -> None:
    append(draft, upload, 0, BytesIO(photo))
    draft.remove(upload.id)
    store.partial(upload.key).append(BytesIO(photo), len(photo))  # they came when they were gone already
    with pytest.raises(Gone):
        complete(draft, upload)
    assert list(store.keys()) == []


@pytest.mark.parametrize(("length", "reason"), [(0, Reason.EMPTY), (26 * 2**20, Reason.TOO_LARGE)])
def test_an_announced_length_that_cannot_be_is_refused(draft: Draft, length: int, reason: Reason) -> None:
    with pytest.raises(Unusable) as refused:
        draft.expect("photo.jpg", length)
    assert refused.value.reason is reason
