"""A relay in front of a real HTTP server that breaks chosen exchanges at the TCP level."""

import re
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum, auto
from socketserver import BaseRequestHandler, ThreadingTCPServer
from urllib.parse import urlsplit


class Fault(Enum):
    """Where an exchange breaks."""

    CUT_BEFORE_SERVER = auto()  # the request is read and never handed on
    CUT_BEFORE_ANSWER = auto()  # the server did it, the client hears nothing
    CUT_IN_ANSWER = auto()  # the client hears half
    DRIP = auto()  # the answer comes byte by byte, its header too
    DRIP_BODY = auto()  # the header comes at once, the body byte by byte
    REFUSED = auto()  # the server never hears of it, the client hears 500
    ENDLESS = auto()  # a body without a length or an end


class FaultyRelay:
    """Hands requests on to `upstream` unless a fault waits for them; `base_url` is where it listens."""

    def __init__(self, upstream: str, port: int) -> None:
        parts = urlsplit(upstream)
        self.upstream = (parts.hostname or "", parts.port or 80)
        self.base_url = f"http://127.0.0.1:{port}"
        self.over = threading.Event()
        self._faults: list[tuple[str, Fault]] = []

    def break_next(self, request: str, fault: Fault) -> None:
        """Break the next exchange whose request line starts with `request`, such as `POST /api/v1`."""
        self._faults.append((request, fault))

    def take(self, request: bytes) -> Fault | None:
        """The fault that waits for this request, once."""
        for waiting in self._faults:
            if request.startswith(waiting[0].encode()):
                self._faults.remove(waiting)
                return waiting[1]
        return None


@contextmanager
def faulty(upstream: str) -> Iterator[FaultyRelay]:
    """A relay on a free port while the context lasts."""

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                _exchange(relay, self.request)

    class Server(ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        relay = FaultyRelay(upstream, server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield relay
        finally:
            relay.over.set()
            server.shutdown()
            thread.join()


def _exchange(relay: FaultyRelay, client: socket.socket) -> None:
    """One request and its answer, then the connection is closed."""
    request = _request(client)
    fault = relay.take(request)
    if fault is Fault.CUT_BEFORE_SERVER:
        return _cut(client)
    if fault is Fault.REFUSED:
        return client.sendall(b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n")
    answer = _answer(relay.upstream, request)
    head = answer.index(b"\r\n\r\n") + 4
    match fault:
        case Fault.CUT_BEFORE_ANSWER:
            _cut(client)
        case Fault.CUT_IN_ANSWER:
            client.sendall(answer[: (head + len(answer)) // 2])
            _cut(client)
        case Fault.DRIP:
            _drip(relay, client, answer)
        case Fault.DRIP_BODY:
            client.sendall(answer[:head])
            _drip(relay, client, answer[head:])
        case Fault.ENDLESS:
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
            while not relay.over.is_set():
                client.sendall(b" " * 65536)
        case _:
            client.sendall(answer)
    return None


def _request(client: socket.socket) -> bytes:
    """A whole request, asking the server to close the connection behind its answer."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += _some(client)
    head, _, body = received.partition(b"\r\n\r\n")
    declared = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    while len(body) < int(declared[1] if declared else 0):
        body += _some(client)
    return head + b"\r\nConnection: close\r\n\r\n" + body


def _some(connection: socket.socket) -> bytes:
    """The next bytes; a connection closed before its time is an OSError, which ends the exchange."""
    if not (data := connection.recv(65536)):
        raise ConnectionResetError
    return data


def _answer(upstream: tuple[str, int], request: bytes) -> bytes:
    with socket.create_connection(upstream, timeout=30) as server:
        server.sendall(request)
        return b"".join(iter(lambda: server.recv(65536), b""))


def _drip(relay: FaultyRelay, client: socket.socket, answer: bytes) -> None:
    for byte in answer:
        client.sendall(bytes([byte]))
        if relay.over.wait(0.05):
            return


def _cut(client: socket.socket) -> None:
    """Hang up with a reset, as a broken network does."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()
