"""Finds at the desk."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.finds import a_find
from tests.support.people import World
from tests.web.staff import signed_in, token
from ugc.collect.finds import PAGE
from ugc.db import EVERYONE, Database
from ugc.definitions import load
from ugc.models import Campaign, Channel, Event, Find, Search


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
        assert session.query(Event).filter_by(new="listening").one().actor.startswith("member:")


def test_authors_are_asked_each_in_words_of_their_own(
    app: Flask, database: Database, running: World, channel: Channel
) -> None:
    with database.write(EVERYONE) as session:
        chosen = [a_find(session, running, running.brand, channel, f"Day {n}", n).id for n in range(3)]
    desk = signed_in(app, running.spokesperson)
    page = desk.get("/staff/finds/ask", query_string={"find": chosen[:2]}).text
    assert page.count("<textarea") == 2
    words = "Your boots in that puddle made our whole table laugh."
    form = {"csrf_token": token(page), "find": chosen[:2]}
    form |= {f"liked_{one}": words for one in chosen[:2]}
    response = desk.post("/staff/finds/ask", data=form)
    assert response.status_code == 422  # the second time the same words
    assert "very words" in response.text
    with database.read(EVERYONE) as session:
        assert sorted(find.state for find in session.query(Find)) == ["asked", "found", "found"]
    desk.post("/staff/finds/pass", data={"csrf_token": token(page), "find": chosen[2:]})
    with database.read(EVERYONE) as session:
        assert session.get_one(Find, chosen[2]).state == "passed"
    sent = desk.get("/staff/finds?state=asked").text
    assert "Sent and answered" in sent
    assert "waits its turn" in sent
    answer = {"csrf_token": token(sent), "words": "Who is <asking>?"}
    desk.post(f"/staff/finds/{chosen[0]}/answer", data=answer)
    table = desk.get("/staff/finds?state=asked").text.split("Sent and answered")[1]
    theirs = re.search(r'href="(/staff/inbox/\w+)"[^>]*>“Who is &lt;asking&gt;\?”', table)
    assert theirs
    assert "Who is &lt;asking&gt;?" in desk.get(theirs[1]).text


def test_what_has_no_author_has_a_list_of_its_own_and_a_text_to_send_by_hand(
    app: Flask, database: Database, running: World, channel: Channel
) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Channel, channel.id).network = "instagram-graph"
        nameless, _ = (
            a_find(session, running, running.brand, channel, f"Boots {name}", age)
            for age, name in enumerate("ab")
        )
        nameless.author_id = nameless.author_handle = ""
        nameless.author_name, nameless.network, nameless.reachable = (
            "Somebody on Instagram",
            "instagram",
            False,
        )
    desk = signed_in(app, running.spokesperson)
    listed = desk.get("/staff/finds?state=nameless").text
    assert ("Boots a" in listed, "Boots b" in listed) == (True, False)
    assert "Boots a" not in desk.get("/staff/finds").text
    page = desk.get("/staff/finds/ask", query_string={"find": [nameless.id]}).text
    assert "Instagram did not tell us." in page
    form = {"csrf_token": token(page), "find": nameless.id, f"private_{nameless.id}": "yes"}
    form |= {f"liked_{nameless.id}": "Your boots in that puddle made our whole table laugh."}
    response = desk.post("/staff/finds/ask", data=form | {f"handle_{nameless.id}": "no such <name>"})
    assert response.status_code == 422
    assert "as in @ana" in response.text
    sent = desk.post("/staff/finds/ask", data=form, follow_redirects=True).text
    assert "Hello! Your boots in that puddle" in sent
    assert "I have sent it" in sent
    assert nameless.permalink in sent


def test_finds_stand_with_their_campaigns_title_and_the_networks_own_name(
    desk: FlaskClient, database: Database, running: World, channel: Channel
) -> None:
    with database.write(EVERYONE) as session:
        a_find(session, running, running.brand, channel, "Boots", 1)
    page = desk.get("/staff/finds").text
    assert "on Mastodon" in page
    assert f"{title(database, running)} ·" in page


def title(database: Database, world: World) -> str:
    with database.read(EVERYONE) as session:
        return load(session.get_one(Campaign, world.campaign.id).revision).title


def test_who_may_not_speak_asks_nobody(
    app: Flask, database: Database, running: World, channel: Channel
) -> None:
    assert signed_in(app, running.moderator).get("/staff/finds/ask").status_code == 403
