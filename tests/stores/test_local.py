"""What only a disk can do wrong."""

import io
import os
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.stores.sources import photo
from tests.support.disk import files_no_larger_than
from ugc.stores import BadKey, Store, StoreError, open_store
from ugc.stores.local import LocalStore

PHOTO = photo(500_000)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "media"


@pytest.fixture
def disk(root: Path) -> Store:
    return LocalStore(root)


def system_calls(work: Callable[[], object]) -> list[str]:
    """What `work` asked of the disk, in order."""
    asked = []

    def note(_: FrameType, event: str, function: Any) -> None:
        if (
            event == "c_call"
            and function.__module__ == "posix"
            and function.__name__ in {"pwrite", "fsync", "replace"}
        ):
            asked.append(function.__name__)

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return asked


def test_a_full_disk_is_a_sentence_and_leaves_no_trace(disk: Store, root: Path) -> None:
    disk.put("before", io.BytesIO(b"safe"), content_type="image/jpeg")
    with (
        files_no_larger_than(100_000),
        pytest.raises(StoreError, match=r"full\. Everything received") as full,
    ):
        disk.put("a", io.BytesIO(PHOTO), content_type="image/jpeg")
    assert not full.value.permanent
    assert list(disk.keys()) == ["before"]
    assert list((root / ".incoming").iterdir()) == []


def test_an_upload_stopped_by_a_full_disk_goes_on_when_there_is_room(disk: Store) -> None:
    with files_no_larger_than(100_000), pytest.raises(StoreError) as full:
        disk.partial("a").append(io.BytesIO(PHOTO), len(PHOTO))
    assert not full.value.permanent
    assert disk.partial("a").offset() == 100_000
    disk.partial("a").append(io.BytesIO(PHOTO[100_000:]), len(PHOTO))
    assert disk.partial("a").finish("image/jpeg").sha256 == sha256(PHOTO).hexdigest()


def test_what_put_acknowledges_is_on_the_disk(disk: Store) -> None:
    asked = system_calls(lambda: disk.put("new/folder/a", io.BytesIO(b"photo"), content_type="image/jpeg"))
    assert asked[:2] == ["pwrite", "fsync"]  # the bytes before they get their name …
    assert asked[-2:] == ["replace", "fsync"]  # … and the name before we say so
    assert asked.count("fsync") == 4  # the file, two new folders, the name


def test_what_append_acknowledges_is_on_the_disk(disk: Store) -> None:
    asked = system_calls(lambda: disk.partial("a").append(io.BytesIO(b"photo"), 5))
    assert asked == ["pwrite", "fsync", "fsync"]


def test_what_offset_says_is_on_the_disk(disk: Store) -> None:
    disk.partial("a").append(io.BytesIO(b"photo"), 5)
    assert system_calls(disk.partial("a").offset) == ["fsync"]


def test_what_is_deleted_stays_deleted(disk: Store) -> None:
    disk.put("a", io.BytesIO(b"photo"), content_type="image/jpeg")
    assert system_calls(lambda: disk.delete("a")) == ["fsync"]


def test_a_request_that_wakes_up_late_changes_nothing(disk: Store) -> None:
    """The phone gave up on a connection and resumed on another; then the first one's bytes came through."""

    class Stalled(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() == 0:
                disk.partial("a").append(io.BytesIO(PHOTO), len(PHOTO))
            return super().read(size)

    disk.partial("a").append(Stalled(PHOTO[:200_000]), len(PHOTO))
    assert disk.partial("a").finish("image/jpeg").sha256 == sha256(PHOTO).hexdigest()


def test_no_symbolic_link_leads_outside(disk: Store, root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "a").write_text("not ours to show")
    (root / "way").symlink_to(tmp_path / "secret")
    with pytest.raises(BadKey):
        disk.open("way/a")
    with pytest.raises(BadKey):
        disk.put("way/b", io.BytesIO(b"photo"), content_type="image/jpeg")


def test_photos_are_for_the_owner_of_the_process_only(disk: Store, root: Path) -> None:
    disk.put("a", io.BytesIO(b"photo"), content_type="image/jpeg")
    disk.partial("b").append(io.BytesIO(b"photo"), 5)
    disk.partial("b").finish("image/jpeg")
    assert {os.stat(root / name).st_mode & 0o777 for name in "ab"} == {0o600}  # noqa: PTH116


def test_a_nearly_full_disk_is_not_ready(root: Path) -> None:
    with pytest.raises(StoreError, match="nearly full") as full:
        LocalStore(root, spare=2**60).ready()
    assert not full.value.permanent


def test_a_directory_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="The disk that keeps the photos answered"):
        open_store(f"file://{tmp_path}/file/media")
