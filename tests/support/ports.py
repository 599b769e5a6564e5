"""Free ports and programs that a test starts and ends."""

import itertools
import os
import random
import socket
import subprocess
import time
from collections.abc import Callable

FIRST, EACH = 20_000, 1_000
"""Below 32768, where Linux begins to give ports away by itself (`ip_local_port_range`), and a slice for each
worker: a port found free, or one whose program was killed, is taken by no other's server or connection."""

_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 12
_slice = range(FIRST + _worker * EACH, FIRST + (_worker + 1) * EACH)
_next = itertools.cycle([*_slice[(start := random.randrange(EACH)) :], *_slice[:start]])


def free_port() -> int:
    """A loopback port nobody listens on right now, and nobody but this worker asks for."""
    return next(port for port in _next if _free(port))


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def listens(port: int) -> bool:
    """Whether somebody accepts connections on a loopback port."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(true: Callable[[], object], what: str, seconds: float = 60) -> None:
    """Poll a condition until it holds; fail with `what` when it does not in time."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds:.0f} s for {what}")
        time.sleep(0.02)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program we started, kindly first."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
