"""Finds at the desk."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.people import World
from tests.web.staff import signed_in, token
from ugc.collect.finds import PAGE
from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import ENGINE, begin
from ugc.models import Brand, Channel, Customer, Find, Search, Submission, new_id


def a_find(session: Session, world: World, brand: Brand, channel: Channel, caption: str, age: int) -> Find:
    """A post without pictures, found so many minutes after it was posted."""
    author = Customer(brand_id=brand.id, name="Ana <b>", email="", language="en")
    session.add(author)
    session.flush()
    ours = {"brand_id": brand.id, "customer_id": author.id, "campaign_id": world.campaign.id}
    row = Submission(**ours, revision_id=world.campaign.revision_id, kind="story", form_key=new_id())
    row.story, row.answers, row.credit, row.shows_child, row.language = caption, {}, "@ana", "no", "en"
    begin(session, row, ENGINE, state="found")
    find = Find(**ours, submission_id=row.id, channel_id=channel.id, network="mastodon", remote_id="1")
    find.uri = find.permalink = f"https://a.example/{row.id}"
    find.author_id = find.author_handle = "@ana@a.example"
    find.author_name, find.caption, find.media = "Ana <b>", caption, []
    find.posted_at = find.looked_at = session.now() - timedelta(minutes=age)
    begin(session, find, ENGINE)
    return find


@pytest.fixture
def channel(database: Database, running: World) -> Channel:
    with database.write(EVERYONE) as session:
        row = Channel(brand_id=running.brand.id, network="mastodon", name="mastodon", secret="")
        row.base_url = "https://a.example"
        session.add(row)
    return row


@pytest.fixture
def desk(app: Flask, running: World) -> FlaskClient:
    return signed_in(app, running.moderator)


def test_an_empty_desk_says_what_will_come(desk: FlaskClient) -> None:
    page = desk.get("/staff/finds").text
    assert "Nothing new was found" in page
    assert "Nowhere yet" in page


def test_finds_stand_with_where_they_are_from_page_after_page(
    desk: FlaskClient, database: Database, running: World, channel: Channel
) -> None:
    with database.write(EVERYONE) as session:
        for number in range(PAGE + 1):
            a_find(session, running, running.brand, channel, f"Day {number:02} of boots", number)
    first = desk.get("/staff/finds").text
    assert first.count('class="found"') == PAGE
    assert "Ana &lt;b&gt;" in first
    assert 'rel="noreferrer noopener"' in first
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert f"Day {PAGE:02} of boots" in desk.get(older).text
    assert desk.get("/staff/finds?state=asked").text.count('class="found"') == 0


def test_another_brands_finds_are_nobodys_here(
    app: Flask, database: Database, running: World, channel: Channel
) -> None:
    with database.write(EVERYONE) as session:
        theirs = a_find(session, running, running.brand, channel, "Not yours", 1)
    outsider = signed_in(app, running.outsider)
    assert "Not yours" not in outsider.get("/staff/finds").text
    assert outsider.get(f"/staff/finds?after={theirs.id}").status_code == 404
    assert outsider.get("/staff/finds?brand=pip-and-moss").status_code == 404


def test_listening_now_makes_every_search_due(
    desk: FlaskClient, database: Database, running: World, channel: Channel
) -> None:
    said = token(desk.get("/staff/finds").text)
    response = desk.post("/staff/finds/listen", data={"csrf_token": said}, follow_redirects=True)
    assert "Listening now" in response.text
    with database.read(EVERYONE) as session:
        search = session.query(Search).one()
        assert search.due_at == session.now()
