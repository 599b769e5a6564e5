"""The tus protocol 1.0 over HTTP (https://tus.io/protocols/resumable-upload): headers, bodies, refusals."""

import base64
import binascii
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from email.utils import format_datetime
from tempfile import TemporaryFile
from typing import BinaryIO, NoReturn, cast

from flask import Response, abort, request

from ugc.collect.pieces import Held, Moved, Overflow
from ugc.collect.uploads import KEPT, Gone, TooMany
from ugc.media.inspect import MAX_BYTES
from ugc.media.reasons import Reason, Unusable
from ugc.models import Upload
from ugc.stores import StoreError
from ugc.web.context import gettext as _
from ugc.web.forms.reasons import sentence

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,expiration,checksum,termination"
ALGORITHMS = ("sha1", "sha256")
BYTES = "application/offset+octet-stream"
MISMATCH = 460  # the protocol's own status
READ = 64 * 1024


def answer(status: int, upload: Upload | None = None, at: int | None = None) -> Response:
    """An answer of the protocol: where this upload stands and until when it waits."""
    made = Response(status=status)
    made.headers["Tus-Resumable"], made.headers["Cache-Control"] = VERSION, "no-store"
    if upload is not None:
        made.headers["Upload-Offset"] = str(at)
        made.headers["Upload-Expires"] = format_datetime(
            (upload.created_at + KEPT).astimezone(UTC), usegmt=True
        )
    return made


def refuse(status: int, text: str) -> NoReturn:
    """End the request with a sentence the form may show."""
    made = answer(status)
    made.set_data(text)
    made.mimetype = "text/plain"
    abort(made)


@contextmanager
def spoken() -> Iterator[None]:
    """A request of this version of the protocol; what can go wrong with it becomes an answer of its own."""
    if request.headers.get("Tus-Resumable") != VERSION:
        made = answer(412)
        made.headers["Tus-Version"] = VERSION
        abort(made)
    try:
        yield
    except Unusable as unusable:
        refuse(413 if unusable.reason is Reason.TOO_LARGE else 422, sentence(unusable.reason))
    except TooMany:
        refuse(422, _("The form is full. Leave another photo out to make room for this one."))
    except Overflow:
        refuse(413, _("More came than was announced, so this photo was not kept. Please pick it again."))
    except Moved as moved:
        made = answer(409)
        made.headers["Upload-Offset"] = str(moved.offset)
        abort(made)
    except Held:
        refuse(423, _("This photo is still being received. It goes on by itself."))
    except Gone:
        refuse(410, _("This photo was removed."))
    except StoreError:
        refuse(503, _("We cannot keep photos at this moment. Yours goes on by itself as soon as we can."))


def number(header: str) -> int:
    """A header that holds a count of bytes."""
    value = request.headers.get(header, "")
    if not value.isdecimal() or len(value) > 15:
        refuse(400, header)
    return int(value)


def metadata() -> dict[str, str]:
    """`Upload-Metadata`: comma-separated pairs of a key and a value in base64."""
    pairs = (pair.split() for pair in request.headers.get("Upload-Metadata", "").split(",") if pair.strip())
    try:
        return {key: base64.b64decode("".join(value), validate=True).decode() for key, *value in pairs}
    except (binascii.Error, UnicodeDecodeError):
        refuse(400, "Upload-Metadata")


@contextmanager
def body() -> Iterator[BinaryIO]:
    """The bytes that came; those with a checksum are compared before any of them is kept."""
    source = cast(BinaryIO, request.stream)
    given = request.headers.get("Upload-Checksum")
    if given is None:
        yield source
        return
    algorithm, _space, expected = given.partition(" ")
    if algorithm not in ALGORITHMS:
        refuse(400, "Upload-Checksum")
    digest, left = hashlib.new(algorithm, usedforsecurity=False), MAX_BYTES
    with TemporaryFile() as copy:
        while left > 0 and (data := source.read(min(READ, left))):
            digest.update(data)
            copy.write(data)
            left -= len(data)
        if base64.b64encode(digest.digest()).decode() != expected.strip():
            refuse(MISMATCH, _("A piece of this photo changed on the way. It is sent again."))
        copy.seek(0)
        yield cast(BinaryIO, copy)
