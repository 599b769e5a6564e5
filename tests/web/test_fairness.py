"""The fairness page: the same figures in words and in a table, an empty state, and nobody's name."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.clock import Clock
from tests.support.people import World, submission
from tests.web.staff import signed_in
from ugc.db import EVERYONE, Database
from ugc.definitions import load
from ugc.models import Submission
from ugc.moderate.decide import decide


@pytest.fixture
def client(app: Flask, running: World) -> FlaskClient:
    return signed_in(app, running.spokesperson)


def test_nothing_to_measure(client: FlaskClient) -> None:
    assert "Nothing to measure yet" in client.get("/staff/fairness").text
    assert client.get("/staff/fairness?campaign=nowhere").status_code == 404


def test_figures_in_words_and_in_a_table(
    app: Flask, database: Database, running: World, clock: Clock
) -> None:
    with database.write(EVERYONE) as session:
        made = [submission(session, running, state="ready").id for _ in range(3)]
    clock.advance(days=8)
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, made[0])
        definition = load(row.campaign.revision)
        decide(session, row, "decline", "An advert, sorry.", running.moderator, "ready", definition)
    page = signed_in(app, running.spokesperson).get("/staff/fairness?days=7").text
    assert "2 submissions wait for a decision, 2 of them for more than a week." in page
    assert "within 8 days, nine of ten within 8 days" in page
    assert '<td class="number">2</td>' in page
    assert "in the moderator’s own words" in page
    assert running.moderator.account.name + "<" not in page.partition('class="self"')[0]
