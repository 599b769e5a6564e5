"""The one door for HTTP out of here: checked addresses, time and size limits, one kind of error."""

import json as json_format
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from copy import copy
from datetime import UTC, datetime
from typing import Any, cast
from urllib.parse import SplitResult

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, PoolManager, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.filepost import encode_multipart_formdata
from urllib3.util.ssl_match_hostname import CertificateError

from ugc.platforms.addresses import Address, Network, Resolver, checked, is_allowed, resolve
from ugc.platforms.answer import Answer
from ugc.platforms.errors import PlatformError
from ugc.platforms.request import Request, authorization, origin, split

Field = tuple[str, str | tuple[str, bytes, str]]  # name and text, or name and file: name, content, media type
HOPS = 5
MEGABYTE = 1 << 20
REDIRECTS = {301, 302, 303, 307, 308}


class _NotConnectedError(HTTPError):
    """No connection came about, so the other side has seen nothing of the request."""


class _Connection(HTTPConnection):
    """Tells a failed connect from a lost answer, and gives the header as a whole the read timeout."""

    def connect(self) -> None:
        try:
            super().connect()
        except (OSError, HTTPError, CertificateError) as problem:
            raise _NotConnectedError from problem

    def getresponse(self) -> Any:
        # A socket's timeout starts again with every byte, so a server that drips would hold us for ever.
        hang_up = threading.Timer(cast(float, self.timeout), _hang_up, [self.sock])
        hang_up.start()
        try:
            return super().getresponse()
        finally:
            hang_up.cancel()


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)


class _SecureConnection(_Connection, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class Door:
    """Every HTTP request we make passes here. Safe to share between threads; keeps connections open.

    allow                 private networks we may enter; plain http is spoken nowhere else.
    connect, read, total  seconds for a connection, for silence or a header, and for a whole body.
    """

    def __init__(
        self,
        allow: Sequence[Network] = (),
        *,
        connect: float = 5,
        read: float = 20,
        total: float = 120,
        resolver: Resolver = resolve,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._allow = tuple(allow)
        self._resolver = resolver
        self._clock = clock
        self._before: Callable[[], None] = lambda: None
        self._total = total
        self._timeout = Timeout(connect=connect, read=read)
        self._pools = PoolManager(num_pools=32, maxsize=4)
        self._pools.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}

    def counting(self, before: Callable[[], None]) -> "Door":
        """The same door, with its connections, that calls `before` ahead of every request.

        Whatever that raises keeps the request from being sent, and passes through.
        """
        other = copy(self)
        other._before = before
        return other

    def count(self) -> None:
        """Count a request that a library makes past this door; raises like `request`."""
        self._before()

    def now(self) -> datetime:
        """The moment it is, aware UTC, by the clock that answers are dated by."""
        return self._clock()

    def close(self) -> None:
        """Close the connections that wait for the next request."""
        self._pools.clear()

    def request(
        self,
        method: str,
        url: str,
        *,
        token: str = "",
        headers: Mapping[str, str] | None = None,
        json: object = None,
        form: Sequence[Field] = (),
        data: tuple[bytes, str] | None = None,
        once: bool | None = None,
        most: int = 4 * MEGABYTE,
    ) -> Answer:
        """Send one request and return its answer, whatever 2xx to 4xx it is; `most` bytes of body at most.

        Its own body is one of `json`, `form` and `data`, which is bytes and their media type.
        `once` (a POST unless said otherwise) means that sending twice would do it twice: its PlatformError
        is `unknown` when it may have been carried out. Raises PlatformError for 408, 429 and 5xx, too.
        Only a GET follows redirects.
        """
        self._before()
        body, kind = _encoded(json, form, data)
        sent = {"User-Agent": "ugc", **kind, **(headers or {}), **authorization(token)}
        once = method == "POST" if once is None else once
        request = Request(method, url, sent, body, once, most)
        for _ in range(HOPS + 1):
            answer = self._answer(request)
            if answer.status not in REDIRECTS or "Location" not in answer.headers:
                return answer.usable()
            request = request.redirected(answer.headers["Location"])
            if method != "GET":
                message = (
                    f"{answer.host} has moved to {origin(request.url)[1]}; change the channel’s address."
                )
                raise PlatformError(message, needs_person=True)
        raise PlatformError(f"{answer.host} keeps sending us elsewhere; we stopped.", permanent=True)

    def _answer(self, request: Request) -> Answer:
        """One exchange, with the first of the host's addresses that takes a connection."""
        parts, host, port = split(request.url)
        for address in self._addresses(parts.scheme, host, port):
            try:
                response = self._send(request, parts, self._pool(parts.scheme, address, port, host))
                body = self._body(response, request, host)
            except _NotConnectedError as failed:
                problem = failed
                continue
            except HTTPError as lost:
                message = f"The connection to {host} broke before its answer was complete."
                raise PlatformError(message, unknown=request.once) from lost
            return Answer(host, response.status, response.headers, body, self._clock(), request.once)
        raise _unreachable(host, problem) from problem

    def _addresses(self, scheme: str, host: str, port: int) -> list[Address]:
        addresses = checked(host, port, self._resolver, self._allow)
        if scheme == "http" and not all(is_allowed(address, self._allow) for address in addresses):
            raise PlatformError(f"We only speak to {host} over https.", permanent=True)
        return addresses

    def _pool(self, scheme: str, address: Address, port: int, host: str) -> HTTPConnectionPool:
        """Connections to the very address that was checked; the certificate must still be the host's."""
        names = {"server_hostname": host, "assert_hostname": host} if scheme == "https" else {}
        return self._pools.connection_from_host(str(address), port, scheme, pool_kwargs=names)

    def _send(self, request: Request, parts: SplitResult, pool: HTTPConnectionPool) -> BaseHTTPResponse:
        return pool.urlopen(
            request.method,
            (parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
            body=request.body or None,
            headers={"Host": parts.netloc, **request.headers},
            timeout=self._timeout,
            retries=False,
            redirect=False,
            preload_content=False,
        )

    def _body(self, response: BaseHTTPResponse, request: Request, host: str) -> bytes:
        """Read bit by bit: neither a declared length nor an end of the body is taken on trust."""
        body, deadline = bytearray(), time.monotonic() + self._total
        try:
            while chunk := response.read1(1 << 16):
                body += chunk
                if len(body) > request.most:
                    message = f"The answer of {host} is longer than we read."
                    raise PlatformError(message, permanent=True, unknown=request.once)
                if time.monotonic() > deadline:
                    message = f"{host} answers too slowly; we stopped waiting."
                    raise PlatformError(message, unknown=request.once)
            response.release_conn()
        except BaseException:
            response.close()
            raise
        return bytes(body)


def _encoded(
    json: object, form: Sequence[Field], data: tuple[bytes, str] | None
) -> tuple[bytes, dict[str, str]]:
    if data:
        return data[0], {"Content-Type": data[1]}
    if form:
        body, kind = encode_multipart_formdata(list(form))
        return body, {"Content-Type": kind}
    if json is not None:
        return json_format.dumps(json).encode(), {"Content-Type": "application/json"}
    return b"", {}


def _unreachable(host: str, problem: _NotConnectedError) -> PlatformError:
    if isinstance(problem.__cause__, ssl.SSLError | CertificateError):
        return PlatformError(f"{host} has no certificate that is valid for its name; nothing was sent.")
    return PlatformError(f"{host} cannot be reached right now; nothing was sent.")
