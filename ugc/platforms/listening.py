"""What a network lets us hear: posts as they were found, in one shape whichever network it is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Literal
from urllib.parse import urlsplit

from ugc.platforms.errors import PlatformError


@dataclass(frozen=True)
class Tags:
    """Which posts are wanted, by hashtags without #: any of these, with all of those, none of the others."""

    any: tuple[str, ...]
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()

    def fit(self, tags: Collection[str]) -> bool:
        """Whether a post with these hashtags is wanted; capitals make no difference."""
        there = {tag.casefold() for tag in tags}
        wanted, needed, unwanted = (
            {tag.casefold() for tag in some} for some in (self.any, self.all, self.none)
        )
        return bool(wanted & there) and needed <= there and not unwanted & there


@dataclass(frozen=True)
class Medium:
    """A picture or film of a post: where its bytes are now, and what its author says is in it.

    `name` is what stays the same where addresses do not: the address itself, unless said.
    """

    url: str
    alt: str = ""
    kind: Literal["photo", "video"] = "photo"
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.name or self.url)


def file_name(url: str) -> str:
    """The last part of an address: what names a picture where hosts and signatures change every hour."""
    return urlsplit(url).path.rpartition("/")[2]


@dataclass(frozen=True)
class Author:
    """Who posted: an id that is theirs for good on this network, the handle people write, the name shown."""

    id: str
    handle: str
    name: str


@dataclass(frozen=True)
class Found:
    """A post. `uri` names it wherever it is seen, `remote_id` for this account's own server.

    author     None where the network does not tell who it was.
    answers    the `remote_id` of the post it replies to.
    own        it is this very account's; public: everybody may read it there.
    reachable  the network lets us look at it again, and answer it if it lets us answer at all.
    """

    uri: str
    remote_id: str
    permalink: str
    author: Author | None
    posted: datetime
    caption: str
    media: tuple[Medium, ...] = ()
    tags: frozenset[str] = frozenset()
    edited: datetime | None = None
    language: str = ""
    answers: str | None = None
    own: bool = False
    public: bool = True
    reachable: bool = True


@dataclass(frozen=True)
class Page:
    """Some posts, and the cursor to keep together with them; None keeps the one there was."""

    posts: tuple[Found, ...]
    cursor: str | None = None


@dataclass(frozen=True)
class Budget:
    """How many requests we allow ourselves in any stretch of time this long: never more than the network."""

    requests: int
    window: timedelta


class Deaf:
    """The listening half of an adapter that cannot listen; each capability is declared as missing."""

    def tagged(self, tags: Tags, cursor: str | None, since: datetime) -> Iterable[Page]:
        raise _not_here()

    def mentions(self, cursor: str | None, since: datetime) -> Iterable[Page]:
        raise _not_here()

    def look(self, remote_id: str) -> Found | None:
        raise _not_here()


def _not_here() -> PlatformError:
    return PlatformError("We cannot look for posts on this network.", permanent=True)


def plain(html: str) -> str:
    """The text of a post that comes as HTML, its paragraphs and line breaks kept."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.parts).splitlines()]
    return "\n".join(lines).strip()


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.parts.append({"br": "\n", "p": "\n\n"}.get(tag, ""))

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
