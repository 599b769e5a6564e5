"""A small pool of child processes that develop photos, so that a hostile file costs one child at most."""

import signal
import subprocess
import sys
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from queue import LifoQueue
from types import TracebackType
from typing import Self

import ugc
from ugc.media import wire
from ugc.media.reasons import Reason, Unusable
from ugc.media.recipes import Developed, Recipe
from ugc.media.wire import Failed

__all__ = ["Darkroom", "Failed"]

MEMORY_BYTES = 1024**3
CPU_SECONDS = 30
PATIENCE = 10  # wall seconds to wait for each CPU second allowed
PHOTOS_EACH = 200  # after that many a child is replaced, so that no leak in a decoder adds up
ENVIRONMENT = {  # and nothing else: a child that reads hostile bytes has no use for our secrets
    "PYTHONPATH": str(Path(ugc.__file__).parents[1]),
    "MALLOC_ARENA_MAX": "2",  # or every thread reserves 64 MB of the address space
}
ITS_OWN_FAULT = {signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL}


class Darkroom:
    """Develops photos in up to `children` processes at a time; may be shared by threads.

    Each child may use `memory_bytes` of address space, and each photo `cpu_seconds` of CPU time. Children
    start when they are first needed.
    """

    def __init__(
        self, children: int = 1, memory_bytes: int = MEMORY_BYTES, cpu_seconds: int = CPU_SECONDS
    ) -> None:
        self._limits = (memory_bytes, cpu_seconds)
        self._count = children
        self._places: LifoQueue[_Child | None] = LifoQueue()
        for _ in range(children):
            self._places.put(None)

    def develop(self, original: Path, into: Path, recipe: Recipe) -> Developed:
        """Make the renditions of `original` in the existing folder `into`.

        Raises Unusable (the photo's fault, final) and Failed (ours, worth another try).
        """
        place = self._places.get()
        try:
            child = place if place and place.fit() else _Child(*self._limits)
        except BaseException:
            self._places.put(None)
            raise
        try:
            return wire.result(child.ask(wire.request(original, into, recipe)))
        finally:
            self._places.put(child)

    def close(self) -> None:
        """Wait for the photos in hand, then end the children. The darkroom may be used again afterwards."""
        places = [self._places.get() for _ in range(self._count)]
        for child in places:
            if child:
                child.end()
            self._places.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Child:
    def __init__(self, memory_bytes: int, cpu_seconds: int) -> None:
        self._patience = cpu_seconds * PATIENCE
        self._photos = 0
        self._line, theirs = Pipe()
        with theirs:
            self._process = _start(theirs, memory_bytes, cpu_seconds)

    def fit(self) -> bool:
        """Whether this child can take another photo; one that cannot is ended."""
        if self._photos < PHOTOS_EACH and self._process.poll() is None:
            return True
        self.end()
        return False

    def ask(self, message: bytes) -> bytes:
        self._photos += 1
        try:
            self._line.send_bytes(message)
            if self._line.poll(self._patience):
                return self._line.recv_bytes(wire.MOST)
        except (EOFError, OSError):
            raise _cause_of_death(self.end()) from None
        self.end()  # it neither answered nor used its CPU time up: it was starved, or hangs on a disk
        raise Failed(f"no answer within {self._patience} seconds")

    def end(self) -> int:
        """Close the line and reap the process. Returns its exit code, negative for a signal."""
        self._line.close()
        try:
            return self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()


def _start(theirs: Connection, memory_bytes: int, cpu_seconds: int) -> subprocess.Popen[bytes]:
    arguments = (str(theirs.fileno()), str(memory_bytes), str(cpu_seconds))
    return subprocess.Popen(  # noqa: S603 - our own program with three numbers
        (sys.executable, "-P", "-m", "ugc.media.child", *arguments),
        pass_fds=(theirs.fileno(),),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C in a terminal is for the parent
        env=ENVIRONMENT,
    )


def _cause_of_death(code: int) -> Unusable | Failed:
    if code == -signal.SIGXCPU:
        return Unusable(Reason.TOO_EXPENSIVE)
    if -code in ITS_OWN_FAULT:
        return Unusable(Reason.BROKEN)
    return Failed(f"the child that developed this photo ended with {code}")
