"""What Mastodon servers tell: statuses as posts, and how their timelines are paged."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from ugc.platforms.listening import Author, Found, Medium, plain

LIMIT = 40
LOOK_BACK = 25  # pages at the first time, newest first
LATE = timedelta(hours=1)  # posts of other servers arrive that late, with ids of when they were written
SNOWFLAKE = 17  # digits of an id that holds its moment: milliseconds since 1970, then 16 bits
KINDS = {"image": "photo", "video": "video", "gifv": "video"}

Fetch = Callable[[str], list[Any]]
Query = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Items:
    """A page as the server gave it, newest first, and the cursor it leads to."""

    items: list[Any]
    cursor: str | None


def timeline(fetch: Fetch, path: str, query: Query, cursor: str | None, since: datetime) -> Iterator[Items]:
    """Pages after the cursor, going forward; without a cursor those since a moment, going back.

    Going back leaves the cursor for the end: whoever stops in between begins again.
    """
    if cursor is None:
        yield from _back(fetch, path, query, since)
    else:
        yield from _forward(fetch, path, query, cursor)


def _forward(fetch: Fetch, path: str, query: Query, cursor: str) -> Iterator[Items]:
    at = _earlier(cursor)
    while page := fetch(_address(path, query, min_id=at)):
        at = str(page[0]["id"])
        yield Items(page, at)


def _back(fetch: Fetch, path: str, query: Query, since: datetime) -> Iterator[Items]:
    newest: str | None = None
    before: dict[str, str] = {}
    for _ in range(LOOK_BACK):
        page = fetch(_address(path, query, **before))
        recent = [item for item in page if _moment(item["created_at"]) >= since]
        newest = newest or (str(page[0]["id"]) if page else None)
        yield Items(recent, None)
        if len(page) < LIMIT or len(recent) < len(page):
            break
        before = {"max_id": str(page[-1]["id"])}
    yield Items([], newest)


def _earlier(cursor: str) -> str:
    """The cursor moved back by what may arrive late; servers with other ids keep theirs."""
    if not cursor.isdecimal() or len(cursor) < SNOWFLAKE:
        return cursor
    return str(int(cursor) - (int(LATE.total_seconds() * 1000) << 16))


def _address(path: str, query: Query, **paging: str) -> str:
    return f"{path}?{urlencode([*query, ('limit', str(LIMIT)), *paging.items()])}"


def found(status: Any, me: str) -> Found:
    """A status as a post; `me` is the id of the account that looks, empty without one."""
    account = status["account"]
    return Found(
        uri=str(status["uri"]),
        remote_id=str(status["id"]),
        permalink=str(status["url"] or status["uri"]),
        author=_author(account),
        posted=_moment(status["created_at"]),
        caption=plain(status["content"]),
        media=tuple(_medium(one) for one in status["media_attachments"] if one["type"] in KINDS),
        tags=frozenset(str(tag["name"]) for tag in status["tags"]),
        edited=_moment(status["edited_at"]) if status.get("edited_at") else None,
        language=str(status.get("language") or ""),
        answers=str(status["in_reply_to_id"]) if status["in_reply_to_id"] else None,
        own=bool(me) and str(account["id"]) == me,
        public=status["visibility"] in {"public", "unlisted"},
    )


def _author(account: Any) -> Author:
    """By the account's address, the same on every server; its number differs from one to the next."""
    address, handle = str(account["url"]), str(account["acct"])
    if "@" not in handle:
        handle = f"{handle}@{urlsplit(address).netloc}"
    return Author(str(account.get("uri") or address), f"@{handle}", str(account["display_name"] or handle))


def _medium(media: Any) -> Medium:
    return Medium(
        str(media["url"] or media["remote_url"]),
        str(media["description"] or ""),
        "video" if KINDS[media["type"]] == "video" else "photo",
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
