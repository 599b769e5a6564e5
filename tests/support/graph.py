"""A Graph API of the tests' own: state, a quota, the 24-hour window, and no names by hashtag."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.loopback import loopback
from tests.support.photos import jpeg

Answer = tuple[int, dict[str, str], object]
NUMBER = "17841405822304914"
WINDOW, WEEK = timedelta(hours=24), timedelta(days=7)
BUSY = {
    NUMBER: [{"call_count": 97, "total_time": 3, "total_cputime": 3, "estimated_time_to_regain_access": 25}]
}


def refusal(code: int, subcode: int | None = None, status: int = 400, **headers: str) -> Answer:
    """An error as the real one words it: with the token in it."""
    said = {"message": f"Malformed access token {GraphServer.token}", "code": code, "error_subcode": subcode}
    return status, headers, {"error": said | {"type": "OAuthException", "fbtrace_id": "A1"}}


REFUSALS: dict[str, Callable[[], Answer]] = {
    "expired": lambda: refusal(190, 463),
    "revoked": lambda: refusal(190, 467, 401),
    "password": lambda: refusal(190, 460),
    "checkpoint": lambda: refusal(190, 459),
    "malformed": lambda: refusal(190),
    "permission": lambda: refusal(10, None, 403),
    "no access": lambda: refusal(200, None, 403),
    "slow down": lambda: refusal(4, None, 403, **{"X-Business-Use-Case-Usage": json.dumps(BUSY)}),
    "busy": lambda: refusal(80002, None, 400),
    "many": lambda: refusal(32, None, 429),
    "blocked": lambda: refusal(368),
    "trouble": lambda: refusal(2, None, 500),
    "odd": lambda: (200, {}, {"data": 7}),
    "html": lambda: (400, {}, "<!DOCTYPE html>"),
}
"""What it answers instead, by name."""


@dataclass
class GraphServer:
    """One professional account and what others posted; `now` is its clock."""

    origin: str = ""
    username: str = "pipandmoss"
    posts: list[dict[str, Any]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    asked_at: list[datetime] = field(default_factory=list)
    hashtags: dict[str, datetime] = field(default_factory=dict)  # asked about, and since when it counts
    usage: dict[str, str] = field(default_factory=dict)  # headers of every answer
    refusals: list[tuple[str, str]] = field(default_factory=list)
    lost: int = 0  # answers that are not sent although the comment is made
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    numbers: Iterator[int] = field(default_factory=lambda: count(17_900_000_000_000_001))

    token = "EAAG-graph-secret-5d1e"

    @property
    def base_url(self) -> str:
        """The account, as a channel names it."""
        return f"{self.origin}/v23.0/{NUMBER}"

    def refuse(self, path: str, how: str, times: int = 1) -> None:
        """Answer the next requests whose path ends so in this way."""
        self.refusals += [(path, how)] * times

    def share(
        self,
        text: str,
        *alts: str,
        by: str = "ana",
        film: bool = False,
        at: datetime | None = None,
        tagging: bool = False,
    ) -> str:
        """Post something, perhaps with the brand tagged in a picture; its number."""
        number = str(next(self.numbers))
        kinds = ["VIDEO" if film and n == 0 else "IMAGE" for n in range(max(len(alts), 1))]
        pictures = [
            {
                "id": f"{number}{n}",
                "media_type": kind,
                "media_url": f"{self.origin}/cdn/{number}-{n}.jpg?sig=1",
            }
            for n, kind in enumerate(kinds)
        ]
        post = {"id": number, "caption": text, "username": by, "timestamp": at or self.now()}
        post |= {"permalink": f"https://www.instagram.com/{'reel' if film else 'p'}/C{number}/"}
        post |= pictures[0] | {"id": number} if len(pictures) == 1 else {"media_type": "CAROUSEL_ALBUM"}
        self.posts.insert(0, post | {"children": {"data": pictures}, "tagging": tagging})
        return number

    def delete(self, number: str) -> None:
        """Its author deletes a post."""
        self.posts = [post for post in self.posts if post["id"] != number]

    def answer(self, method: str, path: str, query: dict[str, str], body: Any, token: str) -> Answer:
        """One exchange."""
        self.asked.append(f"{method} {path}?{query}")
        self.asked_at.append(self.now())
        for waiting in self.refusals:
            if path.endswith(waiting[0]):
                self.refusals.remove(waiting)
                return REFUSALS[waiting[1]]()
        if token != self.token:
            return refusal(190)
        status, headers, found = self._found(method, path.removeprefix("/v23.0/"), query, body)
        return status, headers | self.usage, found

    def _found(self, method: str, path: str, query: dict[str, str], body: Any) -> Answer:
        edges: dict[str, Callable[[], Answer]] = {
            f"{NUMBER}/mentions": lambda: self._comment(body["media_id"], body["message"]),
            "ig_hashtag_search": lambda: self._hashtag(query["q"].lower()),
            f"{NUMBER}/media": lambda: self._page(
                [p for p in self.posts if p["username"] == self.username], query
            ),
            f"{NUMBER}/tags": lambda: self._page([post for post in self.posts if post["tagging"]], query),
        }
        if path in edges:
            return edges[path]()
        if path.endswith("/recent_media"):
            return self._recent(path.removesuffix("/recent_media").removeprefix("tag-"), query)
        if asked := re.match(r"mentioned_media\.media_id\((\d+)\)", query.get("fields", "")):
            return self._mentioned(asked[1])
        return 200, {}, {"id": NUMBER, "username": self.username}

    def _recent(self, tag: str, query: dict[str, str]) -> Answer:
        there = [post for post in self._tagged(tag) if post["timestamp"] > self.now() - WINDOW]
        return self._page([{**post, "username": None} for post in there], query)

    def _hashtag(self, tag: str) -> Answer:
        self.hashtags = {name: at for name, at in self.hashtags.items() if at > self.now() - WEEK}
        if tag not in self.hashtags and len(self.hashtags) >= 30:
            return refusal(18, 2207034)
        self.hashtags.setdefault(tag, self.now())
        return (200, {}, {"data": [{"id": f"tag-{tag}"}]}) if self._tagged(tag) else refusal(24, 2207024)

    def _tagged(self, tag: str) -> list[dict[str, Any]]:
        return [post for post in self.posts if re.search(rf"#{tag}\b", post["caption"], re.I)]

    def _page(self, posts: list[dict[str, Any]], query: dict[str, str]) -> Answer:
        nodes = [self._shown(post) for post in posts]
        begin, most = int(query.get("after", 0)), min(int(query["limit"]), 50)
        paging: dict[str, Any] = {"cursors": {"after": str(begin + most)}}
        if nodes[begin + most :]:
            paging["next"] = f"{self.origin}/next?access_token={self.token}"
        return 200, {}, {"data": nodes[begin : begin + most], "paging": paging}

    def _mentioned(self, number: str) -> Answer:
        for post in self.posts:
            if post["id"] == number and f"@{self.username}" in post["caption"]:
                below = [comment for comment in self.comments if comment["media_id"] == number]
                shown = self._shown(post) | {"comments": {"data": [self._said(one) for one in below]}}
                return 200, {}, {"id": NUMBER, "mentioned_media": shown}
        return refusal(100, 33)

    def _comment(self, number: str, message: str) -> Answer:
        if self._mentioned(number)[0] != 200:
            return refusal(100, 33)
        comment = {"id": str(next(self.numbers)), "text": message, "username": self.username}
        self.comments.append(comment | {"media_id": number, "timestamp": self.now()})
        if self.lost:
            self.lost -= 1
            return refusal(2, None, 502)
        return 200, {}, {"id": comment["id"]}

    def _shown(self, post: dict[str, Any]) -> dict[str, Any]:
        node = {key: value for key, value in post.items() if key != "tagging" and value is not None}
        node = json.loads(json.dumps(node, default=str).replace("sig=1", f"sig={len(self.asked)}"))
        return node | {"timestamp": self._stamp(post["timestamp"])}

    def _said(self, comment: dict[str, Any]) -> dict[str, Any]:
        return comment | {"timestamp": self._stamp(comment["timestamp"])}

    def _stamp(self, at: datetime) -> str:
        return at.strftime("%Y-%m-%dT%H:%M:%S+0000")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    graph: GraphServer

    def _any(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        headers: dict[str, str] = {"Content-Type": "application/json"}
        if parts.path.startswith("/cdn/"):
            status, content = 200, jpeg((160, 120), seed=int(re.sub(r"\D", "", parts.path)[-6:]))
        else:
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            body = json.loads(sent) if sent else None
            status, more, said = self.graph.answer(self.command, parts.path, query, body, token)
            headers |= more
            content = (said if isinstance(said, str) else json.dumps(said)).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = _any  # noqa: N815 - named by the standard library

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def graph() -> Iterator[GraphServer]:
    made = GraphServer()
    with loopback(type("Handler", (_Handler,), {"graph": made})) as made.origin:
        yield made
