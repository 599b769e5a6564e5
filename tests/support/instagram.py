"""An Instagram of the tests' own: what instaloader asks of the real one, with state and its refusals."""

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from requests.adapters import HTTPAdapter

from tests.support.loopback import loopback
from tests.support.photos import jpeg

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
HOSTS = ("www.instagram.com", "i.instagram.com")
PER_PAGE = 3
LOGIN = "https://www.instagram.com/accounts/login/?next=/"

Reply = tuple[int, dict[str, str], bytes]


def said(body: object, status: int = 200, **headers: str) -> Reply:
    return status, {"Content-Type": "application/json", **headers}, json.dumps(body).encode()


REFUSALS: dict[str, Callable[[], Reply]] = {
    "login redirect": lambda: (302, {"Location": LOGIN}, b""),
    "checkpoint": lambda: said({"message": "checkpoint_required", "status": "fail"}, 400),
    "challenge": lambda: said({"message": "challenge_required", "status": "fail"}, 400),
    "feedback": lambda: said({"message": "feedback_required", "status": "fail"}, 400),
    "slow down": lambda: said({"message": "Please wait a few minutes", "status": "fail"}, 429),
    "unauthorized": lambda: said({"message": "Please wait", "require_login": True, "status": "fail"}, 401),
    "login required": lambda: said({"message": "login_required", "status": "fail"}, 403),
    "html": lambda: (200, {"Content-Type": "text/html"}, b"<!DOCTYPE html><title>Instagram</title>"),
    "not found": lambda: said({"status": "fail"}, 404),
    "trouble": lambda: said({"status": "fail"}, 500),
    "empty section": lambda: said(_tag("x", [{"layout_content": {"medias": []}}], None)),
    "odd": lambda: said({"status": "ok", "data": {"recent": 7}}),
}
"""What it answers instead, by name: each of them has been reported by somebody."""


def _tag(name: str, sections: list[Any], following: str | None) -> dict[str, Any]:
    recent = {"sections": sections, "more_available": following is not None, "next_max_id": following}
    return {"data": {"name": name, "id": "1", "recent": recent, "top": recent}, "status": "ok"}


@dataclass
class InstagramServer:
    """Who has an account, what is posted, what waits to go wrong. `token`: the brand's name and password."""

    base_url: str = ""
    users: dict[str, str] = field(
        default_factory=lambda: {"pipandmoss": "brand-pass-81c2", "ana": "ana-pass"}
    )
    codes: dict[str, str] = field(default_factory=dict)  # who has to type a code
    posts: list[dict[str, Any]] = field(default_factory=list)
    sessions: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    asked_at: list[datetime] = field(default_factory=list)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    refusals: list[tuple[str, str]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(3_000_000_000_000_000_001))

    token = "pipandmoss brand-pass-81c2"
    owner = "@pipandmoss"
    other = "@ana"

    def refuse(self, path: str, how: str, times: int = 1) -> None:
        """Answer the next requests to a path in this way."""
        self.refusals += [(path, how)] * times

    def share(
        self, text: str | None, *alts: str, by: str = "ana", film: bool = False, at: datetime | None = None
    ) -> str:
        """Post something; its code."""
        number = next(self.numbers)
        code = "".join(ALPHABET[number >> (6 * place) & 63] for place in reversed(range(11)))
        pictures = [
            self._picture(f"{code}-{n}", alt, film and n == 1) for n, alt in enumerate(alts or ("",), 1)
        ]
        one = pictures[0] if len(pictures) == 1 else {"media_type": 8, "carousel_media": pictures}
        when = (at or datetime.now(UTC)).timestamp()
        self.posts.insert(0, {
            **one, "code": code, "pk": str(number), "taken_at": int(when), "has_liked": False,
            "like_count": 3,
            "caption": None if text is None else {"text": text},
            "user": {"pk": str(7000 + len(by)), "username": by, "full_name": by.title(), "is_private": False,
                     "profile_pic_url": f"{self.base_url}/cdn/face.jpg"},
        })  # fmt: skip
        self.posts[0].setdefault(
            "image_versions2", {"candidates": [{"url": f"{self.base_url}/cdn/{code}-1.jpg"}]}
        )
        return code

    def delete(self, code: str) -> None:
        """Its author deletes a post."""
        self.posts = [post for post in self.posts if post["code"] != code]

    def _picture(self, name: str, alt: str, film: bool) -> dict[str, Any]:
        there = {"candidates": [{"url": f"{self.base_url}/cdn/{name}.jpg?se=7&sig=1"}]}
        picture: dict[str, Any] = {"media_type": 2 if film else 1, "image_versions2": there}
        if film:
            picture |= {"video_versions": [{"url": f"{self.base_url}/cdn/{name}.mp4"}], "video_duration": 4.0}
            picture["view_count"] = 9
        return picture | {"accessibility_caption": alt or None}

    def answer(
        self, method: str, host: str, path: str, query: dict[str, str], form: dict[str, str], who: str
    ) -> Reply:
        """One exchange."""
        self.asked.append(f"{method} {host}{path}")
        self.asked_at.append(self.now())
        for waiting in self.refusals:
            if path.startswith(waiting[0]):
                self.refusals.remove(waiting)
                return REFUSALS[waiting[1]]()
        signing_in: dict[str, Callable[[], Reply]] = {
            "/": lambda: (200, {"Set-Cookie": "csrftoken=before; Path=/"}, b"<html></html>"),
            "/api/v1/web/accounts/login/ajax/": lambda: self._login(
                form["username"], form["enc_password"].rpartition(":")[2]
            ),
            "/accounts/login/ajax/two_factor/": lambda: self._second(
                form["username"], form["verificationCode"]
            ),
        }
        if path in signing_in:
            return signing_in[path]()
        return self._inside(path, query, form, who) if who in self.sessions else REFUSALS["login redirect"]()

    def _inside(self, path: str, query: dict[str, str], form: dict[str, str], who: str) -> Reply:
        if path == "/api/v1/tags/web_info/":
            return self._tagged(query["tag_name"], 0)
        if path.startswith("/explore/tags/"):
            return self._tagged(path.split("/")[3], int(query["max_id"]))
        if "doc_id" in form:
            return self._post(json.loads(form["variables"])["shortcode"])
        return said({"data": {"user": {"username": self.sessions[who]}}, "status": "ok"})

    def _login(self, name: str, password: str) -> Reply:
        if name not in self.users:
            return said({"authenticated": False, "user": False, "status": "ok"})
        if self.users[name] != password:
            return said({"authenticated": False, "user": True, "status": "ok"})
        if name in self.codes:
            info = {"two_factor_required": True, "two_factor_info": {"two_factor_identifier": "x"}}
            return said(info | {"status": "fail"}, 400)
        return self._signed_in(name)

    def _second(self, name: str, code: str) -> Reply:
        if self.codes[name] != code:
            return said({"status": "fail", "message": "Please check the security code"}, 400)
        return self._signed_in(name)

    def _signed_in(self, name: str) -> Reply:
        secret = f"session-of-{name}-{len(self.sessions)}"
        self.sessions[secret] = name
        status, headers, body = said({"authenticated": True, "user": True, "status": "ok"})
        cookies = (f"sessionid={secret}; Path=/", "ds_user_id=77; Path=/", "csrftoken=after; Path=/")
        return status, headers | {"Set-Cookie": "\n".join(cookies)}, body

    def _tagged(self, tag: str, begin: int) -> Reply:
        there = [post for post in self.posts if f"#{tag}" in (post["caption"] or {}).get("text", "").lower()]
        if not there:
            return said(_tag(tag, [], None))
        page = there[begin : begin + PER_PAGE]
        sections = [{"layout_content": {"medias": [{"media": post} for post in page]}}]
        return said(_tag(tag, sections, str(begin + PER_PAGE) if there[begin + PER_PAGE :] else None))

    def _post(self, code: str) -> Reply:
        items = [post for post in self.posts if post["code"] == code]
        if not items:
            return REFUSALS["not found"]()
        items = json.loads(json.dumps(items).replace("sig=1", f"sig={len(self.asked)}"))  # signed anew
        return said({"data": {"xdt_api__v1__media__shortcode__web_info": {"items": items}}, "status": "ok"})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    instagram: InstagramServer

    def _any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        parts = urlsplit(self.path)
        if parts.path.startswith("/cdn/"):
            status, headers, content = (
                200,
                {"Content-Type": "image/jpeg"},
                jpeg((160, 120), seed=len(parts.path) + ord(parts.path[-5])),
            )
        else:
            flat = [{k: v[0] for k, v in parse_qs(text).items()} for text in (parts.query, body)]
            host, path = parts.path.split("/", 2)[1], "/" + parts.path.split("/", 2)[2]
            status, headers, content = self.instagram.answer(self.command, host, path, *flat, self._who())
        self.send_response(status)
        for name, value in headers.items():
            for line in value.split("\n"):
                self.send_header(name, line)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = _any  # noqa: N815 - named by the standard library

    def _who(self) -> str:
        """The session, from the cookie or from the token that instaloader makes of it."""
        bearer = self.headers.get("authorization", "")
        if bearer.startswith("Bearer IGT:2:"):
            return str(json.loads(base64.b64decode(bearer.removeprefix("Bearer IGT:2:")))["sessionid"])
        cookie = SimpleCookie(self.headers.get("Cookie", "")).get("sessionid")
        return cookie.value if cookie else ""

    def log_message(self, *_: object) -> None:
        pass


class _Loopback(HTTPAdapter):
    """Takes what is meant for Instagram to the server on this machine, and nothing anywhere else."""

    def __init__(self, base_url: str) -> None:
        super().__init__()
        self.base_url = base_url

    def send(self, request: requests.PreparedRequest, *arguments: Any, **options: Any) -> requests.Response:
        parts = urlsplit(str(request.url))
        assert parts.hostname in HOSTS, f"instaloader went to {parts.hostname}"
        there = request.copy()
        there.url = f"{self.base_url}/{parts.hostname}{parts.path}" + (
            f"?{parts.query}" if parts.query else ""
        )
        there.headers.pop("Content-Length", None) if request.method == "GET" else None
        response = super().send(there, *arguments, **options)
        response.url = str(request.url)
        return response


@pytest.fixture
def instagram(monkeypatch: pytest.MonkeyPatch) -> Iterator[InstagramServer]:
    """A server with two accounts; every requests session that is made goes there and nowhere else."""
    made = InstagramServer()
    begin = requests.Session.__init__

    def begin_here(session: requests.Session) -> None:
        begin(session)
        for scheme in ("https://", "http://"):
            session.mount(scheme, _Loopback(made.base_url))

    monkeypatch.setattr(requests.Session, "__init__", begin_here)
    with loopback(type("Handler", (_Handler,), {"instagram": made})) as made.base_url:
        yield made
