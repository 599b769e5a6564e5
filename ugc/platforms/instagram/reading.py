"""What instaloader knows about a post, as a post. Nothing here asks Instagram again unless it must."""

from datetime import UTC
from typing import Any

from instaloader.structures import Post as Shot
from instaloader.structures import get_json_structure

from ugc.platforms.listening import Author, Found, Medium, file_name


def found(shot: Shot, me: str) -> Found:
    """A post as it stands; `me` is the account that looks."""
    address = f"https://www.instagram.com/p/{shot.shortcode}/"
    author = _author(shot)
    return Found(
        uri=address,
        remote_id=shot.shortcode,
        permalink=address,
        author=author,
        posted=shot.date_local.astimezone(UTC),
        caption=shot.caption or "",
        media=_media(shot),
        tags=frozenset(shot.caption_hashtags),
        own=author.handle == f"@{me}".lower(),
    )


def _author(shot: Shot) -> Author:
    owner = shot.owner_profile  # where a page has only the owner's number, this asks once more
    return Author(str(owner.userid), f"@{owner.username}", str(owner.full_name or owner.username))


def _media(shot: Shot) -> tuple[Medium, ...]:
    """The pictures in order; descriptions are taken from what came along, never asked for."""
    node: dict[str, Any] = get_json_structure(shot)["node"]
    if shot.typename == "GraphSidecar":
        alts = _alts(node)
        nodes = enumerate(shot.get_sidecar_nodes())
        return tuple(_medium(one.display_url, alts.get(at), one.is_video) for at, one in nodes)
    return (_medium(shot.url, node.get("accessibility_caption"), shot.is_video),)


def _alts(node: dict[str, Any]) -> dict[int, str | None]:
    shots = node.get("iphone_struct", node).get("carousel_media") or []
    return {at: one.get("accessibility_caption") for at, one in enumerate(shots)}


def _medium(url: str, alt: str | None, is_video: bool) -> Medium:
    return Medium(url, alt or "", "video" if is_video else "photo", file_name(url))
