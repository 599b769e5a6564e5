"""Uploads over real HTTP, by a client nobody here wrote, and over a line that breaks."""

import hashlib
import re
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlsplit

import pytest
import requests
from flask import Flask
from tusclient.client import TusClient
from tusclient.exceptions import TusUploadFailed

from tests.support import photos
from tests.support.people import World
from tests.support.ports import wait_until
from tests.support.served import Server, buffering, streaming
from tests.web.forms import PATH
from tests.web.submit.conftest import UPLOADS, Opened, opened
from ugc.db import EVERYONE
from ugc.models import Upload
from ugc.settings import Settings
from ugc.wiring import Services

PHOTO = photos.phone_photo()


@dataclass(frozen=True)
class Sender:
    """A browser with the form open, as seen by a tus client."""

    base: str
    form: Opened
    cookie: str

    def client(self) -> TusClient:
        return TusClient(self.base + UPLOADS, headers={**self.form.headers, "Cookie": self.cookie})

    def describing(self, name: str) -> dict[str, str]:
        return {"filename": name, "draft": self.form.draft}

    def offset(self, url: str) -> int:
        with requests.head(url, headers={**self.form.headers, "Cookie": self.cookie}, timeout=10) as answer:
            return int(answer.headers["Upload-Offset"])


@pytest.fixture
def settings(request: pytest.FixtureRequest, settings: Settings) -> Settings:
    """Photos go to the folder, or to the bucket of a test that asks for one."""
    if getattr(request, "param", "folder") == "bucket":
        return settings.model_copy(update={"store_url": request.getfixturevalue("seaweed_server").fresh()})
    return settings


@pytest.fixture(params=[buffering, streaming])
def sender(request: pytest.FixtureRequest, app: Flask, running: World) -> Iterator[Sender]:
    server: Server = request.param
    with server(app) as base, requests.Session() as browser:
        page = browser.get(base + PATH, timeout=10).text
        cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        yield Sender(base, opened(page), cookie)


def kept(services: Services, url: str) -> Upload:
    with services.database.read(EVERYONE) as session:
        return session.get_one(Upload, url.rpartition("/")[2])


def is_the_photo(services: Services, url: str) -> bool:
    upload = kept(services, url)
    with services.store.open(upload.key) as original:
        whole = original.read()
    return upload.sha256 == hashlib.sha256(PHOTO).hexdigest() and whole == PHOTO


@pytest.mark.parametrize("settings", ["folder", "bucket"], indirect=True)
@pytest.mark.parametrize("checksum", [False, True])
def test_tuspy_sends_a_phone_photo(sender: Sender, services: Services, checksum: bool) -> None:
    uploader = sender.client().uploader(
        file_stream=BytesIO(PHOTO),
        chunk_size=300_000,
        metadata=sender.describing("IMG_2041.JPG"),
        upload_checksum=checksum,
    )
    uploader.upload()
    assert is_the_photo(services, uploader.url)
    assert kept(services, uploader.url).filename == "IMG_2041.JPG"


def test_an_upload_stopped_halfway_resumes_where_it_was(sender: Sender, services: Services) -> None:
    stopped = sender.client().uploader(
        file_stream=BytesIO(PHOTO), chunk_size=200_000, metadata=sender.describing("train.jpg")
    )
    stopped.upload(stop_at=600_000)
    resumed = sender.client().uploader(file_stream=BytesIO(PHOTO), chunk_size=500_000, url=stopped.url)
    assert resumed.offset == 600_000
    resumed.upload()
    assert is_the_photo(services, stopped.url)


@pytest.mark.parametrize("settings", ["folder", "bucket"], indirect=True)
@pytest.mark.parametrize("cut", [1, 65_537, 400_000])
def test_a_line_that_breaks_within_a_piece_costs_no_more_than_the_piece(
    sender: Sender, services: Services, cut: int
) -> None:
    creating = sender.client().uploader(file_stream=BytesIO(PHOTO), metadata=sender.describing("train.jpg"))
    url = creating.create_url()
    _break(sender, url, cut)
    wait_until(lambda: kept(services, url).lease_until is None, "the broken request to end")
    assert sender.offset(url) <= cut
    resumed = sender.client().uploader(  # which is told to wait while the server has not noticed yet
        file_stream=BytesIO(PHOTO), chunk_size=700_000, url=url, retries=100, retry_delay=0.1
    )
    resumed.upload()
    assert is_the_photo(services, url)


def test_a_refusal_reaches_the_client_as_a_sentence(sender: Sender) -> None:
    text = photos.text_named_jpg()
    uploader = sender.client().uploader(file_stream=BytesIO(text), metadata=sender.describing("photo.jpg"))
    with pytest.raises(TusUploadFailed) as refused:
        uploader.upload()
    assert refused.value.status_code == 422
    assert "This file is not a photo" in refused.value.response_content.decode()


def _break(sender: Sender, url: str, cut: int) -> None:
    """Send the head of a request and `cut` bytes of its body, then hang up."""
    address = urlsplit(url)
    lines = {**sender.form.sending(0), "Cookie": sender.cookie, "Content-Length": str(len(PHOTO))}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    request = f"PATCH {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\n{head}\r\n"
    assert address.hostname and address.port
    with closing(socket.create_connection((address.hostname, address.port))) as line:
        line.sendall(request.encode() + PHOTO[:cut])


def test_the_names_we_send_are_the_ones_the_page_shows(sender: Sender) -> None:
    uploader = sender.client().uploader(
        file_stream=BytesIO(PHOTO), metadata=sender.describing('"><script>alert(1)</script>.jpg')
    )
    uploader.upload()
    with requests.get(sender.base + PATH, headers={"Cookie": sender.cookie}, timeout=10) as page:
        assert "<script>alert(1)" not in page.text
        assert re.search(r"&gt;&lt;script&gt;alert\(1\)", page.text)
