"""A Bluesky account, at bsky.social or any server that speaks its protocol (https://docs.bsky.app/docs/api/)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlsplit

from ugc.platforms.bluesky.listener import Listener
from ugc.platforms.bluesky.names import COLLECTION, WEB, parts, permalink, record_key
from ugc.platforms.bluesky.reading import written
from ugc.platforms.bluesky.richtext import SHOWN, rich
from ugc.platforms.bluesky.session import Session, error, yes
from ugc.platforms.contract import Capabilities, Photo, Post, Profile, Published
from ugc.platforms.errors import PlatformError
from ugc.platforms.http import Door
from ugc.platforms.listening import Budget
from ugc.platforms.refusals import not_ours

T = TypeVar("T")


class Bluesky(Listener):
    """One account, by `handle app-password` at first and by its kept session from then on."""

    capabilities = Capabilities(
        family="bluesky",
        title="Bluesky",
        signing_in="https://bsky.social or your own server, and handle and app password with a blank between "
        "them: there under Settings, Privacy and security.",
        can_publish=True,
        can_delete=True,
        needs_person=False,
        max_caption=300,
        link_length=SHOWN,
        max_photos=4,
        max_photo_bytes=1_000_000,
        max_alt=2000,
        photo_types=frozenset({"image/jpeg", "image/png", "image/webp"}),
        finds_tags=True,
        finds_mentions=True,
        knows_author=True,
        can_reply=True,
        reply_gap=timedelta(minutes=5),
        budget=Budget(300, timedelta(minutes=5)),  # a tenth of what servers allow one address
    )

    def __init__(
        self, base_url: str, secret: str, door: Door, keep: Callable[[str], None] = lambda secret: None
    ) -> None:
        super().__init__(Session(base_url, secret, door, keep))
        self._host = urlsplit(base_url).netloc
        self._door = door

    def check(self) -> Profile:
        answer = yes(self._session.ask("GET", "com.atproto.server.getSession"))
        handle = answer.read(lambda account: str(account["handle"]))
        return Profile(f"@{handle}", WEB + handle, self.capabilities)

    def publish(self, post: Post, key: str, ready: Callable[[], None] = lambda: None) -> Published:
        if objections := self.capabilities.objections(post):
            raise PlatformError(" ".join(objections), permanent=True)
        images = [self._image(photo) for photo in post.photos]
        embed = {"embed": {"$type": "app.bsky.embed.images", "images": images}} if images else {}
        marked = self._marked(post.caption)
        ready()
        return self._put(post, key, {**marked, **embed, "langs": [post.language]})

    def reply(self, to: str, text: str, key: str, ready: Callable[[], None] = lambda: None) -> Published:
        thread = self._view(to, _thread)
        if thread is None:
            message = f"The post is not on {self._host} any more; nobody was answered."
            raise PlatformError(message, permanent=True)
        marked = self._marked(text)
        ready()
        return self._put(Post(text), key, {**marked, "reply": thread})

    def find(self, post: Post, key: str, since: datetime) -> Published | None:
        """Where it would be, for its record key is made from `key` and used for nothing else."""
        rkey = record_key(key)
        return self._published(rkey) if self._own(rkey, partial(_is, post)) else None

    def remove(self, remote_id: str) -> None:
        did, rkey = parts(remote_id)
        if did != self._did:
            raise not_ours(self._host)
        body = {"repo": did, "collection": COLLECTION, "rkey": rkey}
        yes(self._session.ask("POST", "com.atproto.repo.deleteRecord", json=body, once=False))

    def exists(self, remote_id: str) -> bool:
        did, rkey = parts(remote_id)
        if did == self._did:
            return self._own(rkey, dict) is not None
        return self._view(remote_id, dict) is not None

    def _put(self, post: Post, key: str, record: dict[str, Any]) -> Published:
        """Write the record where nothing may be yet; what an earlier try with this key left there is it."""
        rkey = record_key(key)
        record = {"$type": COLLECTION, "createdAt": written(self._door.now()), **record}
        body = {"repo": self._did, "collection": COLLECTION, "rkey": rkey, "record": record}
        answer = self._session.ask("POST", "com.atproto.repo.putRecord", json={**body, "swapRecord": None})
        if error(answer) != "InvalidSwap":
            yes(answer).read(lambda made: made["uri"])
        elif not self._own(rkey, partial(_is, post)):
            message = f"{self._host} has this post already, in other words. Take that one down first."
            raise PlatformError(message, permanent=True)
        return self._published(rkey)

    def _published(self, rkey: str) -> Published:
        post = f"{self._did}/post/{rkey}"
        return Published(post, permalink(post))

    def _own(self, rkey: str, read: Callable[[Any], T]) -> T | None:
        """A record of ours as our own server has it; None when it is not there."""
        query = [("repo", self._did), ("collection", COLLECTION), ("rkey", rkey)]
        answer = self._session.ask("GET", "com.atproto.repo.getRecord", query=query)
        if error(answer) == "RecordNotFound":
            return None
        return yes(answer).read(lambda found: read(found["value"]))

    def _image(self, photo: Photo) -> dict[str, Any]:
        """A photo that is ready to be posted. One uploaded and never used is forgotten there."""
        data = (photo.data, photo.mime)
        answer = yes(self._session.ask("POST", "com.atproto.repo.uploadBlob", data=data, once=False))
        image = {"alt": photo.alt, "image": answer.read(lambda made: dict(made["blob"]))}
        if photo.size:
            width, height = photo.size
            image["aspectRatio"] = {"width": width, "height": height}
        return image

    def _marked(self, text: str) -> dict[str, Any]:
        made = rich(text, self._did_of)
        return {"text": made.text, "facets": made.facets}

    def _did_of(self, handle: str) -> str | None:
        query = [("handle", handle.lower())]
        answer = self._session.ask("GET", "com.atproto.identity.resolveHandle", query=query)
        return None if answer.status == 400 else yes(answer).read(lambda found: str(found["did"]))


def _thread(view: Any) -> dict[str, Any]:
    """What a reply names: the post it answers, and the one that began the conversation."""
    if view.get("viewer", {}).get("replyDisabled"):
        message = "Its author lets nobody answer, or only some; nothing was sent."
        raise PlatformError(message, permanent=True)
    parent = {"uri": str(view["uri"]), "cid": str(view["cid"])}
    return {"root": view["record"].get("reply", {}).get("root", parent), "parent": parent}


def _is(post: Post, record: Any) -> bool:
    """Whether a record is this very post."""
    images = record.get("embed", {}).get("images", [])
    there = (record["text"], [image["alt"] for image in images])
    return there == (rich(post.caption).text, [photo.alt for photo in post.photos])
