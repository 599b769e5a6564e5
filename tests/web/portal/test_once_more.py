"""Whoever was asked and said nothing is asked once more, by a new letter; a no stays a no."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.support.clock import Clock
from tests.support.people import World
from tests.web.forms import send
from tests.web.portal.concerned import DANA, Letters, called, came_back, people, says, sealed
from ugc.collect.agreements import ONCE_MORE
from ugc.collect.others import ask_once_more
from ugc.consent.withdraw import withdraw
from ugc.db import EVERYONE, Database
from ugc.lifecycle import Actor, Conflict, move
from ugc.models import Consent, Decision, Event, Submission

Again = Callable[..., TestResponse]


@pytest.fixture
def again(client: FlaskClient, page: str, waiting: Submission) -> Again:
    """Asks somebody once more from my page."""

    def again(one: Consent, **fields: str) -> TestResponse:
        named = {f"{one.person}-{name}": value for name, value in fields.items()}
        form = re.sub(r'name="person"', "", client.get(page).text)
        return send(client, form, {"person": one.person, **named}, f"{page}/{waiting.id}/ask")

    return again


def test_who_said_nothing_gets_a_new_letter_and_their_yes_opens_it(
    database: Database,
    client: FlaskClient,
    page: str,
    waiting: Submission,
    silence: Callable[[], None],
    letters: Letters,
    again: Again,
    clock: Clock,
) -> None:
    dana = called(database, waiting, "Dana")
    for name in ("", "Eli"):
        says(database, called(database, waiting, name), "gallery")
    ((_to, old),) = [(to, link) for to, link in letters() if to == DANA]
    silence()
    assert letters() == [] and sealed(database, waiting)
    assert client.get(page).text.count("Ask them once more</summary>") == 1
    assert again(dana, name="Dana", email="dana@elsewhere.example").status_code == 303
    assert (
        "asked, no answer yet" in client.get(page).text and "Ask them once more" not in client.get(page).text
    )
    ((to, new),) = letters()
    assert to == "dana@elsewhere.example"
    told = client.get(old)
    assert told.status_code == 404 and "There is a newer letter" in told.text
    assert waiting.story not in told.text
    clock.advance(hours=49)
    assert [reminded for reminded, _link in letters()] == [to]
    clock.advance(hours=22)
    boxes = client.get(new)
    assert boxes.status_code == 200 and 'name="use_gallery"' in boxes.text
    send(client, boxes.text, {"use_gallery": "y", "name": "Dana Diaz", "answer": "yes"}, new)
    assert not sealed(database, waiting)
    with database.read(EVERYONE) as session:
        moved = session.scalars(select(Event).where(Event.old == "lapsed")).all()
        assert {(one.new, one.actor) for one in moved} == {("requested", f"customer:{waiting.customer_id}")}
        assert len(moved) == 2
        assert session.scalars(select(Submission).where(Submission.agreed("gallery", session.now()))).one()


def test_only_so_often(
    database: Database,
    client: FlaskClient,
    page: str,
    waiting: Submission,
    silence: Callable[[], None],
    again: Again,
) -> None:
    dana = called(database, waiting, "Dana")
    for _time in range(ONCE_MORE):
        silence()
        assert again(dana, name="Dana", email=DANA).status_code == 303
        assert called(database, waiting, "Dana").state == "requested"
    silence()
    assert again(dana, name="Dana", email=DANA).status_code == 303
    assert people(database, waiting)[dana.person].state == "lapsed"
    assert client.get(page).text.count("Ask them once more</summary>") == 2  # Eli, the guardian
    with database.read(EVERYONE) as session:
        about = session.get_one(Submission, waiting.id)
        with pytest.raises(Conflict):
            ask_once_more(session, about, dana.person, "Dana", DANA)


@pytest.mark.parametrize("taken_back", [False, True])
def test_a_no_is_a_no(
    database: Database,
    client: FlaskClient,
    page: str,
    waiting: Submission,
    silence: Callable[[], None],
    again: Again,
    taken_back: bool,
) -> None:
    dana, eli = called(database, waiting, "Dana"), called(database, waiting, "Eli")
    says(database, dana, *(["gallery"] if taken_back else []))
    with database.write(EVERYONE) as session:
        for one in session.scalars(select(Consent).where(Consent.person == dana.person)):
            withdraw(session, one, Actor("depicted", one.id))
    silence()
    assert client.get(page).text.count("Ask them once more</summary>") == 2  # Eli, the guardian
    assert again(dana, name="Dana", email=DANA).status_code == 303
    assert people(database, waiting)[dana.person].state in ("refused", "withdrawn")
    instead = again(eli, name="Eli", email=DANA.upper())
    assert instead.status_code == 422 and "Whoever has this address said no" in instead.text
    assert people(database, waiting)[eli.person].state == "lapsed"


def test_what_is_missing_is_said_at_its_field(
    database: Database, waiting: Submission, silence: Callable[[], None], again: Again
) -> None:
    eli = called(database, waiting, "Eli")
    silence()
    answer = again(eli, name="Eli", email="eli at home")
    assert answer.status_code == 422 and "This does not look like an email address." in answer.text
    assert 'value="eli at home"' in answer.text
    assert "Please tell us who it is" in again(eli, name="", email="eli@example.net").text
    assert people(database, waiting)[eli.person].state == "lapsed"


def test_nobody_is_asked_about_what_will_not_be_shown(
    database: Database,
    client: FlaskClient,
    page: str,
    waiting: Submission,
    running: World,
    silence: Callable[[], None],
) -> None:
    silence()
    with database.write(EVERYONE) as session:
        made = Decision(brand_id=waiting.brand_id, customer_id=waiting.customer_id, submission_id=waiting.id)
        made.account_id, made.outcome, made.reason = running.moderator.account_id, "declined", "No."
        made.final_at = session.now()
        session.add(made)
        move(session, session.get_one(Submission, waiting.id), "declined", Actor("member"))
    assert "Ask them once more" not in client.get(page).text


def test_whoever_is_mending_says_who_it_was_as_well(
    database: Database,
    client: FlaskClient,
    page: str,
    waiting: Submission,
    running: World,
    silence: Callable[[], None],
    letters: Letters,
) -> None:
    dana, eli = called(database, waiting, "Dana"), called(database, waiting, "Eli")
    letters()
    says(database, eli)
    silence()
    came_back(database, running, waiting)
    path = f"{page}/{waiting.id}/mend"
    form = client.get(path).text
    words = {"story": waiting.story}
    wrong = send(
        client, form, {**words, f"{dana.person}-name": "Eli", f"{dana.person}-email": "eli@example.net"}, path
    )
    assert wrong.status_code == 422 and "Whoever has this address said no" in wrong.text
    said = {f"{dana.person}-name": "Dana", f"{dana.person}-email": DANA}
    more = {"child": "other", "guardian_email": "gil@example.net", "use_print": "y"}
    assert send(client, form, {**words, **said, **more}, path).status_code == 303
    asked_now = sorted(to for to, _link in letters())
    assert asked_now == [DANA, "eli@example.net", "gil@example.net"]  # Eli about print only, which is new
    with database.read(EVERYONE) as session:
        assert session.scalars(select(Decision.mended)).one() == {"done": ["consent"], "why": ""}
        rows = session.scalars(select(Consent).where(Consent.party != "author")).all()
        asked = {(one.purpose, one.email, one.state) for one in rows if one.person != eli.person}
        uses = ("gallery", "reshare", "print")
        assert asked == {(use, to, "requested") for use in uses for to in (DANA, "gil@example.net")}
