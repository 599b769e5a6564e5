"""What Bluesky shows of a post, as a post (https://docs.bsky.app/docs/advanced-guides/posts)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from ugc.platforms.bluesky.names import permalink, remote_id
from ugc.platforms.bluesky.richtext import FACET
from ugc.platforms.listening import Author, Found, Medium

NOT_FOR_ALL = "!no-unauthenticated"  # its author asks not to be shown to people who are not signed in there
IMAGES, VIDEO = "app.bsky.embed.images#view", "app.bsky.embed.video#view"
BESIDE_A_QUOTE = "app.bsky.embed.recordWithMedia#view"


def found(view: Any, me: str) -> Found:
    """A post as it is shown; `me` is the DID of the account that looks."""
    post, record, author = remote_id(view["uri"]), view["record"], view["author"]
    parent = record.get("reply", {}).get("parent", {}).get("uri")
    return Found(
        uri=str(view["uri"]),
        remote_id=post,
        permalink=permalink(post),
        author=_author(author),
        posted=_posted(view),
        caption=str(record["text"]),
        media=tuple(_media(view.get("embed") or {})),
        tags=frozenset(_tags(record)),
        language=str(next(iter(record.get("langs") or ()), ""))[:2],
        answers=remote_id(parent) if parent else None,
        own=author["did"] == me,
        public=all(label["val"] != NOT_FOR_ALL for label in author.get("labels") or ()),
    )


def moment(text: str) -> datetime:
    """A moment as records write it; one without a zone is taken for UTC."""
    read = datetime.fromisoformat(text)
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)


def written(at: datetime) -> str:
    """A moment, aware UTC, as records have it."""
    return f"{at:%Y-%m-%dT%H:%M:%S.%fZ}"


def _posted(view: Any) -> datetime:
    """When its author says, but never later than it was first seen."""
    seen = moment(view["indexedAt"])
    try:
        return min(moment(str(view["record"]["createdAt"])), seen)
    except (LookupError, ValueError, OverflowError):
        return seen


def _author(author: Any) -> Author:
    handle = str(author["handle"])
    return Author(str(author["did"]), f"@{handle}", str(author.get("displayName") or handle))


def _media(embed: Any) -> Iterator[Medium]:
    kind = embed.get("$type")
    if kind == BESIDE_A_QUOTE:
        yield from _media(embed["media"])
    elif kind == IMAGES:
        for image in embed["images"]:
            yield Medium(str(image["fullsize"]), str(image.get("alt") or ""))
    elif kind == VIDEO:
        yield Medium(str(embed["playlist"]), str(embed.get("alt") or ""), "video")


def _tags(record: Any) -> Iterator[str]:
    yield from record.get("tags") or ()
    for facet in record.get("facets") or ():
        for feature in facet["features"]:
            if feature.get("$type") == f"{FACET}#tag":
                yield str(feature["tag"])
