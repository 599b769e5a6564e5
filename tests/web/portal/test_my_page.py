"""My page: how it stands, where it is used, talking, taking back; and nobody else's business."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support import photos
from tests.support.clock import Clock
from tests.support.people import World, submission
from tests.web.forms import files, filled, hidden, send
from ugc.converse import say
from ugc.db import EVERYONE, Database
from ugc.lifecycle import Actor, begin, move
from ugc.models import Channel, Consent, Customer, Decision, Message, Reshare, Submission, Thread
from ugc.wiring import Services


def state(database: Database, row: Submission) -> str:
    with database.read(EVERYONE) as session:
        return session.get_one(Submission, row.id).state


def reshare(database: Database, row: Submission, where: str) -> Reshare:
    with database.write(EVERYONE) as session:
        channel = Channel(brand_id=row.brand_id, network="mastodon", name="@pipandmoss@mastodon.example")
        channel.base_url, channel.secret = "https://mastodon.example", ""
        session.add(channel)
        session.flush()
        made = Reshare(brand_id=row.brand_id, customer_id=row.customer_id, submission_id=row.id)
        made.channel_id, made.caption, made.photo_ids, made.due_at = channel.id, "Carla", [], session.now()
        begin(session, made, Actor("member"))
        for step in {"scheduled": ["scheduled"], "sent": ["scheduled", "sent"]}[where]:
            move(session, made, step, Actor("member"))
        made.permalink = "https://mastodon.example/@pipandmoss/1" if where == "sent" else None
        return made


def decided(
    database: Database, row: Submission, world: World, outcome: str, reason: str, wait: int = 0
) -> None:
    with database.write(EVERYONE) as session:
        decision = Decision(brand_id=row.brand_id, customer_id=row.customer_id, submission_id=row.id)
        decision.account_id, decision.outcome, decision.reason = world.moderator.account_id, outcome, reason
        decision.final_at = session.now() + timedelta(seconds=wait)
        session.add(decision)
        move(session, session.get_one(Submission, row.id), outcome, Actor("member"))


def test_it_shows_how_things_stand(
    client: FlaskClient, page: str, sent: Submission, services: Services
) -> None:
    html = client.get(page).text
    assert "We said yes, and people can see it" in html
    assert services.links.submission(sent) in html
    assert "You are credited as “Carla”." in html
    assert "You may use it for gallery" in html or "Show it in this campaign’s public gallery" in html
    assert "Be kind." in html


def test_nobody_keeps_or_finds_it(client: FlaskClient, page: str, sent: Submission) -> None:
    headers = client.get(page).headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in headers["X-Robots-Tag"]
    assert headers["Cache-Control"] == "no-store"


def test_a_bad_or_revoked_link_leads_nowhere(
    client: FlaskClient, page: str, sent: Submission, database: Database
) -> None:
    assert client.get(page[:-2]).status_code == 404
    with database.write(EVERYONE) as session:
        session.get_one(Customer, sent.customer_id).link_number += 1
    assert client.get(page).status_code == 404


def test_the_photos_are_seen_before_they_are_public(
    client: FlaskClient, page: str, sent: Submission, database: Database, running: World
) -> None:
    decided(database, sent, running, "held", "A second look.")
    key = sent.photos[0].renditions[0].key
    assert f"{page}/media/{key}" in client.get(page).text
    with client.get(f"{page}/media/{key}") as picture:
        assert (picture.status_code, picture.data, picture.mimetype) == (200, b"pic", "image/jpeg")
    assert client.get(f"{page}/media/{sent.photos[0].original_key}").status_code == 404


def test_another_customer_sees_and_does_nothing_here(
    client: FlaskClient, another_page: str, sent: Submission, database: Database
) -> None:
    html = client.get(another_page).text
    assert sent.story not in html
    assert sent.id not in html
    assert client.get(f"{another_page}/media/{sent.photos[0].renditions[0].key}").status_code == 404
    assert client.get(f"{another_page}/{sent.id}/mend").status_code == 404
    form = client.get("/c/little-wearers/submit").text
    for action in ("withdraw", "reply", "mend"):
        answer = send(
            client,
            form,
            {"use": "gallery", f"{sent.id}-body": "Mine now."},
            f"{another_page}/{sent.id}/{action}",
        )
        assert answer.status_code == 404
    assert state(database, sent) == "approved"
    with database.read(EVERYONE) as session:
        assert session.scalars(select(Message)).all() == []
        assert {one.state for one in session.scalars(select(Consent))} == {"given"}


def test_one_post_takes_one_use_back(
    client: FlaskClient, page: str, sent: Submission, database: Database
) -> None:
    answer = send(client, client.get(page).text, {"use": "gallery"}, f"{page}/{sent.id}/withdraw")
    assert (answer.status_code, answer.location) == (303, f"{page}#{sent.id}")
    html = client.get(page).text
    assert "taken back" in html
    assert "Done. It is no longer used for that." in html
    assert client.get(f"/s/{sent.id}").status_code == 404
    assert state(database, sent) == "approved"


def test_taking_one_use_back_reaches_what_was_posted(
    client: FlaskClient, page: str, sent: Submission, database: Database
) -> None:
    posted = reshare(database, sent, "sent")
    html = client.get(page).text
    assert 'href="https://mastodon.example/@pipandmoss/1"' in html
    send(client, html, {"use": "reshare"}, f"{page}/{sent.id}/withdraw")
    with database.read(EVERYONE) as session:
        assert session.get_one(Reshare, posted.id).state == "removing"
    assert "being deleted" in client.get(page).text


def test_everything_is_taken_back_with_one_post(
    client: FlaskClient, page: str, sent: Submission, database: Database
) -> None:
    planned = reshare(database, sent, "scheduled")
    send(client, client.get(page).text, {}, f"{page}/{sent.id}/withdraw")
    assert state(database, sent) == "withdrawn"
    with database.read(EVERYONE) as session:
        assert session.get_one(Reshare, planned.id).state == "cancelled"
        assert {one.state for one in session.scalars(select(Consent))} == {"withdrawn"}
    assert client.get("/c/little-wearers/gallery").text.count(sent.id) == 0
    assert "You have taken it back" in client.get(page).text


def test_a_get_takes_nothing_back(
    client: FlaskClient, page: str, sent: Submission, database: Database
) -> None:
    assert client.get(f"{page}/{sent.id}/withdraw?purpose=gallery").status_code == 405
    assert client.post(f"{page}/{sent.id}/withdraw", data={"use": "gallery"}).status_code == 400
    assert client.get(f"/s/{sent.id}").status_code == 200


def test_a_decision_is_told_with_its_reason_once_it_is_final(
    client: FlaskClient, page: str, database: Database, running: World, clock: Clock, services: Services
) -> None:
    with database.write(EVERYONE) as session:
        row = submission(session, running, state="ready")
    decided(database, row, running, "declined", "We don’t think this one came from us.", wait=30)
    assert "A person is going to look at it" in client.get(page).text
    clock.advance(seconds=31)
    html = client.get(page).text
    assert "We are not going to show it" in html
    assert "We don’t think this one came from us." in html
    assert "Mo, Pip-And-Moss" in html


def test_the_customer_writes_back(
    client: FlaskClient, page: str, sent: Submission, database: Database, running: World, clock: Clock
) -> None:
    with database.write(EVERYONE) as session:
        thread = session.scalars(select(Thread)).one()
        say(session, thread, "Which pond was it?", running.spokesperson, [])
    html = client.get(page).text
    assert "Which pond was it?" in html
    answer = send(client, html, {f"{sent.id}-body": "The one behind the mill."}, f"{page}/{sent.id}/reply")
    assert answer.status_code == 303
    assert "The one behind the mill." in client.get(page).text
    with database.read(EVERYONE) as session:
        thread = session.scalars(select(Thread)).one()
        assert (thread.state, thread.due_at) == ("ours", clock() + timedelta(hours=24))


@pytest.mark.parametrize(
    ("body", "sentence"), [("  ", "There is nothing written yet."), ("x" * 4001, "longer than 4000")]
)
def test_a_message_that_cannot_be_sent_is_not_lost(
    client: FlaskClient, page: str, sent: Submission, body: str, sentence: str
) -> None:
    answer = send(client, client.get(page).text, {f"{sent.id}-body": body}, f"{page}/{sent.id}/reply")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert body.strip() in answer.text


def test_a_draft_of_ours_is_not_shown(
    client: FlaskClient, page: str, sent: Submission, database: Database
) -> None:
    with database.write(EVERYONE) as session:
        thread = session.scalars(select(Thread)).one()
        theirs = {"brand_id": thread.brand_id, "customer_id": thread.customer_id}
        session.add(Message(**theirs, thread_id=thread.id, body="Not released yet."))
    assert "Not released yet." not in client.get(page).text


def test_another_form_from_here_is_the_same_customer(
    client: FlaskClient, page: str, sent: Submission, database: Database, running: World
) -> None:
    form = client.get(f"{page}/again/little-wearers", follow_redirects=True).text
    assert "You are writing as Carla" in form
    answers = filled(name=None, email=None, photos=files(photos.jpeg((64, 48))))
    assert send(client, form, answers).status_code == 303
    with database.read(EVERYONE) as session:
        assert {row.customer_id for row in session.scalars(select(Submission))} == {running.customer.id}
    stranger = client.get("/c/little-wearers/submit?as=somebody-else").text
    assert "You are writing as" not in stranger
    assert "name" in hidden(stranger) or 'name="email"' in stranger


def test_the_receipt_is_a_page_and_a_file_and_nobody_elses(
    client: FlaskClient, page: str, another_page: str, sent: Submission
) -> None:
    path = f"{page}/{sent.id}/receipt"
    assert f'href="{path}"' in client.get(page).text
    html = client.get(path).text
    assert "What you, Carla, agreed to" in html
    assert "Pip &amp; Moss Clothing Ltd" in html
    receipt = client.get(f"{path}.json").get_json()
    assert receipt["pii_processing"]["jurisdiction"] == "GB"
    assert receipt["pii_processing"]["withdrawal_method"].endswith(page)
    assert client.get(f"{another_page}/{sent.id}/receipt").status_code == 404
    assert client.get(f"{another_page}/{sent.id}/receipt.json").status_code == 404
