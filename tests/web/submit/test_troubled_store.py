"""A full disk, a bucket that answers 500, a line that breaks: a sentence, and later the very same bytes."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.stores.sources import Breaking
from tests.support import photos
from tests.support.disk import files_no_larger_than
from tests.support.faulty import Fault, FaultyRelay, faulty
from tests.support.people import World
from tests.support.seaweed import Seaweed
from tests.web.forms import PATH, files, filled, send
from tests.web.submit.conftest import TUS, UPLOADS, Opened, opened
from ugc.db import EVERYONE
from ugc.models import Upload
from ugc.stores import LocalStore, open_store
from ugc.stores.multipart import PART
from ugc.wiring import Services

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PHOTO = photos.phone_photo()
LARGE = photos.jpeg() + bytes(PART)  # more than one part on S3
SENTENCE = "Yours goes on by itself as soon as we can"
ATTEMPTS = 3  # boto3's, for one call


class Sender:
    """A browser that sends one photo piece by piece."""

    def __init__(self, client: FlaskClient, form: Opened, photo: bytes) -> None:
        self.client, self.form, self.photo = client, form, photo
        self.url = str(client.post(UPLOADS, headers=form.creating(len(photo))).location)

    def offset(self) -> int:
        return int(self.client.head(self.url, headers=TUS).headers["Upload-Offset"])

    def go_on(self, until: int | None = None) -> tuple[int, str]:
        """Send from where the server stands; the answer's status and text."""
        at = self.offset()
        answer = self.client.patch(self.url, headers=self.form.sending(at), data=self.photo[at:until])
        return answer.status_code, answer.text

    def arrived(self, services: Services) -> bool:
        """Whether the very bytes are there, and known to be."""
        with services.database.read(EVERYONE) as session:
            upload = session.get_one(Upload, self.url.rpartition("/")[2])
        with services.store.open(upload.key) as kept:
            same = hashlib.sha256(kept.read()).hexdigest() == hashlib.sha256(self.photo).hexdigest()
        return same and upload.sha256 == hashlib.sha256(self.photo).hexdigest()


def test_a_disk_that_fills_up_meanwhile(client: FlaskClient, form: Opened, services: Services) -> None:
    sender = Sender(client, form, PHOTO + bytes(2_000_000))
    with files_no_larger_than(1_500_000):
        status, text = sender.go_on()
        assert (status, SENTENCE in text) == (503, True)
    assert 0 < sender.offset() <= 1_500_000
    assert sender.go_on()[0] == 204
    assert sender.arrived(services)


def test_a_plain_form_while_there_is_no_room_keeps_every_word(
    client: FlaskClient, form: Opened, services: Services, tmp_path: Path
) -> None:
    room, services.store = services.store, LocalStore(tmp_path / "full", spare=2**60)
    refused = send(client, client.get(PATH).text, filled(photos=files(photos.jpeg((64, 48)))))
    assert refused.status_code == 422
    assert "We cannot keep photos at this moment" in refused.text
    assert "She posted a letter to a duck." in refused.text
    services.store = room
    assert send(client, refused.text, filled(photos=files(photos.jpeg((64, 48))))).status_code == 303


@pytest.fixture
def relay(seaweed_server: Seaweed) -> Iterator[FaultyRelay]:
    with faulty(seaweed_server.endpoint) as relay:
        yield relay


@pytest.mark.parametrize("broken", ["PUT", "POST"])
def test_a_bucket_that_answers_500(
    client: FlaskClient, form: Opened, services: Services, relay: FaultyRelay, broken: str
) -> None:
    services.store = open_store(f"s3://photos/{uuid4().hex}?endpoint={relay.base_url}&region=us-east-1")
    sender = Sender(client, form, LARGE)
    assert sender.go_on(until=1_000_000)[0] == 204
    for _ in range(ATTEMPTS):
        relay.break_next(broken, Fault.REFUSED)
    status, text = sender.go_on()
    assert (status, SENTENCE in text) == (503, True)
    assert sender.offset() >= 1_000_000
    if sender.offset() < len(LARGE):
        assert sender.go_on()[0] == 204
    assert sender.arrived(services)


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(cuts=st.lists(st.integers(1, len(LARGE) - 1), unique=True, min_size=1, max_size=3).map(sorted))
def test_interrupted_at_any_byte_on_s3(
    app: Flask, running: World, services: Services, seaweed_server: Seaweed, cuts: list[int]
) -> None:
    services.store = open_store(seaweed_server.fresh())
    client = app.test_client()
    sender = Sender(client, opened(client.get(PATH).text), LARGE)
    for cut in cuts:
        at = sender.offset()
        line = Breaking(sender.photo[at:cut], cut - at)
        headers = sender.form.sending(at, **{"Content-Length": str(len(sender.photo))})
        client.patch(sender.url, headers=headers, input_stream=line)  # whose answer nobody hears
        assert sender.offset() == cut
    assert sender.go_on()[0] == 204
    assert sender.arrived(services)
