"""What every store promises about uploads that arrive in pieces."""

import io
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.stores.sources import Breaking, Trickling, photo
from tests.support.seaweed import Seaweed
from ugc.stores import Missing, Store, Stored, StoreError, open_store
from ugc.stores.multipart import PART

JPEG = "image/jpeg"
PHOTO = photo(300_000)
LARGE = photo(2 * PART + 1000)


def resume(store: Store, key: str, data: bytes, cuts: list[int]) -> Stored:
    """Send `data` on a connection that breaks at each of `cuts`, carrying on where the store stands."""
    for begin, end in pairwise([0, *cuts]):
        assert store.partial(key).offset() == begin
        with pytest.raises(ConnectionResetError):
            store.partial(key).append(Breaking(data[begin:], end - begin), len(data))
    assert store.partial(key).append(io.BytesIO(data[cuts[-1] :] if cuts else data), len(data)) == len(data)
    return store.partial(key).finish(JPEG)


def whole(key: str, data: bytes) -> Stored:
    return Stored(key, len(data), sha256(data).hexdigest())


def test_it_starts_empty_grows_and_becomes_the_object(store: Store) -> None:
    partial = store.partial("a/b")
    assert partial.offset() == 0
    assert partial.append(io.BytesIO(PHOTO[:1000]), 1000) == 1000
    assert partial.append(io.BytesIO(PHOTO[1000:]), len(PHOTO)) == len(PHOTO)
    with pytest.raises(Missing):
        store.open("a/b")
    assert partial.finish(JPEG) == whole("a/b", PHOTO)
    with store.open("a/b") as file:
        assert file.read() == PHOTO
    assert list(store.keys()) == ["a/b"]


def test_no_byte_beyond_the_limit_is_read(store: Store) -> None:
    source = io.BytesIO(PHOTO)
    assert store.partial("a").append(source, 1234) == 1234
    assert source.tell() == 1234
    assert store.partial("a").append(source, 0) == 1234


def test_a_trickling_source_arrives_whole(store: Store) -> None:
    store.partial("a").append(Trickling(PHOTO), len(PHOTO))
    assert store.partial("a").finish(JPEG) == whole("a", PHOTO)


def test_finishing_twice_says_the_same(store: Store) -> None:
    """The first answer may get lost between the store and the database."""
    store.partial("a").append(io.BytesIO(PHOTO), len(PHOTO))
    assert store.partial("a").finish(JPEG) == store.partial("a").finish(JPEG)
    assert store.partial("a").offset() == len(PHOTO)


def test_what_is_complete_takes_no_more(store: Store) -> None:
    store.partial("a").append(io.BytesIO(PHOTO), len(PHOTO))
    store.partial("a").finish(JPEG)
    with pytest.raises(StoreError, match="already complete") as refused:
        store.partial("a").append(io.BytesIO(b"more"), 4)
    assert refused.value.permanent
    assert store.size("a") == len(PHOTO)


def test_nothing_arrived_cannot_be_finished(store: Store) -> None:
    store.partial("a").append(io.BytesIO(), 10)
    with pytest.raises(Missing):
        store.partial("a").finish(JPEG)


@pytest.mark.parametrize("size", [1000, PART, PART + 1000])
def test_discarded_is_gone_and_a_fresh_start_is_possible(store: Store, size: int) -> None:
    store.partial("a").append(io.BytesIO(photo(size)), size)
    for _ in range(2):
        store.partial("a").discard()
    assert store.partial("a").offset() == 0
    assert store.sweep(datetime.now(UTC) + timedelta(days=1)) == 0
    store.partial("a").append(io.BytesIO(PHOTO), len(PHOTO))
    assert store.partial("a").finish(JPEG) == whole("a", PHOTO)


def test_discarding_keeps_what_is_finished(store: Store) -> None:
    store.partial("a").append(io.BytesIO(PHOTO), len(PHOTO))
    store.partial("a").finish(JPEG)
    store.partial("a").discard()
    assert store.size("a") == len(PHOTO)


def test_uploads_side_by_side_do_not_mix(store: Store) -> None:
    for at in range(0, 300_000, 100_000):
        for key, data in {"a/b": PHOTO, "a-b": PHOTO[::-1], "a/b.part": PHOTO[1:] + b"!"}.items():
            store.partial(key).append(io.BytesIO(data[at:]), 100_000)
    assert store.partial("a/b").finish(JPEG) == whole("a/b", PHOTO)
    assert store.partial("a-b").finish(JPEG) == whole("a-b", PHOTO[::-1])
    assert store.partial("a/b.part").finish(JPEG) == whole("a/b.part", PHOTO[1:] + b"!")


@pytest.mark.parametrize("size", [1000, PART + 1000])
def test_sweeping_takes_what_nobody_touched_since(store: Store, size: int) -> None:
    store.put("whole", io.BytesIO(PHOTO), content_type=JPEG)
    store.partial("a").append(io.BytesIO(photo(size)), size)
    assert store.sweep(datetime.now(UTC) - timedelta(days=1)) == 0
    assert store.partial("a").offset() == size
    assert store.sweep(datetime.now(UTC) + timedelta(days=1)) > 0
    assert store.partial("a").offset() == 0
    assert list(store.keys()) == ["whole"]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(1, len(PHOTO) - 1), unique=True, max_size=6).map(sorted))
@pytest.mark.parametrize("store", ["memory", "local"], indirect=True)
def test_interrupted_anywhere_it_resumes_to_the_same_bytes(store: Store, cuts: list[int]) -> None:
    key = uuid4().hex
    assert resume(store, key, PHOTO, cuts) == whole(key, PHOTO)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cuts=st.lists(
        st.integers(1, len(LARGE) - 1) | st.sampled_from([PART - 1, PART, PART + 1, 2 * PART]),
        unique=True,
        max_size=4,
    ).map(sorted)
)
def test_interrupted_anywhere_on_s3_too(seaweed_server: Seaweed, cuts: list[int]) -> None:
    key = uuid4().hex
    assert resume(open_store(seaweed_server.fresh()), key, LARGE, cuts) == whole(key, LARGE)
