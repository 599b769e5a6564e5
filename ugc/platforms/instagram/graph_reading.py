"""What the Graph API tells about a post, as a post. Descriptions of pictures it does not give."""

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from ugc.platforms.listening import Author, Found, Medium, file_name

FIELDS = "id,caption,media_type,media_url,permalink,timestamp"
CHILDREN = "children{id,media_type,media_url}"
HASHTAG = re.compile(r"#(\w+)")

Node = dict[str, Any]


def found(node: Node, me: str, *, own: bool = False, reachable: bool = True) -> Found:
    """A post as it stands; `me` is the account that looks. By hashtag no author comes along."""
    caption = str(node.get("caption") or "")
    author = _author(node.get("username"))
    return Found(
        uri=_address(str(node["permalink"])),
        remote_id=str(node["id"]),
        permalink=str(node["permalink"]),
        author=author,
        posted=moment(node),
        caption=caption,
        media=_media(node),
        tags=frozenset(tag.lower() for tag in HASHTAG.findall(caption)),
        own=own or (author is not None and author.id == me),
        reachable=reachable,
    )


def moment(node: Node) -> datetime:
    """When it was posted."""
    return datetime.fromisoformat(node["timestamp"]).astimezone(UTC)


def names(node: Node, me: str) -> bool:
    """Whether its words name an account; some answers leave the @ out."""
    return bool(re.search(rf"(?<![\w.]){re.escape(me)}(?![\w.]*\w)", str(node.get("caption") or ""), re.I))


def _address(permalink: str) -> str:
    """One address for a post, however it is listed: /p/ and /reel/ lead to the same."""
    return f"https://www.instagram.com/p/{urlsplit(permalink).path.split('/')[2]}/"


def _author(username: str | None) -> Author | None:
    """Whoever is named by their handle only: an id for good is given for one's own posts alone."""
    return Author(username, f"@{username}", username) if username else None


def _media(node: Node) -> tuple[Medium, ...]:
    """The pictures in order. One without an address is kept back by Instagram, for its music for instance."""
    album = node["media_type"] == "CAROUSEL_ALBUM"
    nodes = (node.get("children") or {}).get("data", ()) if album else (node,)
    return tuple(_medium(one) for one in nodes if one.get("media_url"))


def _medium(node: Node) -> Medium:
    url = str(node["media_url"])
    return Medium(url, kind="video" if node["media_type"] == "VIDEO" else "photo", name=file_name(url))
