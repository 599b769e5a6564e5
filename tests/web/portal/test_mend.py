"""Mending on my page: words, descriptions, photos replaced, sent again."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support import photos
from tests.support.people import World
from tests.web.forms import files, hidden, send
from tests.web.portal.conftest import add_photo
from ugc.db import EVERYONE, Database
from ugc.lifecycle import ENGINE, move
from ugc.models import Campaign, Photo, Submission
from ugc.wiring import Services


@pytest.fixture
def broken(database: Database, sent: Submission, services: Services) -> Submission:
    """A returned submission with a good and an unusable photo."""
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, sent.id)
        add_photo(session, services, row, "unusable")
        for step in ("ready", "returned"):
            move(session, row, step, ENGINE)
        return row


@pytest.fixture
def form(client: FlaskClient, page: str, broken: Submission) -> str:
    return client.get(f"{page}/{broken.id}/mend").text


def test_what_was_wrong_stands_at_its_photo(
    client: FlaskClient, page: str, form: str, broken: Submission
) -> None:
    assert "The end of this photo is missing" in client.get(page).text
    assert f'href="{page}/{broken.id}/mend"' in client.get(page).text
    assert "The end of this photo is missing" in form
    assert broken.story in form


def test_words_and_photos_are_mended_and_sent_again(
    client: FlaskClient, page: str, form: str, broken: Submission, database: Database
) -> None:
    good = broken.photos[0]
    data = {"story": "Mended.", f"{good.id}-alt": "A duck, closer", "photos": files(photos.jpeg((64, 48)))}
    answer = send(client, form, data, f"{page}/{broken.id}/mend")
    assert (answer.status_code, answer.location) == (303, f"{page}#{broken.id}")
    with database.read(EVERYONE) as session:
        row = session.get_one(Submission, broken.id)
        assert (row.state, row.story) == ("received", "Mended.")
        assert [(photo.filename, photo.alt, photo.state) for photo in row.photos] == [
            ("IMG_0.jpg", "A duck, closer", "ready"),
            ("IMG_0.jpg", "", "received"),
        ]
    assert "Thank you. It is on its way again." in client.get(page).text


def test_the_same_click_twice_is_harmless(
    client: FlaskClient, page: str, form: str, broken: Submission, database: Database
) -> None:
    for _ in range(2):
        assert send(client, form, {"story": "Mended."}, f"{page}/{broken.id}/mend").status_code == 303
    with database.read(EVERYONE) as session:
        assert session.get_one(Submission, broken.id).state == "ready"


def test_without_a_photo_it_comes_back_with_what_was_typed(
    client: FlaskClient, page: str, form: str, broken: Submission, database: Database
) -> None:
    data = {"story": "Only words now.", f"{broken.photos[0].id}-remove": "y"}
    answer = send(client, form, data, f"{page}/{broken.id}/mend")
    assert answer.status_code == 422
    assert "Please add a photo" in answer.text
    assert "Only words now." in answer.text
    with database.read(EVERYONE) as session:
        assert len(session.scalars(select(Photo)).all()) == 2


def test_photos_can_be_added_first_and_bad_ones_get_a_sentence(
    client: FlaskClient, page: str, form: str, broken: Submission
) -> None:
    data = {"do": "add", "story": "x", "photos": files(photos.jpeg((64, 48)), photos.svg())}
    answer = send(client, form, data, f"{page}/{broken.id}/mend")
    assert answer.status_code == 422
    assert "This is a drawing (SVG)" in answer.text
    assert "order" in hidden(answer.text)


def test_it_can_be_mended_after_the_campaign_has_closed(
    client: FlaskClient, page: str, form: str, broken: Submission, database: Database, running: World
) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Campaign, running.campaign.id).closed_at = session.now()
    answer = send(client, form, {"story": "Late."}, f"{page}/{broken.id}/mend")
    assert answer.status_code == 303


def test_what_needs_no_mending_cannot_be_changed(client: FlaskClient, page: str, sent: Submission) -> None:
    assert client.get(f"{page}/{sent.id}/mend").location == f"{page}#{sent.id}"
