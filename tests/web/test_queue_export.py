"""The queue taken along: what the filter shows and no more, and no cell that a spreadsheet would run."""

import csv
import json
from io import StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.people import World, customer, submission
from tests.web.staff import signed_in
from ugc.db import EVERYONE, Database
from ugc.models import Event, Submission
from ugc.moderate import export
from ugc.web.tables import harmless

STORY = '=HYPERLINK("https://evil.example","Click")'


@pytest.fixture
def client(app: Flask, running: World, database: Database, clock: Clock) -> FlaskClient:
    with database.write(EVERYONE) as session:
        for name in ("Ada", "+Ben", "Cleo"):
            row = submission(session, running, author=customer(session, running.brand, name), state="ready")
            row.story = STORY
            clock.advance(seconds=1)
        kept = customer(session, running.brand, "Dora")
        submission(session, running, author=kept, state="ready").kind = "photo"
    return signed_in(app, running.moderator)


def test_every_line_of_the_filter_and_nothing_runs(
    client: FlaskClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "AT_ONCE", 2)
    answer = client.get("/staff/queue.csv?kind=story")
    assert answer.headers["Content-Disposition"] == "attachment; filename=pip-and-moss-queue.csv"
    head, *lines = csv.reader(StringIO(answer.text))
    assert tuple(head) == export.HEAD
    assert [line[6] for line in lines] == ["Ada", "'+Ben", "Cleo"]
    assert {line[8] for line in lines} == {"'" + STORY}
    rows = json.loads(client.get("/staff/queue.json?kind=story").text)
    assert [row["customer"] for row in rows] == ["Ada", "+Ben", "Cleo"]
    assert {row["story"] for row in rows} == {STORY}
    assert "@" not in str(rows)
    with database.read(EVERYONE) as session:
        reasons = list(session.scalars(select(Event.reason).where(Event.new == "exported")))
        assert reasons == ["queue.csv?kind=story", "queue.json?kind=story"]


def test_nothing_to_take_along(client: FlaskClient, database: Database) -> None:
    assert client.get("/staff/queue.json?state=held").json == []
    assert len(client.get("/staff/queue.csv?state=held").text.splitlines()) == 1
    with database.read(EVERYONE) as session:
        assert session.scalars(select(Submission)).all()


@given(st.text())
def test_no_cell_begins_like_a_formula(cell: str) -> None:
    assert harmless(cell).lstrip(" ")[:1] not in {*"=+-@\t\r\n＝＋－＠"}
    assert harmless(cell).endswith(cell)
