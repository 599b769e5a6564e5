"""The start page: what waits in every brand of the person, and how campaigns stand."""

from flask import Flask

from tests.support.people import World, submission
from tests.web.staff import signed_in
from ugc.db import EVERYONE, Database
from ugc.models import Member, Report


def test_it_says_how_much_waits_and_leads_there(app: Flask, database: Database, running: World) -> None:
    with database.write(EVERYONE) as session:
        for _ in range(2):
            submission(session, running, state="ready")
    page = signed_in(app, running.moderator).get("/staff/").text
    assert 'href="/staff/queue?brand=pip-and-moss"' in page
    assert "Little Wearers" in page
    assert "to look at" in page
    assert "100%" in page


def test_what_is_reported_waits_there_too(app: Flask, database: Database, running: World) -> None:
    with database.write(EVERYONE) as session:
        about = submission(session, running, state="approved")
        row = Report(
            brand_id=about.brand_id, submission_id=about.id, reason="child", words="", name="", email=""
        )
        row.url, row.language, row.origin, row.state = "", "en", "x", "open"
        session.add(row)
    page = signed_in(app, running.moderator).get("/staff/").text
    assert 'href="/staff/reports?brand=pip-and-moss"' in page.partition("<main")[2]
    assert "to look at again" in page and "Nothing waits here." not in page


def test_somebody_in_two_brands_sees_both(app: Flask, database: Database, running: World) -> None:
    with database.write(EVERYONE) as session:
        row = Member(brand_id=running.other_brand.id, account_id=running.moderator.account_id, role="viewer")
        row.may_speak = False
        session.add(row)
    page = signed_in(app, running.moderator).get("/staff/").text
    assert "Elsewhere" in page
    assert "Pip-And-Moss" in page
    assert "Nothing waits here." in page


def test_campaigns_of_the_brand_that_was_asked_for(app: Flask, database: Database, running: World) -> None:
    client = signed_in(app, running.moderator)
    assert "Little Wearers" in client.get("/staff/campaigns?brand=pip-and-moss").text
    assert client.get("/staff/campaigns?brand=elsewhere").status_code == 404
    assert client.get("/staff/campaigns?brand=nobody").status_code == 404
