"""A Bluesky of the tests' own: sessions that run out, repositories, blobs, and an AppView over them."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import Request, urlopen

import pytest

from tests.support.appview import COLLECTION, AppView, Entry, Query
from tests.support.loopback import loopback

LARGEST = 1_000_000  # bytes of a blob
Answer = tuple[int, dict[str, str], bytes]


class Refused(Exception):
    """What the server says instead."""

    def __init__(self, error: str, message: str, status: int = 400) -> None:
        self.answer = said({"error": error, "message": message}, status)


def said(body: object, status: int = 200, **headers: str) -> Answer:
    return status, {"Content-Type": "application/json", **headers}, json.dumps(body).encode()


class Peer:
    """Any server that speaks the protocol, used past the code under test. `token` signs in."""

    token = "pipandmoss.test brand-app-pass"
    outsider = "outsider.test outsider-app-pass"

    def __init__(self, base_url: str, appview: AppView) -> None:
        self.base_url = base_url
        self.appview = appview
        self._sessions: dict[str, dict[str, str]] = {}

    def call(self, name: str, body: object = None, who: str = "", **query: str) -> dict[str, Any]:
        """Ask the server something as an account; returns its JSON."""
        url = f"{self.base_url}/xrpc/{name}" + (f"?{urlencode(query)}" if query else "")
        headers = {"Content-Type": "application/json"}
        if name not in {"com.atproto.server.createSession", "com.atproto.server.createAccount"}:
            headers["Authorization"] = f"Bearer {self.session(who)['accessJwt']}"
        data = json.dumps(body).encode() if body is not None else None
        with urlopen(Request(url, data, headers), timeout=30) as answer:
            return dict(json.loads(answer.read() or b"{}"))

    def session(self, who: str = "") -> dict[str, str]:
        """A session of an account, opened once."""
        handle, _, password = (who or self.token).partition(" ")
        if handle not in self._sessions:
            body = {"identifier": handle, "password": password}
            self._sessions[handle] = self.call("com.atproto.server.createSession", body)
        return self._sessions[handle]

    def records(self, who: str = "") -> list[dict[str, Any]]:
        """All posts of an account, as its repository lists them."""
        query = {"repo": self.session(who)["did"], "collection": COLLECTION, "limit": "100"}
        found: list[dict[str, Any]] = self.call("com.atproto.repo.listRecords", who=who, **query)["records"]
        return found

    def posts(self, who: str = "") -> list[dict[str, Any]]:
        """What an account has posted."""
        return [one["value"] for one in self.records(who)]

    def post(self, text: str, who: str = "", reply: str = "") -> str:
        """Post without us, with tags and mentions marked; returns the post's id as we call it."""
        record = {"$type": COLLECTION, "text": text, "createdAt": now(), "facets": self._facets(text)}
        if reply:
            [there] = [one for one in self.appview.entries() if name(one.uri) == reply]
            parent = {"uri": there.uri, "cid": there.cid}
            record["reply"] = {"root": there.record.get("reply", {}).get("root", parent), "parent": parent}
        body = {"repo": self.session(who)["did"], "collection": COLLECTION, "record": record}
        return name(self.call("com.atproto.repo.createRecord", body, who)["uri"])

    def delete(self, post: str, who: str = "") -> None:
        """Its author deletes a post."""
        did, _, rkey = post.partition("/post/")
        self.call("com.atproto.repo.deleteRecord", {"repo": did, "collection": COLLECTION, "rkey": rkey}, who)

    def reset(self) -> None:
        """Forget all posts."""
        for who in (self.token, self.outsider):
            for one in self.records(who):
                self.delete(name(one["uri"]), who)

    def _facets(self, text: str) -> list[dict[str, Any]]:
        """Found in the bytes themselves, unlike our own way."""
        facets = []
        for match in re.finditer(rb"[#@][\w.]+", text.encode()):
            word = match[0].decode()
            feature = {"$type": "app.bsky.richtext.facet#tag", "tag": word[1:]}
            if word[0] == "@":
                did = self.call("com.atproto.identity.resolveHandle", handle=word[1:])["did"]
                feature = {"$type": "app.bsky.richtext.facet#mention", "did": did}
            index = {"byteStart": match.start(), "byteEnd": match.end()}
            facets.append({"index": index, "features": [feature]})
        return facets


def name(uri: str) -> str:
    """A post's id as we call it."""
    return uri.removeprefix("at://").replace(f"/{COLLECTION}/", "/post/")


def now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


class BlueskyServer(Peer):
    """The server itself: state, faults, and sessions that `expire` on demand."""

    def __init__(self, base_url: str) -> None:
        super().__init__(base_url, AppView(self._entries, base_url))
        self.accounts = dict(who.split(" ") for who in (self.token, self.outsider))
        self.dids = {handle: f"did:plc:{handle.partition('.')[0]:2<24}" for handle in self.accounts}
        self.codes: set[str] = set()  # whose password is not enough
        self.access: dict[str, str] = {}
        self.refresh: dict[str, str] = {}
        self.expired: set[str] = set()
        self.repositories: dict[tuple[str, str], Entry] = {}
        self.blobs: dict[str, tuple[bytes, str]] = {}
        self.asked: list[str] = []
        self.faults: list[tuple[str, Answer]] = []
        self._numbers = count(1)

    def fault(self, name: str, status: int, error: str = "", times: int = 1, **headers: str) -> None:
        """Answer the next requests for a method in this way, without doing anything."""
        body = {"error": error or "Fault", "message": error or "fault"}
        self.faults += [(name, said(body, status, **headers))] * times

    def expire(self) -> None:
        """All tokens for requests run out; those that renew stay good."""
        self.expired |= set(self.access)

    def revoke(self) -> None:
        """All sessions end for good."""
        self.expire()
        self.refresh.clear()

    def answer(self, method: str, path: str, token: str, body: bytes, kind: str) -> Answer:
        """One exchange."""
        parts = urlsplit(path)
        called, query = parts.path.removeprefix("/xrpc/"), parse_qsl(parts.query)
        self.asked.append(f"{method} {called}")
        for waiting in self.faults:
            if waiting[0] == called:
                self.faults.remove(waiting)
                return waiting[1]
        try:
            return self._answer(called, query, token, body, kind)
        except Refused as refused:
            return refused.answer

    def _answer(self, called: str, query: Query, token: str, body: bytes, kind: str) -> Answer:
        if called == "com.atproto.server.createSession":
            return self._sign_in(**json.loads(body))
        if called == "com.atproto.server.refreshSession":
            return self._renew(token)
        if called == "com.atproto.sync.getBlob":
            content, mime = self.blobs[dict(query)["cid"]]
            return 200, {"Content-Type": mime}, content
        did = self._who(token)
        if called == "com.atproto.repo.uploadBlob":
            return self._keep(body, kind)
        if (seen := self.appview.answer(called, query, did)) is not None:
            return said(seen)
        inside = {
            "com.atproto.server.getSession": self._session,
            "com.atproto.identity.resolveHandle": self._resolve,
            "com.atproto.repo.getRecord": self._get,
            "com.atproto.repo.listRecords": self._list,
            "com.atproto.repo.createRecord": self._create,
            "com.atproto.repo.putRecord": self._put,
            "com.atproto.repo.deleteRecord": self._delete,
        }
        return said(inside[called](did, **(json.loads(body) if body else dict(query))))

    def _sign_in(self, identifier: str, password: str) -> Answer:
        if self.accounts.get(identifier) != password:
            raise Refused("AuthenticationRequired", "Invalid identifier or password", 401)
        if identifier in self.codes:
            raise Refused("AuthFactorTokenRequired", "A sign in code has been sent", 401)
        return self._open(self.dids[identifier])

    def _open(self, did: str) -> Answer:
        number = next(self._numbers)
        access, refresh = f"access-{number}-9d41", f"refresh-{number}-77e0"
        self.access[access] = self.refresh[refresh] = did
        [handle] = [handle for handle, theirs in self.dids.items() if theirs == did]
        return said({"did": did, "handle": handle, "accessJwt": access, "refreshJwt": refresh})

    def _renew(self, token: str) -> Answer:
        if token not in self.refresh:
            raise Refused("ExpiredToken", "Token has been revoked")
        return self._open(self.refresh[token])

    def _who(self, token: str) -> str:
        if token in self.expired:
            raise Refused("ExpiredToken", "Token has expired")
        if token not in self.access:
            raise Refused("InvalidToken", "Token could not be verified")
        return self.access[token]

    def _session(self, did: str) -> dict[str, Any]:
        [handle] = [handle for handle, theirs in self.dids.items() if theirs == did]
        return {"did": did, "handle": handle}

    def _resolve(self, did: str, handle: str) -> dict[str, Any]:
        if handle not in self.dids:
            raise Refused("InvalidRequest", "Unable to resolve handle")
        return {"did": self.dids[handle]}

    def _keep(self, body: bytes, kind: str) -> Answer:
        if len(body) > LARGEST:
            raise Refused("PayloadTooLarge", "request entity too large", 413)
        cid = f"bafkrei{sha256(body).hexdigest()}"
        self.blobs[cid] = body, kind
        blob = {"$type": "blob", "ref": {"$link": cid}, "mimeType": kind, "size": len(body)}
        return said({"blob": blob})

    def _entries(self) -> list[Entry]:
        return list(self.repositories.values())

    def _get(self, did: str, repo: str, collection: str, rkey: str) -> dict[str, Any]:
        if (repo, rkey) not in self.repositories:
            raise Refused("RecordNotFound", "Could not locate record")
        return self._row(self.repositories[repo, rkey])

    def _list(self, did: str, repo: str, collection: str, limit: str) -> dict[str, Any]:
        return {"records": [self._row(one) for one in self._entries() if one.did == repo][: int(limit)]}

    def _row(self, one: Entry) -> dict[str, Any]:
        return {"uri": one.uri, "cid": one.cid, "value": one.record}

    def _create(self, did: str, record: dict[str, Any], **body: Any) -> dict[str, Any]:
        rkey = f"3k{next(self._numbers):0>11}".translate(str.maketrans("0189", "abcd"))
        return self._write(did, rkey, record)

    def _put(
        self,
        did: str,
        repo: str,
        rkey: str,
        record: dict[str, Any],
        **body: Any,
    ) -> dict[str, Any]:
        assert body["swapRecord"] is None, "may write over what is there"
        there = self.repositories.get((did, rkey))
        if there and there.record != record:
            raise Refused("InvalidSwap", f"Record was at {there.cid}")
        return self._write(did, rkey, record)

    def _write(self, did: str, rkey: str, record: dict[str, Any]) -> dict[str, Any]:
        if not re.fullmatch("[234567a-j][234567a-z]{12}", rkey):
            raise Refused("InvalidRequest", "Invalid record key")
        for image in record.get("embed", {}).get("images", []):
            if image["image"]["ref"]["$link"] not in self.blobs:
                raise Refused("InvalidRequest", "Could not find blob")
        [handle] = [handle for handle, theirs in self.dids.items() if theirs == did]
        cid = f"bafyrei{sha256(json.dumps(record).encode()).hexdigest()}"
        entry = self.repositories.setdefault((did, rkey), Entry(did, handle, rkey, cid, record))
        return {"uri": entry.uri, "cid": entry.cid}

    def _delete(self, did: str, repo: str, rkey: str, **body: Any) -> dict[str, Any]:
        if repo != did:
            raise Refused("AuthenticationRequired", "Not yours", 401)
        self.repositories.pop((did, rkey), None)
        return {}


@contextmanager
def serving(answer: Any) -> Iterator[str]:
    """A server on a free loopback port whose exchanges `answer` makes; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            kind = self.headers.get("Content-Type", "")
            status, headers, content = answer(self.command, self.path, token, body, kind)
            self.send_response(status)
            if self.close_connection:
                self.send_header("Connection", "close")
            for header, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(header, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = _any  # noqa: N815 - named by the standard library

        def log_message(self, *_: object) -> None:
            pass

    with loopback(Handler) as base_url:
        yield base_url


@pytest.fixture
def bluesky() -> Iterator[BlueskyServer]:
    """The server, as new."""
    made: list[BlueskyServer] = []
    with serving(lambda *exchange: made[0].answer(*exchange)) as base_url:  # noqa: PLW0108 - made later
        made.append(BlueskyServer(base_url))
        yield made[0]
