"""Which hashtags a channel may be asked about, where its network lets us ask about so many in some days."""

from dataclasses import replace

from sqlalchemy import select

from ugc.db import EVERYONE, Database, Session
from ugc.meter import TAG
from ugc.models import Attempt, Channel
from ugc.platforms import PlatformError, capabilities
from ugc.platforms.listening import Budget, Tags


class TagsWait(PlatformError):
    """Some hashtags have no room yet; all others were heard."""


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
