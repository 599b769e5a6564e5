"""Smaller pages and scripts, for a phone on a train."""

from flask import Flask, Response, request
from flask_compress import Compress

OPEN = frozenset(("public", "submit"))
TYPES = (
    "text/html",
    "text/css",
    "text/javascript",
    "application/json",
    "application/feed+json",
    "application/atom+xml",
    "image/svg+xml",
)


def register(app: Flask) -> None:
    """Compress what strangers see, and our scripts and styles.

    Not the desk and not a customer's own pages: where a secret and somebody else's words share a
    page, its compressed size gives the secret away (breachattack.com).
    """
    app.config.update(COMPRESS_REGISTER=False, COMPRESS_MIMETYPES=list(TYPES))
    compress = Compress(app)

    @app.after_request
    def shrink(response: Response) -> Response:
        if request.endpoint == "static":
            response.direct_passthrough = False  # a short file: whole in memory it is closed at once
            response.make_sequence()
        elif request.blueprint not in OPEN:
            return response
        return compress.after_request(response)
