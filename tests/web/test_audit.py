"""The audit page: who did what, narrowed by person, kind and day, and as CSV no spreadsheet runs."""

import csv
from io import StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.clock import Clock
from tests.support.people import World, member, submission
from tests.web.staff import signed_in
from ugc.db import EVERYONE, Database
from ugc.definitions import load
from ugc.moderate.decide import decide
from ugc.team.audit import PAGE

EVIL = '=HYPERLINK("http://evil.example","click")'


@pytest.fixture
def desk(app: Flask, database: Database, running: World) -> FlaskClient:
    with database.write(EVERYONE) as session:
        return signed_in(app, _flushed(session, member(session, running.brand, "Max", "manager")))


def _flushed(session, row):  # type: ignore[no-untyped-def]
    session.commit()
    return row


@pytest.fixture
def decided(database: Database, running: World) -> str:
    with database.write(EVERYONE) as session:
        row = submission(session, running, state="ready")
        decide(session, row, "decline", EVIL, running.moderator, "ready", load(row.campaign.revision))
        return row.id


def test_it_says_who_did_what_and_why(desk: FlaskClient, decided: str, running: World) -> None:
    page = desk.get("/staff/audit").text
    assert f"Mo ({running.moderator.account.email})" in page
    assert f"/staff/queue/{decided}" in page
    assert "declined" in page


def test_it_narrows_by_person_kind_row_and_day(
    desk: FlaskClient, decided: str, running: World, clock: Clock
) -> None:
    mo, mia = (f"member:{one.account_id}" for one in (running.moderator, running.second_moderator))
    day = f"{clock():%Y-%m-%d}"
    for query in (f"who={mo}", "about=submission", f"since={day}&until={day}", f"id={decided}"):
        assert "declined" in desk.get(f"/staff/audit?{query}").text, query
    for query in (f"who={mia}", "about=mail", "until=2020-01-01", "since=2099-01-01", "id=nothing"):
        assert "declined" not in desk.get(f"/staff/audit?{query}").text, query
    assert desk.get("/staff/audit?since=nonsense&before=x").status_code == 200


def test_a_long_log_is_paged(desk: FlaskClient, database: Database, running: World) -> None:
    with database.write(EVERYONE) as session:
        for _ in range(PAGE // 2 + 5):
            submission(session, running, state="ready")
    first = desk.get("/staff/audit?about=submission").text
    assert first.count("<tr>") == PAGE + 1
    assert 'rel="next"' in first
    before = first.partition("before=")[2].partition('"')[0]
    assert desk.get(f"/staff/audit?about=submission&before={before}").text.count("<tr>") == 11


def test_the_csv_has_every_line_and_no_formula(desk: FlaskClient, decided: str) -> None:
    answer = desk.get("/staff/audit.csv?about=submission")
    lines = list(csv.DictReader(StringIO(answer.text)))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert (lines[0]["before"], lines[0]["after"]) == ("ready", "declined")
    assert lines[0]["why"] == f"'{EVIL}"
    assert "audit.csv?about=submission" in desk.get("/staff/audit").text
    assert not [cell for line in lines for cell in line.values() if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("query", [f"before={'9' * 25}", f"before={'9' * 5000}", "until=9999-12-31"])
def test_numbers_and_days_beyond_all_lines_are_no_mistake_of_ours(
    desk: FlaskClient, decided: str, query: str
) -> None:
    assert "=HYPERLINK" in desk.get(f"/staff/audit?{query}").text


def test_another_brands_log_is_not_there(app: Flask, decided: str, running: World) -> None:
    theirs = signed_in(app, running.outsider)
    assert "declined" not in theirs.get("/staff/audit").text
    assert theirs.get("/staff/audit?brand=pip-and-moss").status_code == 404
    assert theirs.get("/staff/audit.csv?brand=pip-and-moss").status_code == 404
