"""The channel for every network we have no adapter for: a person posts and takes down."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from ugc.platforms.contract import Capabilities, Post, Profile, Published
from ugc.platforms.errors import PlatformError
from ugc.platforms.http import Door
from ugc.platforms.listening import Deaf


class Manual(Deaf):
    """An account that a person looks after; `base_url` is its profile page."""

    capabilities = Capabilities(
        family="manual",
        title="Any other network: somebody posts by hand",
        signing_in="The profile’s address; no token.",
        can_publish=False,
        can_delete=False,
        needs_person=True,
    )

    def __init__(
        self, base_url: str, secret: str, door: Door, keep: Callable[[str], None] = lambda secret: None
    ) -> None:
        self._url = base_url

    def check(self) -> Profile:
        parts = urlsplit(self._url)
        return Profile(f"{parts.netloc}{parts.path}".rstrip("/"), self._url, self.capabilities)

    def publish(self, post: Post, key: str, ready: Callable[[], None] = lambda: None) -> Published:
        raise _by_hand("Copy the caption, download the photos, post them and mark this as posted.")

    def reply(self, to: str, text: str, key: str, ready: Callable[[], None] = lambda: None) -> Published:
        raise _by_hand("Copy the text, send it there and mark this as sent.")

    def find(self, post: Post, key: str, since: datetime) -> Published | None:
        return None

    def remove(self, remote_id: str) -> None:
        raise _by_hand("Take the post down there and mark it as removed.")

    def exists(self, remote_id: str) -> bool:
        raise _by_hand("Open the post’s link to see whether it is still there.")


def _by_hand(what: str) -> PlatformError:
    return PlatformError(f"This network is looked after by hand. {what}", permanent=True, needs_person=True)
