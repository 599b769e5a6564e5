"""What Instagram tells us by itself: posts whose words name one of our accounts.

https://developers.facebook.com/docs/graph-api/webhooks/getting-started says how an endpoint is proved and how
its messages are signed. They hold numbers only; what they are about is asked for like everything else.
"""

import hmac
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

NETWORK = "instagram-graph"
NUMBER = re.compile(r"[0-9]{1,32}", re.ASCII)


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether a message comes from who knows the app's secret, by its X-Hub-Signature-256 header."""
    proper = f"sha256={hmac.new(secret.encode(), body, sha256).hexdigest()}"
    return hmac.compare_digest(proper.encode(), signature.encode(errors="replace"))


def mentions(body: bytes) -> list[tuple[str, str]]:
    """The account and the post of every mention in a message; of one that is not as expected, none.

    Who is named in a comment is left out: Instagram does not say who wrote it.
    """
    try:
        return list(_mentions(json.loads(body)))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return []


def _mentions(message: Any) -> Iterator[tuple[str, str]]:
    for entry in message["entry"]:
        for change in entry.get("changes", ()):
            value = change["value"]
            if change["field"] == "mentions" and not value.get("comment_id"):
                account, post = str(entry["id"]), str(value["media_id"])
                if NUMBER.fullmatch(account) and NUMBER.fullmatch(post):
                    yield account, post
