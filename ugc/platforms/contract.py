"""What every network looks like to us, and what it can do, declared rather than asked by name."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from ugc.platforms.http import Door
from ugc.platforms.listening import Budget, Found, Page, Tags

LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Photo:
    """A rendition to publish: its bytes, media type, alt text, and width and height in pixels where known."""

    data: bytes = field(repr=False)
    mime: str
    alt: str
    size: tuple[int, int] | None = None


@dataclass(frozen=True)
class Post:
    """What is to appear: the caption as it will read, photos in order, language as ISO 639-1.

    `answers` is the `remote_id` of the post it replies to.
    """

    caption: str
    photos: tuple[Photo, ...] = ()
    language: str = "en"
    answers: str | None = None


@dataclass(frozen=True)
class Published:
    """A post that is live: the network's id for it and the address people open."""

    remote_id: str
    permalink: str


@dataclass(frozen=True)
class Capabilities:
    """What a network can do and how much it takes; None means no limit that we know.

    Captions are counted in Unicode code points, never fewer than the graphemes networks count;
    a link counts as `link_length` where the network shortens links. `family` is what campaigns call the
    network, `title` what people do, `signing_in` which address and secret it takes; `budget` is for all we
    ask it, and a network without one is never listened to. `unique_tags` is how many different hashtags may
    be asked about; `knows_author` says that no find comes without its author.
    """

    family: str
    title: str
    can_publish: bool
    can_delete: bool
    needs_person: bool
    signing_in: str = ""
    max_caption: int | None = None
    link_length: int | None = None
    max_photos: int | None = None
    max_photo_bytes: int | None = None
    max_alt: int | None = None
    photo_types: frozenset[str] = frozenset({"image/jpeg"})
    finds_tags: bool = False
    finds_mentions: bool = False
    knows_author: bool = False
    can_reply: bool = False
    reply_gap: timedelta = timedelta(0)  # between two strangers we write to: more would be a nuisance
    budget: Budget | None = None
    unique_tags: Budget | None = None

    def length(self, caption: str) -> int:
        """How long the network takes a caption to be."""
        if self.link_length is None:
            return len(caption)
        return len(LINK.sub("x" * self.link_length, caption))

    def objections(self, post: Post) -> list[str]:
        """Why the network would refuse a post, a sentence each; empty when it fits."""
        found = []
        if _over(length := self.length(post.caption), self.max_caption):
            found.append(f"The caption has {length} characters; {self.max_caption} fit.")
        if _over(len(post.photos), self.max_photos):
            found.append(f"There are {len(post.photos)} photos; {self.max_photos} fit.")
        for number, photo in enumerate(post.photos, 1):
            if photo.mime not in self.photo_types:
                found.append(f"Photo {number} is {photo.mime}, which this network does not take.")
            if _over(len(photo.data), self.max_photo_bytes):
                found.append(f"Photo {number} has {len(photo.data)} bytes; {self.max_photo_bytes} fit.")
            if _over(len(photo.alt), self.max_alt):
                found.append(
                    f"The description of photo {number} has {len(photo.alt)} characters; {self.max_alt} fit."
                )
        return found


def _over(amount: int, limit: int | None) -> bool:
    return limit is not None and amount > limit


@dataclass(frozen=True)
class Profile:
    """Whose account a channel is, as its network says, and what this very server lets it do."""

    handle: str
    url: str
    capabilities: Capabilities


class Network(Protocol):
    """One account on one network. Every method but `capabilities` may raise PlatformError."""

    @property
    def capabilities(self) -> Capabilities:
        """What the network can do in general, known without asking it."""

    def check(self) -> Profile:
        """Ask the network who we are: proves that address and secret work."""

    def publish(self, post: Post, key: str, ready: Callable[[], None] = lambda: None) -> Published:
        """Make a post public, at most once per `key` where the network can tell.

        `ready` is called when photos are uploaded and only the irreversible call is left; whatever it
        raises keeps that call from being made and passes through.
        """

    def find(self, post: Post, key: str, since: datetime) -> Published | None:
        """After an unknown outcome: the post of ours that appeared since that moment, if it did.

        `since` is when the first try with `key` began. Another account's post, an older or a different
        one of ours is never returned.
        """

    def remove(self, remote_id: str) -> None:
        """Take a post of ours down; one that is gone already is fine."""

    def exists(self, remote_id: str) -> bool:
        """Whether a post is still there."""

    def tagged(self, tags: Tags, cursor: str | None, since: datetime) -> Iterable[Page]:
        """Posts with these hashtags: those after the cursor, without one those of that moment and later.

        A post may come again; none is left out. Each page is asked for when the one before it was taken.
        """

    def mentions(self, cursor: str | None, since: datetime) -> Iterable[Page]:
        """Posts that mention or answer this account, in the same way."""

    def reply(self, to: str, text: str, key: str, ready: Callable[[], None] = lambda: None) -> Published:
        """Answer a post in public, at most once per `key` where the network can tell; `ready` as in publish.

        `find` finds it again. Raises PlatformError where the network has no way for it.
        """

    def look(self, remote_id: str) -> Found | None:
        """A post as it is now; None when it is gone, or no longer for everybody."""


class Adapter(Protocol):
    """What makes the accounts of one network; each adapter's class is one."""

    @property
    def capabilities(self) -> Capabilities:
        """What the network can do in general."""

    def __call__(self, base_url: str, secret: str, door: Door, keep: Callable[[str], None], /) -> Network:
        """The account at an address, by its secret; `keep` is given another one to use from now on."""
