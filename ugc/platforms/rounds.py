"""A round of listening where nothing can be asked "after": newest first, as far back as is needed."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from ugc.platforms.listening import Found, Page, Tags

LATE = timedelta(days=1)  # posts surface that much after they were made

Batches = Iterable[list[Found]]


def through(
    recent: Callable[[str, datetime], Batches], tags: Tags, cursor: str | None, since: datetime
) -> Iterator[Page]:
    """Pages of what `recent` gives for each tag, less what the other tags rule out."""

    def wanted(begin: datetime) -> Batches:
        for tag in tags.any:
            for batch in recent(tag, begin):
                yield [post for post in batch if tags.fit(post.tags)]

    return back(wanted, cursor, since)


def back(recent: Callable[[datetime], Batches], cursor: str | None, since: datetime) -> Iterator[Page]:
    """Pages of what `recent` gives since a moment; the cursor is the newest post's moment, and comes last."""
    newest = datetime.fromisoformat(cursor) if cursor else None
    begin = newest - LATE if newest else since
    for batch in recent(begin):
        posts = tuple(post for post in batch if post.posted >= begin)
        moments = [post.posted for post in posts] + ([newest] if newest else [])
        newest = max(moments, default=None)
        yield Page(posts)
    yield Page((), newest.isoformat() if newest else None)
