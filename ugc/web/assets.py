"""Our own stylesheets and scripts, and the browser libraries npm installed, under hashed addresses."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, abort, request, send_from_directory, url_for

from ugc.settings import ROOT

STATIC = Path(__file__).parent / "static"
VENDOR = {"tus.min.js": ROOT / "node_modules/tus-js-client/dist/tus.min.js"}
YEAR = 365 * 24 * 3600


def register(app: Flask) -> None:
    """Serve /static."""
    app.add_url_rule("/static/<path:path>", "static", _serve)


def static(path: str) -> str:
    """The address of a file, changing with its content so that it can be cached for ever."""
    return url_for("static", path=path, v=_digest(_file(path)))


def _file(path: str) -> Path:
    return VENDOR[path.removeprefix("vendor/")] if path.startswith("vendor/") else STATIC / path


@cache
def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def _serve(path: str) -> Response:
    if path.startswith("vendor/") and path.removeprefix("vendor/") not in VENDOR:
        abort(404)
    file = _file(path)
    folder, name = (file.parent, file.name) if path.startswith("vendor/") else (STATIC, path)
    response = send_from_directory(folder, name, max_age=YEAR if "v" in request.args else 60)
    response.cache_control.public = True
    if "v" in request.args:
        response.cache_control.immutable = True
    return response
