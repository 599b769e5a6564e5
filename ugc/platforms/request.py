"""A request on its way: where it goes, and what it may carry there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, urljoin, urlsplit

from ugc.platforms.errors import PlatformError

PORTS = {"http": 80, "https": 443}
FOR_ONE_ORIGIN = {"authorization", "cookie"}


@dataclass(frozen=True, repr=False)
class Request:
    """What to send, whether it must be sent once only, and how many bytes of answer we read at the most."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    once: bool
    most: int

    def redirected(self, location: str) -> "Request":
        """The request a Location header asks for; credentials stay at home when it leads elsewhere."""
        try:
            target = urljoin(self.url, location)
        except ValueError:
            target = ""
        headers = self.headers
        if origin(target) != origin(self.url):
            headers = {name: value for name, value in headers.items() if name.lower() not in FOR_ONE_ORIGIN}
        return replace(self, url=target, headers=headers)


def split(url: str) -> tuple[SplitResult, str, int]:
    """An address's parts, its host in ASCII and its port; PlatformError for all but plain http(s)."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError):
        host = ""
    if not host or parts.username is not None:
        message = "That is not an address we can open; one starts with https:// and the name of a host."
        raise PlatformError(message, permanent=True)
    named = f"[{host}]" if ":" in host else host
    netloc = named if port == PORTS[parts.scheme] else f"{named}:{port}"
    return parts._replace(netloc=netloc), host, port


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port: what a credential belongs to. Raises PlatformError like `split`."""
    parts, host, port = split(url)
    return parts.scheme, host, port


def authorization(token: str) -> dict[str, str]:
    """The header for a bearer token, none for an empty one; PlatformError when it cannot be a token."""
    if not token:
        return {}
    if not re.fullmatch(r"[!-~]+", token):  # a header’s own error would quote it
        message = "The key kept for this channel has blanks or odd characters in it. Sign in again."
        raise PlatformError(message, needs_person=True)
    return {"Authorization": f"Bearer {token}"}
