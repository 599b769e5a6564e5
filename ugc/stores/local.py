"""Objects as files under one directory. What has not fully arrived waits in `.incoming/` beside them."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from ugc.stores.contract import BadKey, Missing, Stored, StoreError, check_key
from ugc.stores.disk import disk_errors, growing, make_directories, publish, scratch, sync_directory, write
from ugc.stores.streams import Tally, chunks, digest

SPARE = (
    256 * 2**20
)  # bytes: room for ten photos of 25 MB; with less than that we say so before it is too late

_ABSENT = (FileNotFoundError, NotADirectoryError, IsADirectoryError)


class LocalStore:
    """`file:///path`: written beside, synced, renamed, synced, so a key holds a whole object or none.

    `spare` is how many free bytes `ready` asks for.
    """

    @disk_errors()
    def __init__(self, root: Path, *, spare: int = SPARE) -> None:
        self._root = root.resolve()
        self._incoming = self._root / ".incoming"  # one file system with the rest, so a rename is atomic
        self._spare = spare
        make_directories(self._incoming)

    def put(self, key: str, source: BinaryIO, *, content_type: str) -> Stored:
        target = self._path(key)
        tally = Tally(source)
        with scratch(self._incoming) as (fd, written):
            at = 0
            for chunk in chunks(tally):
                at = write(fd, chunk, at)
            publish(written, target)
        return tally.stored(key)

    @disk_errors()
    def open(self, key: str) -> BinaryIO:
        try:
            return self._path(key).open("rb")
        except _ABSENT:
            raise Missing(key) from None

    def size(self, key: str) -> int:
        with self.open(key) as file:
            return os.fstat(file.fileno()).st_size

    @disk_errors()
    def delete(self, key: str) -> None:
        path = self._path(key)
        with suppress(*_ABSENT):
            path.unlink()
            sync_directory(path.parent)

    def keys(self, prefix: str = "") -> Iterator[str]:
        check_key(prefix + "x")
        return self._walk(prefix)

    def _walk(self, prefix: str) -> Iterator[str]:
        for folder, folders, names in os.walk(self._root / prefix.rpartition("/")[0]):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                key = (Path(folder) / name).relative_to(self._root).as_posix()
                if key.startswith(prefix):
                    yield key

    def partial(self, key: str) -> "LocalPartial":
        return LocalPartial(self, key, self._path(key), self._incoming / (key.replace("/", "~") + ".part"))

    @disk_errors()
    def sweep(self, before: datetime) -> int:
        left = 0
        for path in self._incoming.iterdir():
            with suppress(FileNotFoundError):  # finished this very moment
                if path.stat().st_mtime < before.timestamp():
                    path.unlink()
                    left += 1
        return left

    @disk_errors()
    def ready(self) -> None:
        if not os.access(self._incoming, os.W_OK | os.X_OK):
            raise StoreError(f"The directory {self._root} cannot be written to.", permanent=True)
        free = shutil.disk_usage(self._root).free
        if free < self._spare:
            raise StoreError(
                f"The disk that keeps the photos is nearly full: {free // 2**20} MiB are left. "
                "Everything received is safe; please make room.",
                permanent=False,
            )

    def _path(self, key: str) -> Path:
        """The one way from a key to a file: a well-formed key, and no symbolic link may lead outside."""
        path = self._root / check_key(key)
        if not path.resolve().is_relative_to(self._root):
            raise BadKey(f"“{key}” leads outside this store.")
        return path


class LocalPartial:
    """A growing file; its length is the offset.

    Bytes go to the position they belong to rather than to the end, so a stalled request that wakes up late
    rewrites the same bytes instead of adding them again.
    """

    def __init__(self, store: LocalStore, key: str, target: Path, part: Path) -> None:
        self._store = store
        self._key = key
        self._target = target
        self._part = part

    @disk_errors()
    def offset(self) -> int:
        for path in (self._part, self._target):
            with suppress(FileNotFoundError), path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                os.fsync(file.fileno())  # a writer may have been killed before its own
                return size
        return 0

    def append(self, source: BinaryIO, limit: int) -> int:
        if self._target.exists():
            raise StoreError("This upload is already complete and safe.", permanent=True)
        with growing(self._part) as fd:
            at = os.fstat(fd).st_size
            for chunk in chunks(source, limit):
                at = write(fd, chunk, at)
        return at

    def finish(self, content_type: str) -> Stored:
        if not self.offset():
            raise Missing(self._key)
        if self._part.exists():
            publish(self._part, self._target)
        with self._store.open(self._key) as file:
            return digest(self._key, file)

    @disk_errors()
    def discard(self) -> None:
        self._part.unlink(missing_ok=True)
        sync_directory(self._part.parent)
