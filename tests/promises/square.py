"""A network in memory, as unkind as the real ones: it forgets keys, loses answers, refuses, and lies.

It stands behind the contract of `ugc.platforms` like any other adapter; its misfortunes are set from outside.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from tests.promises.trouble import Fate, Fragile
from ugc.platforms import Door, PlatformError
from ugc.platforms.contract import Capabilities, Post, Profile, Published

WHERE = "https://square.example"
MISFORTUNES: dict[str, dict[str, Any]] = {  # what its error says
    "answer lost": {"unknown": True},
    "request lost": {"unknown": True},
    "refused": {"permanent": True},
    "busy": {"retry_after": 90},
    "signed out": {"needs_person": True},
}
DONE_ALL_THE_SAME = (None, "answer lost")
LIE = "lie"  # it says it did, and did not


@dataclass(frozen=True)
class Posted:
    """A post as everybody sees it, and the key it came with, which the network itself does not look at."""

    id: str
    key: str
    caption: str
    alts: tuple[str, ...]
    at: datetime


@dataclass
class Square:
    """What hangs on the square. `ever` never shrinks; `live` is what can be seen right now."""

    capabilities: ClassVar = Capabilities(
        family="square",
        title="The Square",
        can_publish=True,
        can_delete=True,
        needs_person=False,
        max_caption=300,
        max_photos=4,
    )
    clock: Callable[[], datetime]
    fate: Fate
    ever: list[Posted] = field(default_factory=list)
    live: dict[str, Posted] = field(default_factory=dict)
    misfortunes: dict[str, str] = field(default_factory=dict)  # by method, for its next call
    while_uploading: Callable[[], None] | None = None  # happens once, before the last look
    while_posting: Callable[[], None] | None = None  # happens once, during the irreversible call
    about_to_appear: Callable[[str], None] = lambda key: None

    def __call__(self, base_url: str, secret: str, door: Door, keep: Callable[[str], None], /) -> Any:
        return Fragile(Account(self), self.fate)

    def strikes(self, method: str) -> str | None:
        """The misfortune of this call, if one waits for it."""
        return self.misfortunes.pop(method, None)

    def meanwhile(self, moment: str) -> None:
        """Let happen what was to happen at this moment."""
        happening, _ = getattr(self, moment), setattr(self, moment, None)
        if happening:
            with self.fate.elsewhere():
                happening()

    def take(self, post: Post, key: str) -> Posted:
        """Show a post to everybody."""
        alts = tuple(photo.alt for photo in post.photos)
        posted = Posted(str(len(self.ever)), key, post.caption, alts, self.clock())
        self.ever.append(posted)
        self.live[posted.id] = posted
        return posted


class Account:
    """Our account there."""

    capabilities = Square.capabilities

    def __init__(self, square: Square) -> None:
        self._square = square

    def check(self) -> Profile:
        return Profile("@us", WHERE, self.capabilities)

    def publish(self, post: Post, key: str, ready: Callable[[], None] = lambda: None) -> Published:
        self._square.meanwhile("while_uploading")
        ready()
        self._square.about_to_appear(key)
        self._square.meanwhile("while_posting")
        misfortune = self._square.strikes("publish")
        posted = self._square.take(post, key) if misfortune in DONE_ALL_THE_SAME else None
        if misfortune or posted is None:
            raise _error(misfortune)
        return _published(posted)

    def find(self, post: Post, key: str, since: datetime) -> Published | None:
        if misfortune := self._square.strikes("find"):
            raise _error(misfortune)
        alts = tuple(photo.alt for photo in post.photos)
        for one in self._square.live.values():
            if one.at >= since and (one.caption, one.alts) == (post.caption, alts):
                return _published(one)
        return None

    def remove(self, remote_id: str) -> None:
        misfortune = self._square.strikes("remove")
        if misfortune in DONE_ALL_THE_SAME:
            self._square.live.pop(remote_id, None)
        if misfortune not in (None, LIE):
            raise _error(misfortune)

    def exists(self, remote_id: str) -> bool:
        return remote_id in self._square.live


def _error(misfortune: str | None) -> PlatformError:
    assert misfortune is not None
    return PlatformError(f"The square: {misfortune}.", **MISFORTUNES[misfortune])


def _published(posted: Posted) -> Published:
    return Published(posted.id, f"{WHERE}/{posted.id}")
