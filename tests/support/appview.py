"""Bluesky's AppView: posts of all servers, searched by tag or seen one by one, and who is notified."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

COLLECTION = "app.bsky.feed.post"
Query = list[tuple[str, str]]


@dataclass
class Entry:
    """A post as it stands in its author's repository."""

    did: str
    handle: str
    rkey: str
    cid: str
    record: dict[str, Any]

    @property
    def uri(self) -> str:
        return f"at://{self.did}/{COLLECTION}/{self.rkey}"

    @property
    def moment(self) -> str:
        return str(self.record["createdAt"])

    def marks(self, kind: str) -> list[dict[str, Any]]:
        """The features of a kind in its facets; each must stand exactly on the bytes it marks."""
        features = []
        for facet in self.record.get("facets", []):
            index, text = facet["index"], self.record["text"].encode()
            shown = text[index["byteStart"] : index["byteEnd"]].decode()
            for one in facet["features"]:
                if one["$type"].endswith("#tag"):
                    assert shown == f"#{one['tag']}", shown
                if one["$type"].endswith(kind):
                    features.append(one)
        return features

    @property
    def parent(self) -> str:
        return str(self.record.get("reply", {}).get("parent", {}).get("uri", ""))


@dataclass
class AppView:
    """Answers over whatever `entries` gives; `blobs` is where pictures are, `labels` are authors'."""

    entries: Callable[[], Iterable[Entry]]
    blobs: str
    labels: dict[str, list[str]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)  # posts that may not be answered

    def answer(self, name: str, query: Query, viewer: str) -> dict[str, Any] | None:
        """The JSON for a question of an account, or None for one that is not its business."""
        asked = {
            "app.bsky.feed.searchPosts": self._search,
            "app.bsky.feed.getPosts": self._posts,
            "app.bsky.notification.listNotifications": self._notifications,
        }
        return asked[name](query, viewer) if name in asked else None

    def _search(self, query: Query, viewer: str) -> dict[str, Any]:
        tags = [value.casefold() for name, value in query if name == "tag"]
        since = dict(query).get("since", "")
        found = [
            entry
            for entry in self._newest()
            if entry.moment >= since and {mark["tag"].casefold() for mark in entry.marks("#tag")} >= {*tags}
        ]
        page, cursor = _page(found, query)
        return {"posts": [self.view(entry) for entry in page], **cursor}

    def _posts(self, query: Query, viewer: str) -> dict[str, Any]:
        uris = [value for name, value in query if name == "uris"]
        assert len(uris) <= 25, "more than it takes"
        return {"posts": [self.view(entry) for entry in self.entries() if entry.uri in uris]}

    def _notifications(self, query: Query, viewer: str) -> dict[str, Any]:
        told = [(entry, why) for entry in self._newest() if (why := self._why(entry, viewer))]
        page, cursor = _page(told, query)
        return {"notifications": [self._notification(entry, why) for entry, why in page], **cursor}

    def _why(self, entry: Entry, viewer: str) -> str:
        """A post that is both a mention and a reply arrives once, as a mention."""
        if entry.did == viewer:
            return ""
        if viewer in {mark["did"] for mark in entry.marks("#mention")}:
            return "mention"
        return "reply" if entry.parent.startswith(f"at://{viewer}/") else ""

    def _notification(self, entry: Entry, why: str) -> dict[str, Any]:
        view = self.view(entry)
        return {
            **{name: view[name] for name in ("uri", "cid", "author", "record", "indexedAt")},
            "reason": why,
            "isRead": False,
        }

    def _newest(self) -> list[Entry]:
        return sorted(self.entries(), key=lambda entry: entry.moment, reverse=True)

    def view(self, entry: Entry) -> dict[str, Any]:
        """A post with its author and the addresses of its pictures."""
        labels = [{"src": entry.did, "val": label} for label in self.labels.get(entry.did, [])]
        view = {
            "uri": entry.uri,
            "cid": entry.cid,
            "author": {"did": entry.did, "handle": entry.handle, "labels": labels},
            "record": entry.record,
            "indexedAt": entry.moment,
            "viewer": {"replyDisabled": entry.uri in self.closed},
        }
        images = entry.record.get("embed", {}).get("images")
        if images:
            shown = [{"fullsize": self._picture(entry, one), "alt": one["alt"]} for one in images]
            view["embed"] = {"$type": "app.bsky.embed.images#view", "images": shown}
        return view

    def _picture(self, entry: Entry, image: dict[str, Any]) -> str:
        cid = image["image"]["ref"]["$link"]
        return f"{self.blobs}/xrpc/com.atproto.sync.getBlob?did={quote(entry.did)}&cid={cid}"


def _page(found: list[Any], query: Query) -> tuple[list[Any], dict[str, str]]:
    asked = dict(query)
    at, limit = int(asked.get("cursor", "0")), int(asked.get("limit", "25"))
    cursor = {"cursor": str(at + limit)} if len(found) > at + limit else {}
    return found[at : at + limit], cursor
