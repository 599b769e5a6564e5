"""How much we ask a network: counted in the database, so neither restarts nor second workers ask more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete, func, select

from ugc.db import EVERYONE, Database, Session
from ugc.models import Attempt, Channel
from ugc.platforms import PlatformError, capabilities
from ugc.platforms.listening import Budget, Tags

KEY, TAG = "asked:", "tag:"
REMEMBERED = timedelta(days=8)  # longer than any window


class TagsWait(PlatformError):
    """Some hashtags have no room yet; all others were heard."""


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


def spread(database: Database, channel: Channel, tags: Tags) -> tuple[Tags, TagsWait | None]:
    """The hashtags a channel may be asked about now, counted; and what is to be said when some must wait.

    A hashtag counts once, from the first question about it on, for as long as the network says.
    """
    most = capabilities(channel.network).unique_tags
    if most is None:
        return tags, None
    with database.write(EVERYONE) as session:
        session.get_one(Channel, channel.id, with_for_update=True)  # one at a time
        counted = _counted(session, channel, most)
        new = [tag for tag in tags.any if tag.casefold() not in counted]
        room = new[: max(most.requests - len(counted), 0)]
        session.add_all(Attempt(key=f"{TAG}{channel.id}:{tag.casefold()}") for tag in dict.fromkeys(room))
    fits = [tag for tag in tags.any if tag not in new or tag in room]
    return replace(tags, any=tuple(fits)), _waiting(channel, most, [tag for tag in new if tag not in room])


def _counted(session: Session, channel: Channel, most: Budget) -> set[str]:
    prefix = f"{TAG}{channel.id}:"
    since = session.now() - most.window
    rows = select(Attempt.key).where(Attempt.key.startswith(prefix), Attempt.created_at > since)
    return {key.removeprefix(prefix) for key in session.scalars(rows)}


def _waiting(channel: Channel, most: Budget, tags: list[str]) -> TagsWait | None:
    if not tags:
        return None
    named = ", ".join(f"#{tag}" for tag in tags)
    return TagsWait(
        f"{channel.name} may be asked about {most.requests} hashtags in {most.window.days} days, and these "
        f"are used up: {named} waits for its turn. The others are heard."
    )


def forget(session: Session) -> None:
    """Drop what no longer counts."""
    old = Attempt.created_at < session.now() - REMEMBERED
    session.execute(delete(Attempt).where(Attempt.key.startswith(KEY) | Attempt.key.startswith(TAG), old))
