"""How much we ask a network: counted in the database, so neither restarts nor second workers ask more."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import delete

from ugc.db import EVERYONE, Database, Session
from ugc.models import Attempt, Channel
from ugc.platforms import PlatformError
from ugc.platforms.listening import Budget

ASKED, TAG = "asked:", "tag:"
REMEMBERED = timedelta(days=8)  # longer than any window

ALL = 1.0  # what somebody waits for: posting, answering and, above all, taking down
NEWS = 0.75  # of a channel's budget at the most: hearing what is new
LOOKS = 0.5  # second looks at what is known


def meter(database: Database, channel: Channel, budget: Budget, share: float) -> Callable[[], None]:
    """Counts one request a call. It raises PlatformError, with when to go on, for one too many.

    `share` is what of the budget may be used up: what is less urgent leaves some to what is more.
    """

    def spend() -> None:
        with database.write(EVERYONE) as session:
            _spend(session, channel, int(budget.requests * share), budget.window)

    return spend


def forget(session: Session) -> None:
    """Drop what no longer counts."""
    old = Attempt.created_at < session.now() - REMEMBERED
    session.execute(delete(Attempt).where(Attempt.key.startswith(ASKED) | Attempt.key.startswith(TAG), old))


def _spend(session: Session, channel: Channel, most: int, window: timedelta) -> None:
    session.get_one(Channel, channel.id, with_for_update=True)  # one at a time
    key = f"{ASKED}{channel.id}"
    spent = Attempt.since(key, session.now() - window)
    if leaves := session.scalar(spent.offset(most - 1).limit(1)):
        raise PlatformError(
            f"{channel.name} has had as many questions from us as we allow ourselves; we go on by ourselves.",
            retry_after=max((leaves.created_at + window - session.now()).total_seconds(), 1),
        )
    session.add(Attempt(key=key))
