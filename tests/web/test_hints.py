"""The queue's page with hints: what was found and how sure, what was not checked, and the filter."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.finds import a_find
from tests.support.hints import hint, screening
from tests.support.people import World, campaign, consent, submission
from tests.support.reshares import add_photo, channel
from tests.web.staff import signed_in
from ugc.db import EVERYONE, Database
from ugc.definitions import load
from ugc.models import Photo, Submission
from ugc.moderate.decide import decide
from ugc.wiring import Services

LINE = re.compile("<li>(.*?)</li>", re.DOTALL)


@pytest.fixture
def client(app: Flask, running: World) -> FlaskClient:
    return signed_in(app, running.moderator)


@pytest.fixture
def copied(database: Database, running: World, services: Services) -> str:
    """The id of one that is like another customer's, blurred, and not looked at for faces."""
    with database.write(EVERYONE) as session:
        earlier = submission(session, running, author=running.another_customer, state="approved")
        like = add_photo(session, services.store, earlier)
        row = submission(session, running, state="ready")
        photo = add_photo(session, services.store, row)
        screening(session, row)
        points = [{"id": like.id, "distance": 2, "mirrored": False}]
        hint(session, row, "duplicate", "found", photo, photos=points)
        hint(session, row, "blur", "found", photo, sharpness=9.5, enough=25.0)
        hint(session, row, "dark", "clear", photo)
        hint(session, row, "faces", "not_checked", photo, why="off")
        hint(session, row, "nudity", "not_checked", photo, why="off")
        hint(session, row, "violence", "not_checked", photo, why="none")
        return row.id


def test_what_was_found_is_shown_with_its_evidence(client: FlaskClient, copied: str) -> None:
    page = client.get(f"/staff/queue/{copied}").text
    assert "Copy of a photo" in page
    assert "80% sure" in page
    assert "by another customer" in page
    assert "Sharpness 9.5" in page
    assert page.count('src="/staff/media/') == 2  # its own, and the one it is like
    assert "Looked for and not found: 1 thing" in page


EVIDENCE = [
    ("small", {"edge": 320, "enough": 800}, "320 pixels along its longer edge; under 800 looks soft"),
    ("dark", {"brightness": 21.5, "enough": 40.0}, "Brightness 21.5 of 255; under 40 little is to be seen."),
    ("screenshot", {"signs": ["size", "flat"]}, "the size of a phone’s screen, large even areas"),
    ("nudity", {"score": 0.91}, "The model gives it 91 of 100"),
    ("contact", {"written": [{"text": "+34 600 100 200", "place": "story"}]}, "<q>+34 600 100 200</q>"),
]


@pytest.mark.parametrize(("kind", "evidence", "said"), EVIDENCE)
def test_each_finding_says_what_was_found_and_how_sure(
    client: FlaskClient, database: Database, running: World, kind: str, evidence: dict[str, object], said: str
) -> None:
    with database.write(EVERYONE) as session:
        row = submission(session, running, state="ready")
        hint(session, row, kind, "found", **evidence)
    page = " ".join(client.get(f"/staff/queue/{row.id}").text.split())
    assert said in page
    assert "80% sure" in page


def test_a_copy_says_where_it_was_seen_and_what_became_of_it(
    client: FlaskClient, database: Database, running: World, services: Services
) -> None:
    with database.write(EVERYONE) as session:
        elsewhere = submission(session, running, author=running.another_customer, state="ready")
        revision = elsewhere.campaign.revision
        definition = load(revision)
        elsewhere.campaign_id = campaign(session, running.brand, "autumn", revision.document).id
        decide(session, elsewhere, "decline", "Not yours.", running.moderator, "ready", definition)
        there = channel(session, running, "mastodon", "https://social.example")
        find = a_find(session, running, running.brand, there, "ducks", 5)
        row = submission(session, running, state="ready")
        points = []
        for other in (elsewhere, session.get_one(Submission, find.submission_id)):
            photo = add_photo(session, services.store, other)
            points.append({"id": photo.id, "distance": 3, "mirrored": other is elsewhere})
        hint(session, row, "duplicate", "found", add_photo(session, services.store, row), photos=points)
    page = client.get(f"/staff/queue/{row.id}").text
    assert "autumn · by another customer · mirrored" in page
    assert "declined" in re.findall('class="earlier".*?</a>', page, re.DOTALL)[0]
    assert "this campaign · by another customer · found on Mastodon" in page


def test_a_sealed_picture_is_not_shown_beside_its_copy(
    client: FlaskClient, database: Database, running: World, copied: str
) -> None:
    with database.write(EVERYONE) as session:
        other = next(one for one in session.query(Photo) if one.submission_id != copied).submission_id
        session.add(consent(running, session.get_one(Submission, other), "gallery", "requested", "depicted"))
    page = client.get(f"/staff/queue/{copied}").text
    assert "by another customer" in page
    assert page.count('src="/staff/media/') == 1  # its own


def test_what_was_written_is_shown_as_text_with_where_it_stands(
    client: FlaskClient, database: Database, running: World
) -> None:
    with database.write(EVERYONE) as session:
        earlier = submission(session, running, author=running.another_customer, state="ready")
        earlier.story = "Three <ducks> followed us"
        row = submission(session, running, state="ready")
        hint(session, row, "words", "found", written=[{"text": "<sh1t>", "place": "answers"}])
        hint(session, row, "language", "found", language="es", asked="en")
        hint(session, row, "name", "found", name="P1p & Moss", brand="Pip & Moss")
        hint(session, row, "copied", "found", submissions=[{"id": earlier.id, "alike": 0.9}])
    page = client.get(f"/staff/queue/{row.id}").text
    assert "<q>&lt;sh1t&gt;</q>" in page
    assert "in an answer" in page
    assert "Written in Spanish, on a page in English." in page
    assert "“P1p &amp; Moss” reads like “Pip &amp; Moss”." in page
    assert "<q>Three &lt;ducks&gt; followed us</q>" in page


def test_what_was_not_checked_is_said_and_never_called_fine(client: FlaskClient, copied: str) -> None:
    page = client.get(f"/staff/queue/{copied}").text
    said = [unescape(" ".join(re.sub("<[^>]+>", "", line).split())) for line in LINE.findall(page)]
    assert "Nudity, faces: not checked – needs the screening extra" in said
    assert "Violence: not checked – no model is installed for it" in said
    assert "Looked for and not found: 1 thing" in page


def test_a_face_that_may_be_a_childs_points_to_the_guardian(
    client: FlaskClient, database: Database, running: World
) -> None:
    with database.write(EVERYONE) as session:
        rows = [submission(session, running, state="ready", kind="photo") for _ in range(3)]
        for row, young in zip(rows, (0.88, 0.02, None), strict=True):
            hint(session, row, "faces", "found", count=2, child="no", young=young)
    pages = [client.get(f"/staff/queue/{row.id}").text for row in rows]
    assert "One may be a child’s (88%)." in pages[0]
    assert "so that a guardian can be asked" in pages[0]
    assert "may be a child’s" not in pages[1] + pages[2]
    assert "was not checked" not in pages[0] + pages[1]
    assert "Whether a child’s is among them was not checked." in pages[2]


def test_one_that_is_still_looked_at_can_be_decided(
    client: FlaskClient, database: Database, running: World
) -> None:
    with database.write(EVERYONE) as session:
        row = submission(session, running, state="ready")
        screening(session, row, "waiting")
    page = client.get(f"/staff/queue/{row.id}").text
    assert "The machine is still looking. You need not wait for it." in page
    assert 'value="approve"' in page


def test_the_queue_is_narrowed_to_a_hint_and_stays_so(
    client: FlaskClient, database: Database, running: World, copied: str
) -> None:
    with database.write(EVERYONE) as session:
        plain = submission(session, running, author=running.another_customer, state="ready")
    page = client.get("/staff/queue?hint=duplicate").text
    assert "waiting · Copy of a photo" in page
    assert f"/staff/queue/{copied}?hint=duplicate" in page
    assert plain.id not in page
    assert "No submission fits this filter" in client.get("/staff/queue?hint=nudity").text
