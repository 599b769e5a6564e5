"""Mastodon, and servers that speak its API (https://docs.joinmastodon.org/methods/)."""

import mimetypes
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from ugc.platforms.answer import Answer
from ugc.platforms.contract import Capabilities, Photo, Post, Profile, Published
from ugc.platforms.errors import PlatformError
from ugc.platforms.http import Door, Field
from ugc.platforms.listening import Budget, Found, Page, Tags
from ugc.platforms.mastodon_reading import found, timeline
from ugc.platforms.refusals import accepted, not_ours

GONE = {404, 410}
POLLS = (0.5, 1, 2, 3, 5, 8, 13)  # seconds between looks at a photo that is being processed
PAGES = 5  # of 40 statuses each, newest first
SLACK = timedelta(seconds=2)  # their Date header has whole seconds


class Mastodon:
    """One account on one server, by an access token with read and write:statuses, write:media."""

    capabilities = Capabilities(
        family="mastodon",
        title="Mastodon, or a server that speaks its language",
        signing_in="Your server’s address, and a token: there under Preferences, Development, New "
        "application, with read, write:statuses and write:media.",
        can_publish=True,
        can_delete=True,
        needs_person=False,
        max_caption=500,
        link_length=23,
        max_photos=4,
        max_photo_bytes=10_000_000,
        max_alt=1500,
        photo_types=frozenset({"image/jpeg", "image/png", "image/webp"}),
        finds_tags=True,
        finds_mentions=True,
        knows_author=True,
        can_reply=True,
        reply_gap=timedelta(minutes=5),
        budget=Budget(200, timedelta(minutes=5)),  # of the 300 that servers allow; people use it, too
    )

    def __init__(
        self,
        base_url: str,
        token: str,
        door: Door,
        keep: Callable[[str], None] = lambda secret: None,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._base = base_url.rstrip("/")
        self._token = token
        self._door = door
        self._sleep = sleep

    def check(self) -> Profile:
        account, (domain, limits) = self._account, self._server
        return Profile(f"@{account['username']}@{domain}", account["url"], limits)

    def publish(self, post: Post, key: str, ready: Callable[[], None] = lambda: None) -> Published:
        _, limits = self._server
        if objections := limits.objections(post):
            raise PlatformError(" ".join(objections), permanent=True)
        media = [self._upload(photo) for photo in post.photos]
        ready()
        return self._post(
            key, status=post.caption, media_ids=media, language=post.language, visibility="public"
        )

    def reply(self, to: str, text: str, key: str, ready: Callable[[], None] = lambda: None) -> Published:
        """Where everybody can read it, but in nobody's timeline."""
        ready()
        return self._post(key, status=text, in_reply_to_id=to, visibility="unlisted")

    def _post(self, key: str, **status: object) -> Published:
        answer = self._ask("POST", "/api/v1/statuses", json=status, headers={"Idempotency-Key": key})
        return _accepted(answer).read(_published)

    def find(self, post: Post, key: str, since: datetime) -> Published | None:
        """Looks through our own statuses: the key is kept for an hour only, and not by every server."""
        alts = [photo.alt.strip() for photo in post.photos]
        for status in self._own_statuses(since):
            if status.alts == alts and self._text(status).split() == post.caption.split():
                return status.published
        return None

    def remove(self, remote_id: str) -> None:
        answer = self._ask("DELETE", f"/api/v1/statuses/{quote(remote_id, safe='')}?delete_media=true")
        if answer.status not in GONE:
            _accepted(answer)
        elif self.exists(remote_id):  # servers say 404 for what is not ours, too
            raise not_ours(answer.host)

    def exists(self, remote_id: str) -> bool:
        answer = self._ask("GET", f"/api/v1/statuses/{quote(remote_id, safe='')}")
        if answer.status in GONE:
            return False
        _accepted(answer)
        return True

    def tagged(self, tags: Tags, cursor: str | None, since: datetime) -> Iterator[Page]:
        filters = [("any[]", tag) for tag in tags.any[1:]]
        filters += [("all[]", tag) for tag in tags.all] + [("none[]", tag) for tag in tags.none]
        path = f"/api/v1/timelines/tag/{quote(tags.any[0], safe='')}"
        for page in timeline(self._list, path, filters, cursor, since):
            statuses = [status for status in page.items if not status["reblog"]]
            # Servers that only speak the language may not know all the filters.
            posts = (post for post in self._read(statuses) if post.public and tags.fit(post.tags))
            yield Page(tuple(posts), page.cursor)

    def mentions(self, cursor: str | None, since: datetime) -> Iterator[Page]:
        only = [("types[]", "mention")]
        for page in timeline(self._list, "/api/v1/notifications", only, cursor, since):
            yield Page(self._read([one["status"] for one in page.items if one["status"]]), page.cursor)

    def look(self, remote_id: str) -> Found | None:
        answer = self._ask("GET", f"/api/v1/statuses/{quote(remote_id, safe='')}")
        if answer.status in GONE:
            return None
        post = _accepted(answer).read(lambda status: found(status, self._me))
        return post if post.public else None

    def _list(self, path: str) -> list[Any]:
        dated = _accepted(self._ask("GET", path))
        return dated.read(lambda items: [item for item in items if item["id"] and item["created_at"]])

    def _read(self, statuses: list[Any]) -> tuple[Found, ...]:
        try:
            return tuple(found(status, self._me) for status in statuses)
        except (LookupError, TypeError, ValueError, AttributeError) as problem:
            host = urlsplit(self._base).netloc
            raise PlatformError(f"{host} answered in a way we do not understand.") from problem

    @property
    def _me(self) -> str:
        return str(self._account["id"]) if self._token else ""

    def _ask(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        headers: dict[str, str] | None = None,
        form: Sequence[Field] = (),
        once: bool | None = None,
    ) -> Answer:
        url = self._base + path
        return self._door.request(
            method, url, token=self._token, json=json, headers=headers, form=form, once=once
        )

    @cached_property
    def _account(self) -> dict[str, Any]:
        answer = _accepted(self._ask("GET", "/api/v1/accounts/verify_credentials"))
        return answer.read(lambda account: {name: str(account[name]) for name in ("id", "username", "url")})

    @cached_property
    def _server(self) -> tuple[str, Capabilities]:
        """Its domain and limits by its own description; as declared where it has none (before 4.0)."""
        answer = self._ask("GET", "/api/v2/instance")
        if answer.status in GONE:
            return urlsplit(self._base).netloc, self.capabilities
        return _accepted(answer).read(lambda server: (str(server["domain"]), _limits(server)))

    def _upload(self, photo: Photo) -> str:
        """The id of a photo that is ready to be posted. One uploaded twice harms nobody."""
        name = f"photo{mimetypes.guess_extension(photo.mime) or ''}"
        form: list[Field] = [("file", (name, photo.data, photo.mime)), ("description", photo.alt)]
        answer = _accepted(self._ask("POST", "/api/v2/media", form=form, once=False))
        media_id = answer.read(lambda media: str(media["id"]))
        pauses = iter(POLLS)
        while answer.status in {202, 206}:
            if (pause := next(pauses, None)) is None:
                raise PlatformError(f"{answer.host} is still processing the photo.", retry_after=60)
            self._sleep(pause)
            answer = _accepted(self._ask("GET", f"/api/v1/media/{media_id}"))
        return media_id

    def _own_statuses(self, since: datetime) -> Iterator["_Status"]:
        """Our own statuses from that moment on, newest first."""
        query: dict[str, Any] = {"limit": 40, "exclude_reblogs": "true"}
        for _ in range(PAGES):
            path = f"/api/v1/accounts/{self._account['id']}/statuses?{urlencode(query)}"
            answer = _accepted(self._ask("GET", path))
            begin = answer.on_their_clock(since) - SLACK
            page = answer.read(lambda statuses: [_status(status) for status in statuses])
            recent = [status for status in page if status.created >= begin]
            yield from (status for status in recent if status.author == self._account["id"])
            if not page or len(recent) < len(page):
                return
            query["max_id"] = page[-1].published.remote_id
        message = (
            f"So much has been posted on {answer.host} since that we cannot tell; please look for yourself."
        )
        raise PlatformError(message, needs_person=True)

    def _text(self, status: "_Status") -> str:
        """The caption as it was sent; the status itself has HTML only."""
        answer = _accepted(self._ask("GET", f"/api/v1/statuses/{status.published.remote_id}/source"))
        return answer.read(lambda source: str(source["text"]))


@dataclass(frozen=True)
class _Status:
    author: str
    created: datetime
    alts: list[str]
    published: Published


def _status(status: Any) -> _Status:
    return _Status(
        author=str(status["account"]["id"]),
        created=datetime.fromisoformat(status["created_at"]).astimezone(UTC),
        alts=[(media["description"] or "").strip() for media in status["media_attachments"]],
        published=_published(status),
    )


def _published(status: Any) -> Published:
    return Published(str(status["id"]), str(status["url"]))


def _limits(server: Any) -> Capabilities:
    """What this server takes; what it does not mention is as declared."""
    statuses = server["configuration"]["statuses"]
    media = server["configuration"]["media_attachments"]
    limits = {
        "max_caption": statuses.get("max_characters"),
        "link_length": statuses.get("characters_reserved_per_url"),
        "max_photos": statuses.get("max_media_attachments"),
        "max_photo_bytes": media.get("image_size_limit"),
        "max_alt": media.get("description_limit"),
        "photo_types": frozenset(media.get("supported_mime_types", ())),
    }
    return replace(Mastodon.capabilities, **{name: limit for name, limit in limits.items() if limit})


def _accepted(answer: Answer) -> Answer:
    return accepted(answer, lambda body: str(body["error"]))
