"""The form without a script: it sends, and whatever goes wrong, nothing typed or uploaded is lost."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.support import photos
from tests.support.clock import Clock
from tests.support.people import World
from tests.web.forms import PATH, files, filled, hidden, send
from ugc.collect import quota
from ugc.db import EVERYONE, Database
from ugc.models import Campaign, Consent, Photo, Submission, Terms, Upload
from ugc.wiring import Services

SAFE = "Everything you wrote is still here"


@pytest.fixture
def page(client: FlaskClient, running: World) -> str:
    """The empty form."""
    return client.get(PATH).text


def submissions(database: Database) -> list[Submission]:
    with database.read(EVERYONE) as session:
        return list(session.scalars(select(Submission)))


def test_a_photo_and_its_story_arrive(client: FlaskClient, page: str, database: Database) -> None:
    answer = send(client, page, filled(photos=files(photos.jpeg())))
    assert (answer.status_code, answer.location) == (303, "/c/little-wearers/sent")
    (submission,) = submissions(database)
    assert (submission.kind, submission.credit, submission.answers) == (
        "photo",
        "Nadia",
        {"piece": "the yellow coat"},
    )
    thanks = client.get(answer.location).text
    assert "Thank you, Nadia." in thanks
    assert "/my/" in thanks


def test_no_box_is_ticked_and_the_terms_are_shown_in_full(page: str, running: World) -> None:
    boxes = re.findall(r'<input[^>]*id="use_[^>]*>', page)
    assert len(boxes) == 6
    assert not [box for box in boxes if "checked" in box]
    assert "Be kind." in page
    assert hidden(page)["terms"] == running.terms.sha256


def test_what_was_agreed_to_is_pinned_to_the_terms_that_were_shown(
    client: FlaskClient, page: str, database: Database, running: World
) -> None:
    send(client, page, filled(photos=files(photos.jpeg())))
    with database.read(EVERYONE) as session:
        rows = session.scalars(select(Consent)).all()
    assert {row.use: row.state for row in rows} == {
        "gallery": "given", "reshare-mastodon": "given", "reshare-instagram": "refused",
        "ads": "refused", "print": "refused", "mail": "refused",
    }  # fmt: skip
    assert {row.terms_id for row in rows} == {running.terms.id}
    assert all(row.statement in page.replace("&#39;", "'") or row.statement for row in rows)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"story": ""}, "Please write a line or two"),
        ({"name": " "}, "Please tell us your name"),
        ({"email": "nadia"}, "This does not look like an email address"),
        ({"email": ""}, "Please tell us your email address"),
        ({"story": "x" * 1201}, "longer than 1200 characters"),
        ({"name": "x" * 121}, "longer than 120 characters"),
        ({"own_piece": "x" * 201}, "longer than 200 characters"),
        ({"credit": "handle"}, "Please write your handle"),
        ({"child": None}, "Please tell us whether a photo shows a child"),
        ({"child": "guardian"}, "Please type your name; it stands for your agreement"),
        ({"child": "other"}, "Please tell us where we can ask them"),
        ({"people": None}, "Please tell us whether anybody else can be recognised"),
        ({"people": "named"}, "Please tell us who it is and where we can ask them"),
        ({"people": "named", "person_0_name": "Ben"}, "Please tell us who it is"),
        ({"people": "named", "person_0_name": "Ben", "person_0_email": "ben"}, "does not look like an email"),
        ({"age": None}, "Please tell us how old you are"),
        ({"age": "13"}, "Please tell us where you live"),
        ({"age": "13", "country": "ES"}, "Please tell us where we can ask them"),
        ({"use_gallery": None, "use_reshare-mastodon": None}, "Please tick at least one use"),
        ({"website": "https://pills.example"}, "a field that people don&#39;t see"),
    ],
)
def test_a_mistake_loses_nothing(
    client: FlaskClient, page: str, database: Database, change: dict[str, str], sentence: str
) -> None:
    typed = filled(photos=files(photos.jpeg()), **change)
    again = send(client, page, typed)
    assert again.status_code == 422
    assert sentence in again.text
    assert SAFE in again.text
    assert submissions(database) == []
    for name in ("story", "name", "email", "own_piece"):
        assert str(typed[name]).strip() in again.text
    assert "IMG_0.jpg" in again.text
    mended = send(
        client, again.text, filled(guardian_name="Nadia R.", guardian_email="g@example.net", handle="n")
    )
    assert mended.status_code == 303
    with database.read(EVERYONE) as session:
        assert session.scalar(select(func.count()).select_from(Photo)) == 1


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"", "This file is empty"),
        (photos.text_named_jpg(), "This file is not a photo"),
        (photos.svg(), "This is a drawing (SVG)"),
        (photos.tiff(), "This is a TIFF file"),
        (photos.bomb(), "more than 50 megapixels"),
        (b"\xff\xd8\xff" + bytes(26 * 2**20), "larger than 25 MB"),
    ],
)
def test_a_bad_file_gets_a_sentence_and_the_good_ones_stay(
    client: FlaskClient, page: str, database: Database, file: bytes, sentence: str
) -> None:
    again = send(client, page, filled(photos=files(photos.jpeg(), file)))
    assert again.status_code == 422
    assert sentence in again.text
    assert "What you wrote and your other photos are still here." in again.text
    assert submissions(database) == []
    assert send(client, again.text, filled()).status_code == 303
    with database.read(EVERYONE) as session:
        assert session.scalars(select(Photo.filename)).all() == ["IMG_0.jpg"]


def test_a_photo_is_missing(client: FlaskClient, page: str) -> None:
    again = send(client, page, filled())
    assert again.status_code == 422
    assert "Please add a photo" in again.text


def test_too_many_photos(client: FlaskClient, page: str) -> None:
    again = send(client, page, filled(photos=files(*(photos.jpeg((64, 48), n) for n in range(7)))))
    assert again.status_code == 422
    assert "6 photos go with one form" in again.text
    assert again.text.count('data-photo="') == 6


def test_photos_can_be_described_ordered_and_left_out_before_sending(
    client: FlaskClient, page: str, database: Database
) -> None:
    added = send(client, page, filled(do="add", photos=files(*(photos.jpeg((64, 48), n) for n in range(3)))))
    assert added.status_code == 200
    assert submissions(database) == []
    first, second, third = hidden(added.text)["order"]
    choice = {f"{first}-alt": "A duck", f"{second}-remove": "y", "order": [third, first, second]}
    assert send(client, added.text, filled(**choice)).status_code == 303
    with database.read(EVERYONE) as session:
        sent = session.execute(select(Photo.filename, Photo.alt).order_by(Photo.position)).all()
    assert [tuple(row) for row in sent] == [("IMG_2.jpg", ""), ("IMG_0.jpg", "A duck")]


def test_the_photos_come_back_with_the_form(client: FlaskClient, app: Flask, page: str) -> None:
    added = send(client, page, filled(do="add", photos=files(photos.jpeg((64, 48)))))
    again = client.get(PATH).text
    (upload_id,) = [hidden(again)["order"]]
    assert "IMG_0.jpg" in again
    shown = client.get(f"/c/little-wearers/uploads/{upload_id}")
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert shown.data == photos.jpeg((64, 48))
    stranger = app.test_client()
    assert stranger.get(f"/c/little-wearers/uploads/{upload_id}").status_code == 404
    assert "IMG_0.jpg" not in stranger.get(PATH).text
    assert added.status_code == 200


@pytest.mark.parametrize(
    ("answers", "credit"),
    [
        ({"credit": "name"}, "Nadia"),
        ({"credit": "handle", "handle": "@nadia@mastodon.social"}, "@nadia@mastodon.social"),
        ({"credit": "handle", "handle": "nadia"}, "@nadia"),
        ({"credit": "anonymous"}, "Anonymous"),
    ],
)
def test_the_credit_is_the_customers_own_choice(
    client: FlaskClient, page: str, database: Database, answers: dict[str, str], credit: str
) -> None:
    send(client, page, filled(photos=files(photos.jpeg((64, 48))), **answers))
    assert submissions(database)[0].credit == credit


def test_a_guardian_elsewhere_is_asked(client: FlaskClient, page: str, database: Database) -> None:
    elsewhere = {"child": "other", "guardian_email": "grandad@example.net"}
    answer = send(client, page, filled(photos=files(photos.jpeg((64, 48))), **elsewhere))
    with database.read(EVERYONE) as session:
        asked = session.scalars(select(Consent).where(Consent.party == "guardian")).all()
    assert {consent.state for consent in asked} == {"requested"}
    assert "The parent or guardian is asked" in client.get(answer.location).text


def test_the_same_click_twice_is_one_submission_and_one_answer(
    app: Flask, client: FlaskClient, page: str, database: Database
) -> None:
    cookie = client.get_cookie("ugc-form")
    assert cookie

    def click(_: int) -> str | None:
        browser = app.test_client()
        browser.set_cookie("ugc-form", cookie.value)
        answer = send(browser, page, filled(photos=files(photos.jpeg((64, 48)))))
        return answer.location if answer.status_code == 303 else answer.text

    with ThreadPoolExecutor(2) as clicks:
        assert set(clicks.map(click, range(4))) == {"/c/little-wearers/sent"}
    assert len(submissions(database)) == 1
    with database.read(EVERYONE) as session:
        assert session.scalar(select(func.count()).select_from(Photo)) == 1


def test_sending_again_after_the_answer_leads_back_to_it(
    client: FlaskClient, page: str, database: Database
) -> None:
    send(client, page, filled(photos=files(photos.jpeg((64, 48)))))
    assert send(client, page, filled()).location == "/c/little-wearers/sent"
    assert len(submissions(database)) == 1


def test_the_next_form_is_a_new_one(client: FlaskClient, page: str, database: Database) -> None:
    send(client, page, filled(photos=files(photos.jpeg((64, 48)))))
    send(client, client.get(PATH).text, filled(photos=files(photos.jpeg((64, 48), 2))))
    first, second = submissions(database)
    assert first.customer_id != second.customer_id


def test_new_terms_are_asked_about_anew(
    client: FlaskClient, page: str, database: Database, running: World, clock: Clock
) -> None:
    clock.advance(minutes=1)
    with database.write(EVERYONE) as session:
        newer = Terms(brand_id=running.brand.id, campaign_id=running.campaign.id, language="en")
        newer.sha256, newer.text = "2" * 64, "Be very kind."
        session.add(newer)
    again = send(client, page, filled(photos=files(photos.jpeg((64, 48)))))
    assert again.status_code == 409
    assert "The terms changed while you were writing" in again.text
    assert "Be very kind." in again.text
    assert "She posted a letter" in again.text
    assert not re.findall(r'<input[^>]*checked[^>]*id="use_', again.text)
    assert submissions(database) == []
    assert send(client, again.text, filled()).status_code == 303
    with database.read(EVERYONE) as session:
        assert {row.terms_id for row in session.scalars(select(Consent))} == {newer.id}


def test_a_form_whose_draft_is_gone_keeps_what_was_typed(
    client: FlaskClient, page: str, database: Database
) -> None:
    with client.session_transaction() as cookie:
        cookie.pop("drafts")
    again = send(client, page, filled(photos=files(photos.jpeg((64, 48)))))
    assert again.status_code == 409
    assert "we lost sight of its photos" in again.text
    assert "She posted a letter" in again.text
    assert send(client, again.text, filled()).status_code == 303
    assert len(submissions(database)) == 1


def test_a_form_whose_cookie_is_gone_keeps_what_was_typed(
    client: FlaskClient, page: str, database: Database
) -> None:
    client.delete_cookie("ugc-form")
    again = send(client, page, filled(photos=files(photos.jpeg((64, 48)))))
    assert again.status_code == 400
    assert "could not tell whether it was still you" in again.text
    assert "She posted a letter" in again.text
    assert "IMG_0.jpg" in again.text
    assert submissions(database) == []
    assert send(client, again.text, filled()).status_code == 303


def test_a_form_on_another_site_gets_nothing(client: FlaskClient, running: World, database: Database) -> None:
    answer = client.post(PATH, data=filled(), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    assert "She posted a letter" not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_a_closed_campaign_takes_nothing_and_gives_the_words_back(
    client: FlaskClient, page: str, database: Database, running: World, clock: Clock
) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Campaign, running.campaign.id).closes_at = clock() + timedelta(minutes=1)
    clock.advance(minutes=2)
    answer = send(client, page, filled(photos=files(photos.jpeg((64, 48)))))
    assert answer.status_code == 410
    assert "This campaign has closed" in answer.text
    assert "She posted a letter to a duck." in answer.text
    assert client.get(PATH).status_code == 410
    assert submissions(database) == []


def test_a_flood_from_one_address_is_slowed_and_loses_nothing(
    client: FlaskClient, page: str, database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.write(EVERYONE) as session:
        for _ in range(quota.MOST["submit"]):
            quota.count(session, "submit", quota.network("127.0.0.1"))
    again = send(client, page, filled(photos=files(photos.jpeg((64, 48)))))
    assert again.status_code == 429
    assert "She posted a letter" in again.text
    clock.advance(minutes=11)
    assert send(client, again.text, filled()).status_code == 303


def test_control_characters_and_scripts_are_only_text(
    client: FlaskClient, page: str, database: Database
) -> None:
    nasty = "<script>alert(1)</script>\x00\x07 end"
    answer = send(client, page, filled(story=nasty, name=nasty, photos=files(photos.jpeg((64, 48)))))
    assert submissions(database)[0].story == "<script>alert(1)</script> end"
    assert "<script>alert" not in client.get(answer.location or "").text


def test_uploads_of_a_form_that_was_sent_are_photos_now(
    client: FlaskClient, page: str, database: Database, services: Services
) -> None:
    send(client, page, filled(photos=files(photos.jpeg((64, 48)))))
    with database.read(EVERYONE) as session:
        assert session.scalars(select(Upload)).all() == []
        key = session.scalars(select(Photo.original_key)).one()
    with services.store.open(key) as original:
        assert original.read() == photos.jpeg((64, 48))


def test_every_sentence_about_a_mistake_is_in_the_pages_language(
    client: FlaskClient, database: Database, running: World
) -> None:
    with database.write(EVERYONE) as session:
        spanish = Terms(brand_id=running.brand.id, campaign_id=running.campaign.id, language="es")
        spanish.sha256, spanish.text = "2" * 64, "Sé amable."
        session.add(spanish)
    page = client.get(f"{PATH}?language=es").text
    again = send(client, page, filled(email="nadia", own_passed_on="never")).text
    assert "Esto no parece una dirección de correo." in again
    assert "Opción inválida." in again  # WTForms' own
