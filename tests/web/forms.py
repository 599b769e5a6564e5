"""Filling in our pages as a browser without scripts does."""

import re
from html import unescape
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

FIELD = re.compile(r'<input[^>]*type="hidden"[^>]*>')
PATH = "/c/little-wearers/submit"


def hidden(html: str) -> dict[str, Any]:
    """The hidden fields of a page, by name; several of one name as a list."""
    found: dict[str, Any] = {}
    for tag in FIELD.findall(html):
        name, value = (re.search(rf'{key}="([^"]*)"', tag) for key in ("name", "value"))
        if name and value:
            found.setdefault(name[1], []).append(unescape(value[1]))
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


def filled(**changes: Any) -> dict[str, Any]:
    """What a customer types; None leaves a field out."""
    typed = {
        "story": "She posted a letter to a duck.",
        "own_piece": "the yellow coat",
        "name": "Nadia",
        "email": "nadia@example.net",
        "credit": "name",
        "child": "no",
        "people": "no",
        "age": "16",
        "use_gallery": "y",
        "use_reshare-mastodon": "y",
    }
    return {name: value for name, value in {**typed, **changes}.items() if value is not None}


def files(*photos: bytes) -> list[tuple[BytesIO, str]]:
    """Files as the test client sends them."""
    return [(BytesIO(photo), f"IMG_{number}.jpg") for number, photo in enumerate(photos)]


def send(client: FlaskClient, page: str, data: dict[str, Any], path: str = PATH) -> TestResponse:
    """Post a form with the hidden fields its page came with."""
    answer = client.post(path, data={**hidden(page), **data}, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # werkzeug's test client leaves its temporary file open
    return answer
