"""An application behind a real HTTP server on a loopback port, in this process."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from ssl import SSLContext

from flask import Flask
from waitress import wasyncore
from waitress.server import create_server
from werkzeug.serving import make_server

Server = Callable[[Flask], AbstractContextManager[str]]


@contextmanager
def buffering(app: Flask) -> Iterator[str]:
    """Waitress, as `serve` runs it: a request reaches the application when all of it has come.

    Its loop closes what it listens on itself: a socket closed under its `select` would kill it with EBADF.
    """
    sockets: dict[int, object] = {}
    server = create_server(app, map=sockets, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown()
        server.trigger.pull_trigger(lambda: wasyncore.close_all(sockets))
        thread.join()


@contextmanager
def streaming(app: Flask, tls: SSLContext | None = None) -> Iterator[str]:
    """Like gunicorn's threads: the application reads a body while it arrives; over https if asked to."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True, ssl_context=tls)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
