"""A worker process is killed while it posts; the next one finds out and posts exactly once (P3)."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.clock import Clock
from tests.support.faulty import Fault, FaultyRelay, faulty
from tests.support.mastodon import MastodonServer
from tests.support.reshares import Desk
from ugc.db import EVERYONE
from ugc.models import Channel
from ugc.stores import Store, open_store

ROOT = Path(__file__).parents[2]
POST = "POST /api/v1/statuses"


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.time = datetime.now(UTC)
    return clock


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"file://{tmp_path}/media")


@pytest.fixture
def relay(mastodon: MastodonServer) -> Iterator[FaultyRelay]:
    with faulty(mastodon.base_url) as relay:
        yield relay


@pytest.mark.parametrize(
    ("request_line", "fault"),
    [
        ("POST /api/v2/media", Fault.CUT_BEFORE_ANSWER),
        (POST, Fault.CUT_BEFORE_SERVER),
        (POST, Fault.CUT_BEFORE_ANSWER),
    ],
)
def test_killed_while_posting(
    desk: Desk,
    mastodon: MastodonServer,
    relay: FaultyRelay,
    clock: Clock,
    database_url: str,
    tmp_path: Path,
    request_line: str,
    fault: Fault,
) -> None:
    with desk.database.write(EVERYONE) as session:
        session.get_one(Channel, desk.channel_id).base_url = relay.base_url
    row_id = desk.plan_now()
    program = [sys.executable, "-m", "tests.publish.worker", database_url, f"file://{tmp_path}/media", row_id]
    worker: list[subprocess.Popen[bytes]] = []
    take = relay.take

    def kill(received: bytes) -> Fault | None:
        if worker[0].poll() is None and received.startswith(request_line.encode()):
            worker[0].kill()
            worker[0].wait()
            return fault
        return take(received)

    relay.take = kill  # type: ignore[method-assign]
    worker.append(subprocess.Popen(program, cwd=ROOT))
    assert worker[0].wait(60) == -9
    assert desk.reshare(row_id).state == "sending"
    clock.advance(minutes=17)
    for _ in range(3):
        desk.work()
    assert desk.reshare(row_id).state == "sent"
    assert len(mastodon.statuses()) == 1
