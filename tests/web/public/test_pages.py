"""What visitors see: only what is publishable, with its credit, in their language."""

import json
import re

import pytest
from flask.testing import FlaskClient

from tests.support.people import World, submission
from tests.support.reshares import approved
from ugc.consent.withdraw import withdraw_use
from ugc.converse import make_public, say
from ugc.db import EVERYONE, Database
from ugc.lifecycle import ENGINE, begin
from ugc.models import Campaign, Submission, Thread
from ugc.wiring import Services


@pytest.fixture
def photo(database: Database, running: World, services: Services) -> Submission:
    """An approved submission with two photos."""
    with database.write(EVERYONE) as session:
        return approved(session, running, services.store, photos=2)


@pytest.fixture
def question(database: Database, running: World) -> Submission:
    """A question somebody answered in public."""
    with database.write(EVERYONE) as session:
        asked = submission(session, running, state="approved", kind="question")
        asked.story = "Do the boots come in size 24?"
        thread = Thread(brand_id=asked.brand_id, customer_id=asked.customer_id, submission_id=asked.id)
        begin(session, thread, ENGINE)
        answer = say(session, thread, "They do, from Monday on.", running.spokesperson, [])
        make_public(session, thread, answer, running.spokesperson)
        return asked


def pictures(html: str) -> list[str]:
    return re.findall(r"/media/[^\s\"]+", html)


def test_the_front_page_leads_to_open_campaigns(client: FlaskClient, photo: Submission) -> None:
    html = client.get("/").text
    assert 'href="/c/little-wearers"' in html
    assert "Little Wearers" in html


def test_a_brands_page_shows_its_own_campaigns(client: FlaskClient, running: World) -> None:
    assert 'href="/c/little-wearers"' in client.get("/b/pip-and-moss").text
    assert 'href="/c/little-wearers"' not in client.get("/b/elsewhere").text
    assert client.get("/b/nobody").status_code == 404


def test_a_campaign_invites(client: FlaskClient, photo: Submission) -> None:
    html = client.get("/c/little-wearers").text
    assert "/c/little-wearers/submit" in html
    assert f"/s/{photo.id}" in html


def test_a_campaign_speaks_spanish_to_those_who_do(client: FlaskClient, running: World) -> None:
    html = client.get("/c/little-wearers", headers={"Accept-Language": "es"}).text
    assert '<html lang="es"' in html
    assert client.get("/c/little-wearers?language=en", headers={"Accept-Language": "es"}).text != html


def test_a_campaign_speaks_its_own_language_to_everybody_else(client: FlaskClient, running: World) -> None:
    assert '<html lang="en"' in client.get("/c/little-wearers", headers={"Accept-Language": "ja"}).text


def test_a_closed_campaign_takes_nothing_and_says_so(
    client: FlaskClient, database: Database, running: World
) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Campaign, running.campaign.id).closed_at = session.now()
    html = client.get("/c/little-wearers").text
    assert "takes no new submissions" in html
    assert "/submit" not in html


def test_a_hidden_campaign_is_nowhere(client: FlaskClient, database: Database, photo: Submission) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Campaign, photo.campaign_id).hidden_at = session.now()
    addresses = ["/c/little-wearers", "/c/little-wearers/gallery", f"/s/{photo.id}"]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    assert "little-wearers" not in client.get("/").text


def test_the_gallery_shows_photos_with_credit_and_alt_text(client: FlaskClient, photo: Submission) -> None:
    html = client.get("/c/little-wearers/gallery").text
    assert "Carla" in html
    assert 'alt="Ducks, 1"' in html
    assert re.search(r'width="320" height="240"', html)


def test_pictures_are_served_while_they_are_public_and_no_longer(
    client: FlaskClient, database: Database, photo: Submission
) -> None:
    address = pictures(client.get("/c/little-wearers/gallery").text)[0]
    with client.get(address) as answer:
        assert answer.status_code == 200
        assert answer.mimetype == "image/jpeg"
        assert "private" in answer.headers["Cache-Control"]
    with database.write(EVERYONE) as session:
        withdraw_use(session, session.get_one(Submission, photo.id), "gallery")
    assert client.get(address).status_code == 404
    assert client.get(f"/s/{photo.id}").status_code == 404
    assert f"/s/{photo.id}" not in client.get("/c/little-wearers/gallery").text
    assert photo.id not in client.get("/c/little-wearers/gallery/feed.json").text


def test_an_empty_gallery_invites(client: FlaskClient, running: World) -> None:
    assert "The first one could be yours" in client.get("/c/little-wearers/gallery").text


def test_a_question_stands_with_its_answer_and_who_gave_it(client: FlaskClient, question: Submission) -> None:
    assert "Answered by Sam" in client.get("/c/little-wearers/gallery").text
    html = client.get(f"/s/{question.id}").text
    assert "They do, from Monday on." in html
    facts = json.loads(re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', html)[0])
    assert facts["mainEntity"]["acceptedAnswer"]["text"] == "They do, from Monday on."


def test_a_photos_page_describes_its_credit_to_machines(client: FlaskClient, photo: Submission) -> None:
    html = client.get(f"/s/{photo.id}").text
    facts = json.loads(re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', html)[0])
    assert {image["creditText"] for image in facts["image"]} == {"Carla"}
    assert facts["image"][0]["acquireLicensePage"].endswith("/c/little-wearers/rules")


def test_a_story_cannot_break_out_of_the_page(
    client: FlaskClient, database: Database, photo: Submission
) -> None:
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, photo.id)
        row.story, row.credit = "</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>'
    for address in (f"/s/{photo.id}", "/c/little-wearers/gallery", "/c/little-wearers/gallery/feed.xml"):
        html = client.get(address).text
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_feeds_name_the_author(client: FlaskClient, photo: Submission) -> None:
    feed = client.get("/c/little-wearers/gallery/feed.json")
    assert feed.mimetype == "application/feed+json"
    assert feed.json and feed.json["items"][0]["authors"] == [{"name": "Carla"}]
    atom = client.get("/c/little-wearers/gallery/feed.xml")
    assert "<author><name>Carla</name></author>" in atom.text


def test_the_rules_are_the_terms_as_they_stand(client: FlaskClient, running: World) -> None:
    assert "Be kind." in client.get("/c/little-wearers/rules").text


def test_older_pages_have_addresses_of_their_own(
    client: FlaskClient, database: Database, running: World
) -> None:
    with database.write(EVERYONE) as session:
        for _ in range(30):
            submission(session, running, state="approved")
    first = client.get("/c/little-wearers/gallery").text
    (older,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = client.get(older).text
    shown = [set(re.findall(r"/s/(\w+)", html)) for html in (first, second)]
    assert (len(shown[0]), len(shown[1])) == (24, 6)
    assert not shown[0] & shown[1]
