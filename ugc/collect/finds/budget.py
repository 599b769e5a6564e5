"""How much we ask a network: counted in the database, so neither restarts nor second workers ask more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete, func, select

from ugc.db import EVERYONE, Database, Session
from ugc.models import Attempt, Channel
from ugc.platforms import PlatformError, capabilities
from ugc.platforms.listening import Budget

KEY = "asked:"
REMEMBERED = timedelta(days=8)  # longer than any window


def meter(database: Database, channel: Channel, share: float = 1) -> Callable[[], None]:
    """Counts one request a call. It raises PlatformError, with when to go on, for one too many.

    `share` is what of the budget may be used up: what is less urgent leaves some to what is more.
    """
    budget = capabilities(channel.network).budget
    assert budget is not None  # channels without one are not listened to

    def spend() -> None:
        with database.write(EVERYONE) as session:
            _spend(session, channel, replace(budget, requests=int(budget.requests * share)))

    return spend


def _spend(session: Session, channel: Channel, budget: Budget) -> None:
    session.get_one(Channel, channel.id, with_for_update=True)  # one at a time
    key, since = f"{KEY}{channel.id}", session.now() - budget.window
    spent = select(func.count(), func.min(Attempt.created_at)).where(
        Attempt.key == key, Attempt.created_at > since
    )
    count, first = session.execute(spent).one()
    if count >= budget.requests:
        raise PlatformError(
            f"{channel.name} has had as many questions from us as we allow ourselves; we go on by ourselves.",
            retry_after=max((first + budget.window - session.now()).total_seconds(), 1),
        )
    session.add(Attempt(key=key))


def forget(session: Session) -> None:
    """Drop what no longer counts."""
    old = Attempt.created_at < session.now() - REMEMBERED
    session.execute(delete(Attempt).where(Attempt.key.startswith(KEY), old))
