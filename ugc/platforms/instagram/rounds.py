"""A round through hashtags where nothing can be asked "since": newest first, as far back as is needed."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from ugc.platforms.listening import Found, Page, Tags

LATE = timedelta(days=1)  # posts surface in a tag that much after they were made


def through(
    recent: Callable[[str, datetime], Iterable[list[Found]]],
    tags: Tags,
    cursor: str | None,
    since: datetime,
) -> Iterator[Page]:
    """Pages of what `recent` gives for each tag; the cursor is the newest moment, and comes last."""
    newest = datetime.fromisoformat(cursor) if cursor else None
    begin = newest - LATE if newest else since
    for tag in tags.any:
        for batch in recent(tag, begin):
            posts = tuple(post for post in batch if post.posted >= begin and tags.fit(post.tags))
            moments = [post.posted for post in posts] + ([newest] if newest else [])
            newest = max(moments, default=None)
            yield Page(posts)
    yield Page((), newest.isoformat() if newest else None)
