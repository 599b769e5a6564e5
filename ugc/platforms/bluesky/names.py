"""How posts are named on Bluesky: by their account's DID and a record key (https://atproto.com/specs/tid)."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

COLLECTION = "app.bsky.feed.post"
WEB = "https://bsky.app/profile/"
DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
YEAR = datetime(2024, 1, 1, tzinfo=UTC)  # in the past for everybody who checks


def record_key(key: str) -> str:
    """The record key for a post of ours, always the same for the same `key`, so it cannot be posted twice.

    Its form holds a moment in microseconds and ten bits besides; ours is any moment of one past year.
    """
    number = int.from_bytes(sha256(key.encode()).digest())
    microseconds, rest = divmod(number, 1024)
    moment = int(YEAR.timestamp() * 1e6) + microseconds % (timedelta(days=365) // timedelta(microseconds=1))
    tid = (moment << 10) | rest
    return "".join(DIGITS[(tid >> (5 * place)) & 31] for place in reversed(range(13)))


def remote_id(uri: str) -> str:
    """`DID/post/KEY` for a post's `at://` address: as its page on the web ends."""
    did, _, key = uri.removeprefix("at://").partition(f"/{COLLECTION}/")
    return f"{did}/post/{key}"


def parts(post: str) -> tuple[str, str]:
    """The DID and the record key in a remote id."""
    did, _, key = post.partition("/post/")
    return did, key


def address(post: str) -> str:
    """The `at://` address of a remote id, the same wherever the post is seen."""
    did, key = parts(post)
    return f"at://{did}/{COLLECTION}/{key}"


def permalink(post: str) -> str:
    """Where people read it; by DID, for handles change."""
    return WEB + post
