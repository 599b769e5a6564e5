"""One child process of a darkroom: takes orders over a socket, one at a time, within its limits.

Started as `python -m ugc.media.child FD MEMORY_BYTES CPU_SECONDS`. It ends when the other end of the
socket closes, also in the middle of a photo and also when the parent was killed.
"""

import os
import resource
import sys
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread

from ugc.media import wire
from ugc.media.decode import prepare
from ugc.media.develop import develop
from ugc.media.reasons import Unusable

POLITENESS = 10  # nice: pages are answered before photos are developed


def main(fd: int, memory_bytes: int, cpu_seconds: int) -> None:
    """Serve orders until the socket closes."""
    os.nice(POLITENESS)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    prepare()
    line = Connection(fd)
    orders: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(line, orders), daemon=True).start()
    while True:
        message = orders.get()
        _allow(cpu_seconds)
        line.send_bytes(_answer(message))


def _listen(line: Connection, orders: SimpleQueue[bytes]) -> None:
    """Pass orders on; a thread of its own, so that a decoder at work doesn't keep us from ending."""
    try:
        while True:
            orders.put(line.recv_bytes())
    except (EOFError, OSError):
        os._exit(0)


def _allow(cpu_seconds: int) -> None:
    """Grant the next photo this much CPU time; the kernel ends the process (SIGXCPU) when it is used up."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + cpu_seconds, resource.RLIM_INFINITY))


def _answer(message: bytes) -> bytes:
    try:
        return wire.done(develop(*wire.order(message)))
    except Unusable as unusable:
        return wire.unusable(unusable.reason)
    except Exception as error:  # ours: told to the parent, which raises it
        return wire.failed(error)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
