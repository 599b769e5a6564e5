"""A session with an AT Protocol server: opened once, kept, renewed when it has run out."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlencode

from ugc.platforms.answer import Answer
from ugc.platforms.errors import PlatformError
from ugc.platforms.http import Door
from ugc.platforms.refusals import accepted, signed_out

AGAIN = "Sign in again for this channel; what waits is kept."
OUT = {"ExpiredToken", "InvalidToken", "AuthMissing", "AccountTakedown", "AccountDeactivated"}


@dataclass(frozen=True)
class Tokens:
    """Whose session it is, the token for requests (hours) and the one that renews both (months)."""

    did: str
    handle: str
    access: str = field(repr=False)
    refresh: str = field(repr=False)

    def text(self) -> str:
        """As it is kept, encrypted, with the channel."""
        return json.dumps(asdict(self), sort_keys=True)


class Session:
    """Asks a server as one account: by `handle password` at first, by its kept tokens from then on."""

    def __init__(self, base_url: str, secret: str, door: Door, keep: Callable[[str], None]) -> None:
        self._base = base_url.rstrip("/")
        self._secret = secret
        self._door = door
        self._keep = keep
        self._opened: Tokens | None = None

    @property
    def tokens(self) -> Tokens:
        """The session; the first use of a password opens it."""
        if self._opened is None:
            self._opened = _kept(self._secret) if self._secret.startswith("{") else self._sign_in()
        return self._opened

    def ask(
        self,
        method: str,
        name: str,
        *,
        query: Sequence[tuple[str, str]] = (),
        json: object = None,
        data: tuple[bytes, str] | None = None,
        once: bool | None = None,
    ) -> Answer:
        """The answer to a request as this account, whatever it is; what ran out is renewed first."""
        url = self._url(name) + (f"?{urlencode(query)}" if query else "")
        send = partial(self._door.request, method, url, json=json, data=data, once=once)
        answer = send(token=self.tokens.access)
        if error(answer) == "ExpiredToken":
            self._renew()
            answer = send(token=self.tokens.access)
        return answer

    def _url(self, name: str) -> str:
        return f"{self._base}/xrpc/{name}"

    def _sign_in(self) -> Tokens:
        words = self._secret.split()
        if len(words) != 2:
            raise _unreadable()
        body = {"identifier": words[0].removeprefix("@"), "password": words[1]}
        answer = self._door.request(
            "POST", self._url("com.atproto.server.createSession"), json=body, once=False
        )
        if error(answer) == "AuthFactorTokenRequired":
            message = f"{answer.host} wants a code for this password. Use an app password instead."
            raise PlatformError(message, needs_person=True)
        if answer.status == 401:
            message = f"{answer.host} does not accept this handle and password. {AGAIN}"
            raise PlatformError(message, needs_person=True)
        return self._took(answer)

    def _renew(self) -> None:
        """A token that was used a moment ago is taken once more, so an answer may be lost here."""
        url = self._url("com.atproto.server.refreshSession")
        self._opened = self._took(self._door.request("POST", url, token=self.tokens.refresh, once=False))

    def _took(self, answer: Answer) -> Tokens:
        tokens = yes(answer).read(
            lambda it: Tokens(str(it["did"]), str(it["handle"]), str(it["accessJwt"]), str(it["refreshJwt"]))
        )
        self._keep(tokens.text())
        return tokens


def yes(answer: Answer) -> Answer:
    """The answer when it is a yes; else the PlatformError that says what to do."""
    if error(answer) in OUT:
        raise signed_out(answer)
    return accepted(answer, lambda body: str(body.get("message") or body["error"]))


def error(answer: Answer) -> str:
    """What a refusal is called, such as RecordNotFound; empty for a yes and for what says nothing."""
    if answer.status < 400:
        return ""
    try:
        return answer.read(lambda body: str(body["error"]))
    except PlatformError:
        return ""


def _kept(secret: str) -> Tokens:
    try:
        kept: dict[str, Any] = json.loads(secret)
        return Tokens(**{name: str(kept[name]) for name in ("did", "handle", "access", "refresh")})
    except (ValueError, LookupError, TypeError):
        raise _unreadable() from None


def _unreadable() -> PlatformError:
    return PlatformError(
        f"Bluesky takes a handle and an app password with a blank between them. {AGAIN}", needs_person=True
    )
