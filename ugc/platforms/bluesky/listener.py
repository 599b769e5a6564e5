"""The listening half of a Bluesky account: posts by tag, who mentions or answers us, and a second look."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, TypeVar

from ugc.platforms.answer import Answer
from ugc.platforms.bluesky.names import address
from ugc.platforms.bluesky.reading import found, moment, written
from ugc.platforms.bluesky.session import Session, yes
from ugc.platforms.listening import Found, Page, Tags
from ugc.platforms.rounds import back, through

T = TypeVar("T")
LOOK_BACK = 25  # pages of 100
AT_ONCE = 25  # posts that may be asked for together
REASONS = ("mention", "reply")  # a post that is both comes as a mention


class Listener:
    """Hears what all of Bluesky posts, by the AppView that the account's own server asks."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def tagged(self, tags: Tags, cursor: str | None, since: datetime) -> Iterator[Page]:
        return through(self._search, tags, cursor, since)

    def mentions(self, cursor: str | None, since: datetime) -> Iterator[Page]:
        return back(self._told, cursor, since)

    def look(self, remote_id: str) -> Found | None:
        post = self._view(remote_id, self._found)
        return post if post and post.public else None

    def _search(self, tag: str, begin: datetime) -> Iterator[list[Found]]:
        query = [("q", f"#{tag}"), ("tag", tag), ("sort", "latest"), ("since", written(begin))]
        for page in self._pages("app.bsky.feed.searchPosts", query):
            yield page.read(lambda it: [self._found(view) for view in it["posts"]])

    def _told(self, begin: datetime) -> Iterator[list[Found]]:
        """Who mentioned or answered us; the posts are asked for, for news come without their pictures."""
        query = [("reasons", reason) for reason in REASONS]
        for page in self._pages("app.bsky.notification.listNotifications", query):
            news = page.read(
                lambda it: [
                    (one["reason"], str(one["uri"]), moment(one["indexedAt"])) for one in it["notifications"]
                ]
            )
            uris = [uri for reason, uri, at in news if reason in REASONS and at >= begin]
            for at in range(0, len(uris), AT_ONCE):
                yield self._views(uris[at : at + AT_ONCE], self._found)
            if any(at < begin for _, _, at in news):
                return

    def _pages(self, name: str, query: list[tuple[str, str]]) -> Iterator[Answer]:
        """Newest first, until there are no more."""
        after: list[tuple[str, str]] = []
        for _ in range(LOOK_BACK):
            page = yes(self._session.ask("GET", name, query=[*query, ("limit", "100"), *after]))
            yield page
            cursor = page.read(lambda it: it.get("cursor"))
            if not cursor:
                return
            after = [("cursor", str(cursor))]

    def _found(self, view: Any) -> Found:
        return found(view, self._did)

    @property
    def _did(self) -> str:
        return self._session.tokens.did

    def _view(self, post: str, read: Callable[[Any], T]) -> T | None:
        """A post as everybody sees it; None when it is not there."""
        return next(iter(self._views([address(post)], read)), None)

    def _views(self, uris: list[str], read: Callable[[Any], T]) -> list[T]:
        """Those of these posts that are there."""
        query = [("uris", uri) for uri in uris]
        answer = yes(self._session.ask("GET", "app.bsky.feed.getPosts", query=query))
        return answer.read(lambda it: [read(view) for view in it["posts"]])
