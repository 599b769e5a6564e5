"""Sending stored bytes to a browser."""

from collections.abc import Iterator
from typing import BinaryIO

from flask import Response, abort

from ugc.models import Photo, Rendition, Upload
from ugc.stores import Missing
from ugc.web.context import services

CHUNK = 64 * 1024
DAY = 24 * 3600
IN_BROWSERS = frozenset(("image/jpeg", "image/png", "image/webp"))
"""Originals that every browser shows by itself; HEIC is none."""


def send(rendition: Rendition) -> Response:
    """A rendition. Browsers may keep it for a day, shared caches not at all (decisions/0007)."""
    return _kept(_stream(rendition.key, rendition.mime, rendition.size))


def send_original(photo: Photo) -> Response:
    """A private original, as a download that no browser renders or keeps."""
    response = _stream(photo.original_key, "application/octet-stream", photo.size)
    response.headers["Cache-Control"] = "no-store"
    name = " ".join(photo.filename.split())  # no line break gets into a header
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def show_original(photo: Photo) -> Response:
    """A private original to look at, of a kind IN_BROWSERS; they do not keep it."""
    response = _kept(_stream(photo.original_key, photo.mime, photo.size))
    response.headers["Cache-Control"] = "no-store"
    return response


def send_upload(upload: Upload) -> Response:
    """A photo that is not submitted yet, for the browser that sent it."""
    return _kept(_stream(upload.key, upload.mime or "application/octet-stream", upload.length))


def send_preview(upload: Upload) -> Response:
    """Our small picture of one that browsers cannot show."""
    key = upload.preview_key
    try:
        size = services().store.size(key)
    except Missing:
        abort(404)
    return _kept(_stream(key, "image/jpeg", size))


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = f"private, max-age={DAY}, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response


def _stream(key: str, mime: str, size: int) -> Response:
    try:
        source = services().store.open(key)
    except Missing:
        abort(404)
    response = Response(_chunks(source), mimetype=mime)
    response.content_length = size
    return response


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    with source:
        while chunk := source.read(CHUNK):
            yield chunk
