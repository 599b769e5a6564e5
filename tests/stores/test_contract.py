"""What every store promises about whole objects."""

import io
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from tests.stores.sources import Breaking, Trickling, photo
from ugc.stores import BadKey, Missing, Store, Stored

JPEG = "image/jpeg"
PHOTO = photo(300_000)
NO_KEYS = [
    "",
    "/",
    "/etc/passwd",
    "..",
    "../secret",
    "a/../../secret",
    "a/..",
    "a//b",
    "a/",
    "./a",
    ".incoming/a",
    "a/.hidden",
    "a\\b",
    "a\0b",
    "a\n",
    "a b",
    "~root",
    "é",
    "%2e%2e/secret",
    "x" * 201,
]


def put(store: Store, key: str, data: bytes = PHOTO) -> Stored:
    return store.put(key, io.BytesIO(data), content_type=JPEG)


def read(store: Store, key: str) -> bytes:
    with store.open(key) as file:
        return file.read()


@pytest.mark.parametrize("data", [b"", bytes(range(256)), PHOTO], ids=["empty", "every byte", "photo"])
def test_what_goes_in_comes_out(store: Store, data: bytes) -> None:
    stored = put(store, "originals/ab/c-d_e.jpg", data)
    assert stored == Stored("originals/ab/c-d_e.jpg", len(data), sha256(data).hexdigest())
    assert read(store, stored.key) == data
    assert store.size(stored.key) == len(data)


def test_it_can_be_read_in_pieces(store: Store) -> None:
    put(store, "a")
    with store.open("a") as file:
        assert [file.read(1), file.read(99_999), file.read(), file.read(1)] == [
            PHOTO[:1],
            PHOTO[1:100_000],
            PHOTO[100_000:],
            b"",
        ]


def test_a_trickling_source_arrives_whole(store: Store) -> None:
    assert store.put("a", Trickling(PHOTO), content_type=JPEG).sha256 == sha256(PHOTO).hexdigest()
    assert read(store, "a") == PHOTO


def test_the_same_again_is_fine(store: Store) -> None:
    assert put(store, "a") == put(store, "a")
    assert list(store.keys()) == ["a"]


def test_other_bytes_replace_the_old_ones(store: Store) -> None:
    put(store, "a")
    put(store, "a", b"shorter")
    assert read(store, "a") == b"shorter"


def test_nothing_there_is_missing(store: Store) -> None:
    put(store, "folder/a")
    for absent in ("b", "folder", "folder/a/b"):
        with pytest.raises(Missing):
            store.open(absent)
        with pytest.raises(Missing):
            store.size(absent)


def test_deleted_is_gone_and_deleting_again_is_fine(store: Store) -> None:
    put(store, "folder/a")
    put(store, "folder/b", b"b")
    for _ in range(2):
        store.delete("folder/a")
    store.delete("never/was")
    assert list(store.keys()) == ["folder/b"]
    with pytest.raises(Missing):
        store.open("folder/a")


def test_keys_by_prefix(store: Store) -> None:
    for key in ("a/1", "a/2", "ab/1", "b"):
        put(store, key, key.encode())
    store.partial("a/3").append(io.BytesIO(b"not yet"), 7)
    assert set(store.keys()) == {"a/1", "a/2", "ab/1", "b"}
    assert set(store.keys("a")) == {"a/1", "a/2", "ab/1"}
    assert set(store.keys("a/")) == {"a/1", "a/2"}
    assert set(store.keys("c/d")) == set()


def test_what_is_no_key_is_refused_everywhere(store: Store) -> None:
    for refuse in (store.open, store.size, store.delete, store.partial, lambda key: put(store, key)):
        for key in NO_KEYS:
            with pytest.raises(BadKey):
                refuse(key)
    assert list(store.keys()) == []


def test_no_prefix_leads_outside(store: Store) -> None:
    for prefix in ("/", "../", "a/../", ".incoming/"):
        with pytest.raises(BadKey):
            store.keys(prefix)


def test_a_source_that_breaks_leaves_nothing(store: Store) -> None:
    with pytest.raises(ConnectionResetError):
        store.put("a", Breaking(PHOTO, 200_000), content_type=JPEG)
    assert list(store.keys()) == []
    assert store.sweep(datetime.now(UTC) + timedelta(days=1)) == 0


def test_a_source_that_breaks_leaves_the_object_it_would_have_replaced(store: Store) -> None:
    put(store, "a", b"the old one")
    with pytest.raises(ConnectionResetError):
        store.put("a", Breaking(PHOTO, 200_000), content_type=JPEG)
    assert read(store, "a") == b"the old one"


def test_a_sound_store_is_ready(store: Store) -> None:
    store.ready()
