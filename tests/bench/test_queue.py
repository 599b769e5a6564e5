"""The bench of the desk in small: every page answers, each decision is one, and no time is asserted."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from tests.support.clock import Clock
from ugc.bench import queue
from ugc.cli import main
from ugc.db import EVERYONE, Database
from ugc.models import Decision, Submission


def test_it_decides_what_the_queue_shows(database_url: str, clock: Clock) -> None:
    result = queue.run(waiting=9, rounds=2, database=database_url, each=3)
    assert [row["page"] for row in result["pages"]] == [
        *("queue", "decide", "list", "inbox", "start"),
        queue.YARDSTICK,
    ]
    json.dumps(result)
    there = Database(database_url, clock)
    with there.read(EVERYONE) as session:
        about = select(func.count(), func.count(Decision.submission_id.distinct())).select_from(Decision)
        assert session.execute(about).one() == (9, 9)
        assert set(session.scalars(select(Submission.state))) == {"approved"}
    there.engine.dispose()


def test_it_says_so_when_there_is_nothing_left_to_decide() -> None:
    with pytest.raises(AssertionError, match="nothing"):
        queue.run(waiting=1, rounds=1, each=2)


def test_the_command_prints_it() -> None:
    told = CliRunner().invoke(main, ["bench", "queue", "--waiting", "50", "--rounds", "1"])
    assert told.exit_code == 0, told.output
    assert "50 waiting on sqlite" in told.output
