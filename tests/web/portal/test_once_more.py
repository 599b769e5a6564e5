"""Whoever was asked and said nothing is asked once more, by a new letter; a no stays a no."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.support.clock import Clock
from tests.support.people import World, submission
from tests.web.forms import send
from tests.web.portal.conftest import add_photo
from ugc.collect.agreements import ONCE_MORE, ask_others
from ugc.collect.entry import Agreement, Depicted, Entry, Guardian
from ugc.collect.others import ask_once_more
from ugc.consent.answer import answer
from ugc.consent.lapse import LETTERS
from ugc.consent.sweep import sweep
from ugc.consent.withdraw import withdraw
from ugc.converse import outbox
from ugc.db import EVERYONE, Database
from ugc.definitions import load
from ugc.lifecycle import Actor, Conflict, due, move
from ugc.models import Consent, Decision, Event, Mail, Submission
from ugc.platforms.mail import Memory
from ugc.wiring import Services

DANA = "dana@example.net"
Letters = Callable[[], list[tuple[str, str]]]
Again = Callable[..., TestResponse]


@pytest.fixture
def waiting(database: Database, running: World, services: Services, clock: Clock) -> Submission:
    """A photo of Dana and Eli, with a child in it whose guardian is somebody else; all are asked."""
    with database.write(EVERYONE) as session:
        row = submission(session, running, state="ready", kind="photo")
        add_photo(session, services, row)
        row.shows_child = "other"
        entry = Entry(
            kind="photo",
            name="Carla",
            email="carla@example.net",
            language="en",
            credit="Carla",
            terms=running.terms,
            agreements=tuple(Agreement(use, f"{use}.", True) for use in ("gallery", "reshare")),
            guardian=Guardian(email="gil@example.net"),
            depicted=(Depicted("Dana", DANA), Depicted("Eli", "eli@example.net")),
        )
        ask_others(session, load(row.revision), row, entry, guardian=False)
    return row


@pytest.fixture
def silence(database: Database, clock: Clock) -> Callable[[], None]:
    """Three days on which nobody says anything."""

    def silence() -> None:
        clock.advance(hours=73)
        with database.write(EVERYONE) as session:
            sweep(session)

    return silence


@pytest.fixture
def letters(database: Database, services: Services) -> Letters:
    """Send what is due to those who are asked: to whom, and the page it leads to."""

    def letters() -> list[tuple[str, str]]:
        mailer = Memory("hello@ugc.example")
        with database.read(EVERYONE) as session:
            asking = session.scalars(select(Mail.id).where(Mail.kind.in_(LETTERS))).all()
            waiting = [mail_id for mail_id in due(session, Mail, "queued") if mail_id in asking]
        for mail_id in waiting:
            outbox.send(database, mailer, services.links, mail_id)
        found = [(letter.to, re.search(r"/consent/\S+", letter.text)) for letter in mailer.letters]
        return [(to, link[0]) for to, link in found if link]

    return letters


@pytest.fixture
def again(client: FlaskClient, page: str, waiting: Submission) -> Again:
    """Asks somebody once more from my page."""

    def again(one: Consent, **fields: str) -> TestResponse:
        named = {f"{one.person}-{name}": value for name, value in fields.items()}
        form = re.sub(r'name="person"', "", client.get(page).text)
        return send(client, form, {"person": one.person, **named}, f"{page}/{waiting.id}/ask")

    return again


def people(database: Database, about: Submission) -> dict[str, Consent]:
    """One row of each who was asked, by the name they had; who was forgotten goes by their turn."""
    with database.read(EVERYONE) as session:
        rows = session.scalars(select(Consent).where(Consent.submission_id == about.id)).all()
        return {one.person: one for one in rows if one.party != "author"}


def called(database: Database, about: Submission, name: str) -> Consent:
    return next(one for one in people(database, about).values() if one.name == name)


def sealed(database: Database, about: Submission) -> bool:
    with database.read(EVERYONE) as session:
        return session.get_one(Submission, about.id).sealed


def says(database: Database, one: Consent, *uses: str) -> None:
    with database.write(EVERYONE) as session:
        until = session.now() + timedelta(days=300)
        answer(session, session.get_one(Consent, one.id), "A typed name", uses, until)


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
    with database.write(EVERYONE) as session:
        made = Decision(brand_id=waiting.brand_id, customer_id=waiting.customer_id, submission_id=waiting.id)
        made.account_id, made.outcome, made.reason = running.moderator.account_id, "returned", "Who is it?"
        made.final_at, made.asks = session.now(), {"consent": []}
        session.add(made)
        move(session, session.get_one(Submission, waiting.id), "returned", Actor("member"))
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
