"""What strangers see travels small; what is private is not compressed beside other people's words."""

import gzip

import pytest
from flask import Flask

from tests.support.people import World
from tests.web.staff import signed_in

GZIP = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize("path", ["", "/gallery", "/submit"])
def test_a_public_page_is_compressed_for_who_can_read_it(app: Flask, running: World, path: str) -> None:
    address = f"/c/{running.campaign.slug}{path}"
    client = app.test_client()
    small = client.get(address, headers=GZIP)
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert len(small.data) < len(gzip.decompress(small.data))
    assert "Content-Encoding" not in client.get(address).headers


def test_scripts_and_styles_are_compressed_and_stay_cached(app: Flask, running: World) -> None:
    client, address = app.test_client(), "/static/js/keys.js?v=1"
    with client.get(address, headers=GZIP) as small:
        assert small.headers["Content-Encoding"] == "gzip"
        assert "immutable" in small.headers["Cache-Control"]
    with client.get(address, headers=GZIP | {"If-None-Match": small.headers["ETag"]}) as again:
        assert again.status_code == 304


def test_the_desk_is_not(app: Flask, running: World) -> None:
    page = signed_in(app, running.moderator).get("/staff/queue", headers=GZIP)
    assert "Content-Encoding" not in page.headers
