"""Durable steps on a local disk, whose errors come out as sentences."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ugc.stores.contract import StoreError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turn the disk's errors into sentences. Never around reading a source: its OSErrors are the caller's."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StoreError(
                "The disk that keeps the photos is full. Everything received before is safe; "
                "please try again when there is room.",
                permanent=False,
            ) from error
        raise StoreError(
            f"The disk that keeps the photos answered: {error.strerror}. Everything received before is safe.",
            permanent=error.errno in _FORBIDDEN,
        ) from error


@contextmanager
def growing(path: Path) -> Iterator[int]:
    """A file to write further (its descriptor), on the disk however the block ends."""
    with disk_errors():
        fd = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        yield fd
    finally:
        try:
            with disk_errors():
                os.fsync(fd)
                sync_directory(path.parent)
        finally:
            os.close(fd)


@contextmanager
def scratch(directory: Path) -> Iterator[tuple[int, Path]]:
    """A new file (descriptor, path) that is gone after the block, unless it was published."""
    with disk_errors():
        fd, name = tempfile.mkstemp(suffix=".new", dir=directory)
    try:
        yield fd, Path(name)
    finally:
        os.close(fd)
        Path(name).unlink(missing_ok=True)


@disk_errors()
def write(fd: int, data: bytes, at: int) -> int:
    """Write all of `data` at position `at`; returns the position after it."""
    while data:
        written = os.pwrite(fd, data, at)
        data, at = data[written:], at + written
    return at


@disk_errors()
def publish(written: Path, target: Path) -> None:
    """Let a finished file appear under its final name, for good once this returns."""
    with written.open("rb") as file:
        os.fsync(file.fileno())
    make_directories(target.parent)
    written.replace(target)
    sync_directory(target.parent)


def make_directories(path: Path) -> None:
    if not path.is_dir():
        make_directories(path.parent)
        path.mkdir(exist_ok=True)
        sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
