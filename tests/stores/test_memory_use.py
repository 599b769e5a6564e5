"""However large a photo, the process stays small."""

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

from tests.stores.sources import Long
from ugc.stores import open_store

SIZE = 60_000_000
MOST = 16_000_000  # one part of 5 MiB, a copy while it is handed on, and the libraries' own


@contextmanager
def little_memory() -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < MOST
    finally:
        tracemalloc.stop()


def test_putting_and_reading_a_large_object(lasting_url: str) -> None:
    store = open_store(lasting_url)
    with little_memory():
        assert store.put("a", Long(SIZE), content_type="image/jpeg").size == SIZE
        with store.open("a") as file:
            assert sum(len(piece) for piece in iter(lambda: file.read(65_536), b"")) == SIZE


def test_an_upload_in_pieces(lasting_url: str) -> None:
    partial = open_store(lasting_url).partial("a")
    with little_memory():
        assert partial.append(Long(SIZE), SIZE // 2) == SIZE // 2
        assert partial.append(Long(SIZE), SIZE // 2) == SIZE
        assert partial.finish("image/jpeg").size == SIZE
