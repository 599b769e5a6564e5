"""A program that is killed at one point after another: `python -m tests.stores.crashing URL put|resume SIZE`.

It writes `point-0/photo`; then a child killed at the first point writes `point-1/photo`, one killed at the
second `point-2/photo` and so on. It prints how many points there were. On a disk a point is a line of our
code that has not run before; on S3 it is a call to the service.
"""

import io
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import ugc.stores
from tests.stores.sources import photo
from ugc.stores import Store, open_store

OURS = os.path.dirname(ugc.stores.__file__)  # noqa: PTH120
CALLS = {"put": {"Tally.read"}, "resume": {"Bucket.call"}}


def put(store: Store, key: str, data: bytes) -> None:
    store.put(key, io.BytesIO(data), content_type="image/jpeg")


def resume(store: Store, key: str, data: bytes) -> None:
    store.partial(key).append(io.BytesIO(data), len(data) // 3)
    store.partial(key).append(io.BytesIO(data[len(data) // 3 :]), len(data))
    store.partial(key).finish("image/jpeg")


def points(work: Callable[[], None], calls: set[str], fatal: int = 0) -> int:
    """Run `work`, dying at point number `fatal`; returns how many points it passed."""
    passed: list[Any] = []

    def pass_by(point: Any) -> None:
        passed.append(point)
        if len(passed) == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def lines(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line" and (frame.f_code, frame.f_lineno) not in passed:
            pass_by((frame.f_code, frame.f_lineno))
        return lines

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if not frame.f_code.co_filename.startswith(OURS):
            return None
        if not calls:
            return lines
        if frame.f_code.co_qualname in calls:
            pass_by(event)
        return None

    sys.settrace(trace)
    work()
    sys.settrace(None)
    return len(passed)


def main(url: str, mode: str, size: str) -> None:
    data, calls = photo(int(size)), CALLS[mode] if url.startswith("s3:") else set()

    def write(number: int) -> int:
        store = open_store(url)
        return points(lambda: globals()[mode](store, f"point-{number}/photo", data), calls, number)

    count = write(0)
    for fatal in range(1, count + 1):
        if child := os.fork():
            assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
        else:
            write(fatal)
            os._exit(0)
    print(count)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
