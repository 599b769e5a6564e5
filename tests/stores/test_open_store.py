"""One address, one store, or a sentence that says what would be right."""

from pathlib import Path

import pytest

from ugc.stores import BadStoreUrl, open_store
from ugc.stores.local import LocalStore
from ugc.stores.memory import MemoryStore


def test_a_local_address_makes_its_directory(tmp_path: Path) -> None:
    assert isinstance(open_store(f"file://{tmp_path}/our%20photos/media"), LocalStore)
    assert (tmp_path / "our photos" / "media").is_dir()


def test_memory() -> None:
    assert isinstance(open_store("memory://"), MemoryStore)


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("", "file:///absolute/path"),
        ("storage/media", "file:///absolute/path"),
        ("ftp://host/x", "file:///absolute/path"),
        ("memory://x", "memory://"),
        ("file://storage/media", "three slashes"),
        ("file:storage", "three slashes"),
        ("file:///srv/media?x=1", "three slashes"),
        ("s3:///prefix", "s3://bucket/prefix"),
        ("s3://bucket?endpiont=http://127.0.0.1", "endpoint="),
        ("s3://bucket?endpoint=", "endpoint="),
        ("s3://key:secret@bucket", "AWS_ACCESS_KEY_ID"),
    ],
)
def test_an_address_that_makes_no_sense_is_refused_with_advice(url: str, advice: str) -> None:
    with pytest.raises(BadStoreUrl, match=advice.replace("?", r"\?")):
        open_store(url)
