"""The tus protocol, word by word, and whose uploads are whose."""

import base64
import hashlib
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support import photos
from tests.support.clock import Clock
from tests.web.forms import PATH, filled, send
from tests.web.submit.conftest import BYTES, TUS, UPLOADS, Opened, opened
from ugc.collect import quota
from ugc.collect.uploads import KEPT
from ugc.db import EVERYONE
from ugc.models import Submission, Upload
from ugc.wiring import Services

PHOTO = photos.jpeg((160, 120))


def create(client: FlaskClient, form: Opened, length: int = len(PHOTO)) -> str:
    answer = client.post(UPLOADS, headers=form.creating(length))
    assert answer.status_code == 201
    return str(answer.location)


def patch(client: FlaskClient, form: Opened, url: str, offset: int, data: bytes, **more: str) -> TestResponse:
    return client.patch(url, headers=form.sending(offset, **more), data=data)


def test_it_says_what_it_speaks(client: FlaskClient, form: Opened) -> None:
    headers = client.options(UPLOADS).headers
    assert headers["Tus-Version"] == "1.0.0"
    assert set(headers["Tus-Extension"].split(",")) == {
        "creation", "creation-with-upload", "expiration", "checksum", "termination",
    }  # fmt: skip
    assert headers["Tus-Max-Size"] == str(25 * 2**20)
    assert "sha1" in headers["Tus-Checksum-Algorithm"]


def test_a_photo_arrives_in_two_pieces(
    client: FlaskClient, form: Opened, services: Services, clock: Clock
) -> None:
    url = create(client, form)
    first = patch(client, form, url, 0, PHOTO[:1000])
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "1000")
    asked = client.head(url, headers=TUS)
    assert (asked.headers["Upload-Offset"], asked.headers["Upload-Length"]) == ("1000", str(len(PHOTO)))
    assert asked.headers["Cache-Control"] == "no-store"
    assert asked.headers["Upload-Expires"] == f"{clock() + KEPT:%a, %d %b %Y %H:%M:%S} GMT"
    last = patch(client, form, url, 1000, PHOTO[1000:])
    assert (last.status_code, last.headers["Upload-Offset"]) == (204, str(len(PHOTO)))
    with services.database.read(EVERYONE) as session:
        upload = session.get_one(Upload, url.rpartition("/")[2])
    assert upload.sha256 == hashlib.sha256(PHOTO).hexdigest()
    assert send(client, client.get(PATH).text, filled()).status_code == 303


def test_whole_although_its_last_request_died_it_is_looked_at_when_it_is_asked_for(
    client: FlaskClient, form: Opened, services: Services
) -> None:
    url = create(client, form)
    with services.database.read(EVERYONE) as session:
        upload = session.get_one(Upload, url.rpartition("/")[2])
    services.store.partial(upload.key).append(BytesIO(PHOTO), len(PHOTO))
    assert client.head(url, headers=TUS).headers["Upload-Offset"] == str(len(PHOTO))
    assert "train.jpg" in client.get(PATH).text


def test_creation_may_carry_the_photo(client: FlaskClient, form: Opened) -> None:
    headers = {**form.creating(len(PHOTO)), "Content-Type": BYTES}
    answer = client.post(UPLOADS, headers=headers, data=PHOTO)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, str(len(PHOTO)))
    assert "train.jpg" in client.get(PATH).text


def test_a_piece_for_another_place_is_refused_and_told_where_it_belongs(
    client: FlaskClient, form: Opened
) -> None:
    url = create(client, form)
    patch(client, form, url, 0, PHOTO[:500])
    answer = patch(client, form, url, 0, PHOTO[:500])
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (409, "500")


def test_a_piece_with_the_wrong_checksum_is_not_kept(client: FlaskClient, form: Opened) -> None:
    url = create(client, form)
    right = base64.b64encode(hashlib.sha1(PHOTO[:500]).digest()).decode()
    wrong = base64.b64encode(hashlib.sha1(b"other").digest()).decode()
    assert patch(client, form, url, 0, PHOTO[:500], **{"Upload-Checksum": f"sha1 {wrong}"}).status_code == 460
    assert client.head(url, headers=TUS).headers["Upload-Offset"] == "0"
    assert patch(client, form, url, 0, PHOTO[:500], **{"Upload-Checksum": f"md5 {right}"}).status_code == 400
    kept = patch(client, form, url, 0, PHOTO[:500], **{"Upload-Checksum": f"sha1 {right}"})
    assert (kept.status_code, kept.headers["Upload-Offset"]) == (204, "500")


def test_more_than_announced_is_refused(client: FlaskClient, form: Opened) -> None:
    url = create(client, form, 1000)
    answer = patch(client, form, url, 0, PHOTO[:1001])
    assert answer.status_code == 413
    assert "More came than was announced" in answer.text
    assert client.head(url, headers=TUS).headers["Upload-Offset"] == "0"


@pytest.mark.parametrize(
    ("data", "status", "sentence"),
    [
        (photos.text_named_jpg(), 422, "This file is not a photo"),
        (photos.svg(), 422, "This is a drawing (SVG)"),
        (photos.bomb(), 422, "more than 50 megapixels"),
    ],
)
def test_what_is_no_photo_gets_a_sentence_and_is_gone(
    client: FlaskClient, form: Opened, services: Services, data: bytes, status: int, sentence: str
) -> None:
    url = create(client, form, len(data))
    answer = patch(client, form, url, 0, data)
    assert (answer.status_code, answer.mimetype) == (status, "text/plain")
    assert sentence in answer.text
    assert client.head(url, headers=TUS).status_code == 404
    assert list(services.store.keys()) == []


def test_a_file_that_is_too_large_is_refused_before_it_travels(client: FlaskClient, form: Opened) -> None:
    answer = client.post(UPLOADS, headers=form.creating(26 * 2**20))
    assert answer.status_code == 413
    assert "larger than 25" in answer.text


def test_a_full_form_takes_no_more(client: FlaskClient, form: Opened) -> None:
    for number in range(6):
        photo = photos.jpeg((64, 48), number)
        headers = {**form.creating(len(photo)), "Content-Type": BYTES}
        assert client.post(UPLOADS, headers=headers, data=photo).status_code == 201
    assert client.post(UPLOADS, headers=form.creating(100)).status_code == 422


def test_a_cancelled_upload_is_forgotten(client: FlaskClient, form: Opened, services: Services) -> None:
    url = create(client, form)
    patch(client, form, url, 0, PHOTO)
    assert client.delete(url, headers=form.headers).status_code == 204
    assert client.head(url, headers=TUS).status_code == 404
    assert patch(client, form, url, 0, PHOTO).status_code == 404
    assert list(services.store.keys()) == []


def test_an_upload_belongs_to_the_browser_that_opened_the_form(
    app: Flask, client: FlaskClient, form: Opened
) -> None:
    url = create(client, form)
    stranger = app.test_client()
    theirs = opened(stranger.get(PATH).text)
    assert stranger.head(url, headers=TUS).status_code == 404
    assert patch(stranger, theirs, url, 0, PHOTO).status_code == 404
    assert stranger.delete(url, headers=theirs.headers).status_code == 404
    stolen = Opened(form.draft, theirs.token)
    assert stranger.post(UPLOADS, headers=stolen.creating(100)).status_code == 403
    assert client.head(url, headers=TUS).status_code == 200


def test_an_upload_of_one_campaign_is_not_anothers(client: FlaskClient, form: Opened) -> None:
    url = create(client, form)
    assert client.head(url.replace("little-wearers", "elsewhere"), headers=TUS).status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Tus-Resumable": "0.2.0"}, 412),
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Length": "9" * 40}, 400),
        ({"Upload-Length": ""}, 400),
        ({"Upload-Metadata": "draft ***"}, 400),
        ({"Upload-Metadata": ""}, 403),
        ({"X-CSRFToken": "made up"}, 400),
    ],
)
def test_what_is_not_the_protocol_is_refused(
    client: FlaskClient, form: Opened, services: Services, headers: dict[str, str], status: int
) -> None:
    answer = client.post(UPLOADS, headers={**form.creating(100), **headers})
    assert answer.status_code == status
    with services.database.read(EVERYONE) as session:
        assert session.query(Upload).count() == 0


def test_a_piece_needs_its_type_and_its_place(client: FlaskClient, form: Opened) -> None:
    url = create(client, form)
    assert client.patch(url, headers={**form.headers, "Upload-Offset": "0"}, data=b"x").status_code == 415
    assert client.patch(url, headers=form.sending(0, **{"Upload-Offset": "x"}), data=b"x").status_code == 400


def test_what_was_sent_is_no_upload_any_more(client: FlaskClient, form: Opened, services: Services) -> None:
    url = create(client, form)
    patch(client, form, url, 0, PHOTO)
    send(client, client.get(PATH).text, filled())
    assert client.delete(url, headers=form.headers).status_code == 404
    with services.database.read(EVERYONE) as session:
        photo = session.query(Submission).one().photos[0]
    assert services.store.size(photo.original_key) == len(PHOTO)


def test_too_many_photos_from_one_form_are_slowed(
    client: FlaskClient, form: Opened, services: Services, clock: Clock
) -> None:
    with services.database.write(EVERYONE) as session:
        for _ in range(quota.MOST["draft"]):
            quota.count(session, "draft", form.draft)
    answer = client.post(UPLOADS, headers=form.creating(100))
    assert (answer.status_code, answer.mimetype) == (429, "text/plain")
    assert "in ten minutes" in answer.text
    clock.advance(minutes=11)
    assert client.post(UPLOADS, headers=form.creating(100)).status_code == 201
