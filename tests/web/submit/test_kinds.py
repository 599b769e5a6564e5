"""Other campaigns, other forms: questions without photos, stories with or without, their own uses."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support import photos
from tests.web.forms import files, send
from ugc.db import EVERYONE, Database
from ugc.definitions.apply import FILE, apply
from ugc.definitions.read import read_bundle
from ugc.models import Submission
from ugc.settings import ROOT

PHOTO = photos.jpeg((64, 48))


@pytest.fixture(autouse=True)
def campaigns(database: Database) -> None:
    """Three more of the shipped campaigns."""
    with database.write(EVERYONE) as session:
        for slug in ("gym-open-day", "delivered-stories", "ask-us"):
            apply(session, read_bundle(ROOT / "campaigns" / f"{slug}.toml"), FILE)


def answers(**more: Any) -> dict[str, Any]:
    who = {"name": "Sol", "email": "sol@example.net", "credit": "name", "age": "16", "people": "no"}
    return {**who, **more}


def sent(client: FlaskClient, slug: str, **fields: Any) -> tuple[int, str]:
    path = f"/c/{slug}/submit"
    answer = send(client, client.get(path).text, answers(**fields), path)
    return answer.status_code, answer.text


def only(database: Database) -> Submission:
    with database.read(EVERYONE) as session:
        return session.scalars(select(Submission)).one()


def test_a_question_needs_neither_photo_nor_permission(client: FlaskClient, database: Database) -> None:
    status, _ = sent(client, "ask-us", story="Why does my backup run twice?", own_about="Backups")
    assert status == 303
    asked = only(database)
    assert (asked.kind, asked.state, asked.answers) == ("question", "ready", {"about": "Backups"})
    assert {consent.state for consent in _consents(database, asked)} == {"refused"}


def test_a_question_form_asks_for_no_photos_and_no_guardian(client: FlaskClient) -> None:
    page = client.get("/c/ask-us/submit").text
    assert 'name="photos"' not in page
    assert 'name="child"' not in page
    assert "tus.min.js" not in page
    assert "Keep my question and the answer on this page for others" in page


def test_an_empty_question_is_none(client: FlaskClient) -> None:
    status, page = sent(client, "ask-us")
    assert status == 422
    assert "Please write" in page


def test_where_photos_and_questions_are_welcome_either_will_do(
    client: FlaskClient, database: Database
) -> None:
    assert sent(client, "gym-open-day", story="Is there a lift to the studio?")[0] == 303
    assert only(database).kind == "question"


def test_where_photos_and_questions_are_welcome_a_photo_makes_it_one(
    client: FlaskClient, database: Database
) -> None:
    photo = {"photos": files(PHOTO), "child": "no", "use_print": "y", "own_room": "The spin room"}
    assert sent(client, "gym-open-day", **photo)[0] == 303
    made = only(database)
    assert (made.kind, made.state, made.story) == ("photo", "received", "")


def test_neither_photo_nor_words_is_nothing(client: FlaskClient) -> None:
    status, page = sent(client, "gym-open-day")
    assert status == 422
    assert "Please write your question." in page


def test_a_story_may_come_without_a_photo(client: FlaskClient, database: Database) -> None:
    told = {"story": "It was an accordion.", "use_gallery": "y", "own_tell_the_driver": "y"}
    assert sent(client, "delivered-stories", **told)[0] == 303
    made = only(database)
    assert (made.kind, made.state, made.answers) == ("story", "ready", {"tell_the_driver": True})


def test_a_story_may_come_with_photos(client: FlaskClient, database: Database) -> None:
    told = {"story": "It was an accordion.", "use_gallery": "y", "child": "no", "photos": files(PHOTO)}
    assert sent(client, "delivered-stories", **told)[0] == 303
    assert (only(database).kind, only(database).state) == ("story", "received")


def test_a_story_nobody_may_show_is_asked_about(client: FlaskClient) -> None:
    status, page = sent(client, "delivered-stories", story="It was an accordion.")
    assert status == 422
    assert "Please tick at least one use" in page


def test_an_answer_that_was_not_offered_is_refused(client: FlaskClient) -> None:
    status, page = sent(client, "ask-us", story="Why?", own_about="Rockets")
    assert status == 422
    assert "Rockets" in page or "not a valid choice" in page.lower()


def _consents(database: Database, row: Submission) -> list[Any]:
    with database.read(EVERYONE) as session:
        return list(session.get_one(Submission, row.id).consents)
