"""A withdrawal at every step of publishing: what has not been sent is not, what has is taken down (P5)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from tests.support.clock import Clock
from tests.support.mastodon import MastodonServer
from tests.support.reshares import VAULT, Desk, withdraw
from ugc import publish
from ugc.db import EVERYONE, Database, Session, Whose
from ugc.models import Event, Submission


class Steps:
    """Counts what the publisher does that others can see, and lets the customer step in before one of it."""

    def __init__(self, before: int, step_in: Callable[[], None]) -> None:
        self.before, self.step_in, self.seen = before, step_in, 0

    def __call__(self) -> None:
        self.seen += 1
        if self.seen == self.before:
            self.step_in()


class Watched(Database):
    """A database each of whose writing transactions is a step."""

    step: Steps | None = None

    @contextmanager
    def write(self, whose: Whose) -> Iterator[Session]:
        if self.step:
            self.step()
        with super().write(whose) as session:
            yield session


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.time = datetime.now(UTC)
    return clock


def raced(desk: Desk, clock: Clock, before: int) -> tuple[int, str, list[str]]:
    """Publish with a withdrawal before a step; how many steps there were, how it ended, by which way."""
    row_id = desk.plan_now()
    database = Watched(desk.database.engine.url.render_as_string(hide_password=False), clock)

    def take_back() -> None:
        with desk.database.write(EVERYONE) as session:
            withdraw(session, desk.submission_id)
            session.flush()
            publish.follow(session, session.get_one(Submission, desk.submission_id))

    steps = Steps(before, take_back)
    database.step = steps
    publish.send(database, desk.store, VAULT, desk.door.counting(steps), row_id)
    database.engine.dispose()
    for _ in range(4):
        desk.work()
        clock.advance(minutes=2)
    with desk.database.read(EVERYONE) as session:
        rows = session.query(Event).filter_by(about="reshare", about_id=row_id).order_by(Event.number)
        return steps.seen, desk.reshare(row_id).state, [row.new for row in rows]


@pytest.mark.parametrize("before", range(1, 9))
def test_a_withdrawal_wins_at_every_step(
    desk: Desk, mastodon: MastodonServer, clock: Clock, before: int
) -> None:
    steps, state, path = raced(desk, clock, before)
    if steps < before:  # there are no more steps than that
        assert (state, len(mastodon.statuses())) == ("sent", 1)
        return
    assert mastodon.statuses() == []
    assert state in ("cancelled", "removed")
    assert (state == "cancelled") == ("sent" not in path)


def test_before_the_last_look_it_is_never_sent(desk: Desk, mastodon: MastodonServer, clock: Clock) -> None:
    """The steps up to the last look are known by their order: claim, photos, look."""
    _, state, path = raced(desk, clock, 2)
    assert (state, "sent" in path) == ("cancelled", False)
    assert mastodon.statuses() == []
