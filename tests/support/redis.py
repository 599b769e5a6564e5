"""A Redis server of the tests' own, in memory only."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.ports import end, free_port, listens, wait_until


@contextmanager
def redis_server() -> Iterator[str]:
    """Start a server and give its URL; it is ended by id afterwards."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_until(lambda: listens(port), "Redis to answer")
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        end(server)
