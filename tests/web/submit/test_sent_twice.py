"""A form that was sent before, sent again from a second tab: nothing that is new in it is lost silently."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.support import photos
from tests.web.forms import PATH, files, filled, send
from ugc.db import EVERYONE, Database
from ugc.models import Photo, Submission

FIRST, SECOND = photos.jpeg((64, 48), 1), photos.jpeg((64, 48), 2)
SAID = "What you added since is not part of it"


@pytest.fixture
def tab(client: FlaskClient, running: object) -> str:
    """The form, open in a second tab while the first one sends it with one photo."""
    page = client.get(PATH).text
    assert send(client, page, filled(photos=files(FIRST))).status_code == 303
    return page


def again(client: FlaskClient, tab: str, *picked: bytes, **changes: Any) -> TestResponse:
    return send(client, tab, filled(photos=files(*picked), **changes))


def sent(database: Database) -> list[list[str]]:
    """The photos of each submission, by what they begin with."""
    with database.read(EVERYONE) as session:
        found = session.scalars(select(Submission).order_by(Submission.created_at, Submission.id)).all()
        return [[photo.sha256 for photo in one.photos] for one in found]


def test_the_same_again_is_one_submission(client: FlaskClient, tab: str, database: Database) -> None:
    assert again(client, tab, FIRST).status_code == 303
    assert len(sent(database)) == 1


@pytest.mark.parametrize("do", ["", "add"])
def test_photos_added_since_are_kept_and_go_as_another_one(
    client: FlaskClient, tab: str, database: Database, do: str
) -> None:
    answer = again(client, tab, FIRST, SECOND, do=do)
    assert answer.status_code == 409 and SAID in answer.text
    assert "IMG_1.jpg" in answer.text and "IMG_0.jpg" not in answer.text
    assert 'value="nadia@example.net"' in answer.text
    assert "IMG_1.jpg" in client.get(PATH).text
    assert send(client, answer.text, filled()).status_code == 303
    first, second = sorted(sent(database))
    assert len(first) == len(second) == 1 and first != second
    with database.read(EVERYONE) as session:
        assert len(session.scalars(select(Photo)).all()) == 2


def test_other_words_are_not_lost(client: FlaskClient, tab: str, database: Database) -> None:
    answer = again(client, tab, story="And then the duck wrote back.")
    assert answer.status_code == 409 and SAID in answer.text
    assert "And then the duck wrote back." in answer.text
    assert len(sent(database)) == 1


def test_what_is_no_photo_is_said_so(client: FlaskClient, tab: str) -> None:
    answer = again(client, tab, photos.svg())
    assert answer.status_code == 409 and "This is a drawing (SVG)" in answer.text


def test_whoever_empties_the_form_adds_nothing(client: FlaskClient, tab: str) -> None:
    assert again(client, tab, SECOND, do="over").status_code == 303


def test_of_a_child_nothing_is_kept(client: FlaskClient, tab: str) -> None:
    answer = again(client, tab, SECOND, age="12", country="US")
    assert answer.status_code == 403
    assert "IMG_0.jpg" not in client.get(PATH).text
