"""A small web server that answers what a test says and remembers what it was asked."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from json import dumps
from ssl import SSLContext


@dataclass(frozen=True)
class Asked:
    """A request as it arrived; `peer` is the client's port, the same for a connection used again."""

    method: str
    path: str
    headers: Message
    body: bytes
    peer: int


class Site:
    """`answer` says what a path gives; `asked` is what has been requested."""

    def __init__(self, host: str, port: int, scheme: str) -> None:
        self.port = port
        self.base_url = f"{scheme}://{host}:{port}"
        self.asked: list[Asked] = []
        self.answers: dict[str, tuple[int, Mapping[str, str], bytes]] = {}

    def answer(
        self,
        path: str,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"{}",
        json: object = None,
    ) -> None:
        """From now on `path` gives this. A Content-Length among the headers replaces the true one."""
        if json is not None:
            body = dumps(json).encode()
        self.answers[path] = status, {"Content-Length": str(len(body))} | dict(headers or {}), body


@contextmanager
def site(host: str = "127.0.0.1", tls: SSLContext | None = None) -> Iterator[Site]:
    """A server on a free port of a loopback address while the context lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            served.asked.append(Asked(self.command, self.path, self.headers, body, self.client_address[1]))
            status, headers, content = served.answers.get(self.path, (404, {"Content-Length": "0"}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_DELETE = _any  # noqa: N815 - named by the standard library

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: object) -> None:
            """A client that hangs up is what some tests are about."""

    with Server((host, 0), Handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        served = Site(host, server.server_address[1], "https" if tls else "http")
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()
