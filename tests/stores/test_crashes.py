"""Killed with -9 at any point, a store holds nothing or the whole, and an upload carries on."""

import io
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from tests.stores.sources import photo
from ugc.stores import Store, Stored, open_store
from ugc.stores.multipart import PART

TOMORROW = datetime.now(UTC) + timedelta(days=1)
SIZE = {"file": 200_000, "s3": 6_000_000}
KEPT = {"file": 200_000 // 3, "s3": PART}  # what was safe although the piece it belongs to never ended


def crash(url: str, mode: str) -> tuple[Store, bytes, list[str]]:
    """The store after all the crashes, what was being written, and under which keys."""
    size = SIZE[url.partition(":")[0]]
    run = [sys.executable, "-m", "tests.stores.crashing", url, mode, str(size)]
    count = int(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
    assert count > 2
    return open_store(url), photo(size), [f"point-{n}/photo" for n in range(count + 1)]


def test_a_killed_put_leaves_nothing_or_the_whole(lasting_url: str) -> None:
    store, data, keys = crash(lasting_url, "put")
    there = set(store.keys())
    assert there <= set(keys)
    assert "point-0/photo" in there
    for key in there:
        with store.open(key) as file:
            assert file.read() == data
    assert store.sweep(TOMORROW) > 0  # what was left of the others is not kept for ever
    assert store.sweep(TOMORROW) == 0
    assert set(store.keys()) == there


def test_a_killed_upload_carries_on(lasting_url: str) -> None:
    store, data, keys = crash(lasting_url, "resume")
    found = set()
    for key in keys:
        partial = store.partial(key)
        found.add(at := partial.offset())
        assert at == len(data) or partial.append(io.BytesIO(data[at:]), len(data)) == len(data)
        assert partial.finish("image/jpeg") == Stored(key, len(data), sha256(data).hexdigest())
    assert found >= {0, KEPT[lasting_url.partition(":")[0]], len(data)}
    store.sweep(TOMORROW)
    assert store.sweep(TOMORROW) == 0
    assert set(store.keys()) == set(keys)
