"""Whoever is named a second time in a form's ordinary fields is the same person, asked once more."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.support.people import World
from tests.web.forms import send
from tests.web.portal.concerned import DANA, Letters, asking, called, came_back, people, says, sealed
from ugc.collect.agreements import ONCE_MORE, ask_others
from ugc.collect.entry import Depicted
from ugc.collect.others import ask_once_more
from ugc.db import EVERYONE, Database
from ugc.definitions import load
from ugc.models import Consent, Submission

Name = Callable[..., TestResponse]
TYPED = " Dana@Example.NET "


@pytest.fixture
def name(database: Database, client: FlaskClient, page: str, waiting: Submission, running: World) -> Name:
    """Names people where it is mended, one after the other, after a moderator asked who is in it."""

    def name(*addresses: str, **fields: str) -> TestResponse:
        with database.read(EVERYONE) as session:
            returned = session.get_one(Submission, waiting.id).state == "returned"
        if not returned:
            came_back(database, running, waiting)
        path = f"{page}/{waiting.id}/mend"
        data = {"story": waiting.story} | fields | ({"people": "named"} if addresses else {})
        for number, address in enumerate(addresses):
            data |= {f"person_{number}_name": "Dana D.", f"person_{number}_email": address}
        return send(client, client.get(path).text, data, path)

    return name


def test_it_is_the_same_person_asked_once_more(
    database: Database,
    client: FlaskClient,
    waiting: Submission,
    silence: Callable[[], None],
    letters: Letters,
    name: Name,
) -> None:
    dana = called(database, waiting, "Dana")
    for other in ("", "Eli"):
        says(database, called(database, waiting, other), "gallery")
    (old,) = (link for to, link in letters() if to == DANA)
    silence()
    before = people(database, waiting).keys()
    assert name(TYPED).status_code == 303
    assert people(database, waiting).keys() == before
    ((to, new),) = letters()
    assert to == TYPED.strip() and client.get(old).status_code == 404
    send(client, client.get(new).text, {"use_gallery": "y", "name": "Dana Diaz", "answer": "yes"}, new)
    assert called(database, waiting, "Dana Diaz").person == dana.person and not sealed(database, waiting)


def test_a_guardian_named_again_is_asked_once_more(
    database: Database, waiting: Submission, silence: Callable[[], None], letters: Letters, name: Name
) -> None:
    letters()
    silence()
    before = people(database, waiting).keys()
    assert name(child="other", guardian_email=" GIL@example.net").status_code == 303
    assert people(database, waiting).keys() == before
    assert [to for to, _link in letters()] == ["GIL@example.net"]


def test_twice_on_one_form_is_once(
    database: Database, waiting: Submission, silence: Callable[[], None], letters: Letters, name: Name
) -> None:
    letters()
    silence()
    assert name(DANA, TYPED, "new@example.net", "New@example.net").status_code == 303
    assert len(people(database, waiting)) == 4
    assert sorted(to for to, _link in letters()) == [DANA, "new@example.net"]


def test_whoever_has_a_letter_gets_no_other(
    database: Database, client: FlaskClient, page: str, waiting: Submission, letters: Letters, name: Name
) -> None:
    letters()
    before = people(database, waiting).keys()
    assert name(TYPED, child="other", guardian_email="another@example.net").status_code == 303
    told = client.get(page).text
    assert "Dana D. has a letter from us already" in told
    assert "The parent or guardian has a letter from us already" in told
    assert people(database, waiting).keys() == before and letters() == []


def test_who_answered_is_not_asked_again(
    database: Database, client: FlaskClient, page: str, waiting: Submission, letters: Letters, name: Name
) -> None:
    letters()
    says(database, called(database, waiting, "Dana"), "gallery")
    assert name(TYPED).status_code == 303
    assert "Dana D. has answered already; that answer stands." in client.get(page).text
    assert letters() == []


def test_a_no_stays_a_no(
    database: Database, waiting: Submission, silence: Callable[[], None], letters: Letters, name: Name
) -> None:
    letters()
    says(database, called(database, waiting, "Dana"))
    says(database, called(database, waiting, ""))
    answer = name(TYPED, child="other", guardian_email="another@example.net")
    assert answer.status_code == 422
    assert (
        "Whoever has this address said no" in answer.text and "The parent or guardian said no" in answer.text
    )
    assert letters() == []


def test_not_more_often_than_by_the_button(
    database: Database, waiting: Submission, silence: Callable[[], None], letters: Letters, name: Name
) -> None:
    dana = called(database, waiting, "Dana")
    for _time in range(ONCE_MORE):
        silence()
        assert name(DANA).status_code == 303
        with database.write(EVERYONE) as session:
            about = session.get_one(Submission, waiting.id)
            assert about.state == "ready"
    silence()
    letters()
    answer = name(DANA)
    assert answer.status_code == 422 and "answered none of our letters" in answer.text
    assert people(database, waiting)[dana.person].state == "lapsed" and letters() == []


def test_of_an_address_we_have_forgotten_only_a_mark_stays(
    database: Database, waiting: Submission, silence: Callable[[], None]
) -> None:
    silence()
    with database.read(EVERYONE) as session:
        rows = session.scalars(select(Consent).where(Consent.party != "author")).all()
        assert {(one.name, one.email, len(one.mark)) for one in rows} == {("", "", 4)}
        assert len({one.mark for one in rows}) > 1


def test_a_wrong_address_and_then_the_right_one_are_one_person(
    database: Database,
    client: FlaskClient,
    page: str,
    waiting: Submission,
    silence: Callable[[], None],
    letters: Letters,
    name: Name,
) -> None:
    dana = called(database, waiting, "Dana")
    for other in ("", "Eli"):
        says(database, called(database, waiting, other), "gallery")
    (old,) = (link for to, link in letters() if to == DANA)
    silence()
    form = name("right@example.net", use_print="y")
    assert form.status_code == 303
    told = client.get(page).text
    assert "If the address was wrong, put the right one here." in told
    (right,) = (one for one in people(database, waiting).values() if one.email == "right@example.net")
    says(database, right, "gallery", "print")
    assert sealed(database, waiting)
    letters()
    fields = {f"{dana.person}-name": "Dana", f"{dana.person}-email": "RIGHT@example.net"}
    fields["person"] = dana.person
    assert send(client, told, fields, f"{page}/{waiting.id}/ask").status_code == 303
    assert "Dana has answered already; that answer stands." in client.get(page).text
    assert not sealed(database, waiting) and dana.person not in people(database, waiting)
    assert letters() == [] and client.get(old).status_code == 404


def test_what_only_the_wrong_address_was_asked_about_stays_shut(
    database: Database, waiting: Submission, running: World, silence: Callable[[], None]
) -> None:
    dana = called(database, waiting, "Dana")
    for other in ("", "Eli"):
        says(database, called(database, waiting, other), "gallery", "reshare")
    silence()
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, waiting.id)
        entry = asking(running, "gallery", depicted=(Depicted("Dana", "right@example.net"),))
        ask_others(session, load(row.revision), row, entry, guardian=False)
    (right,) = (one for one in people(database, waiting).values() if one.email == "right@example.net")
    says(database, right, "gallery")
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, waiting.id)
        known = ask_once_more(session, row, dana.person, "Dana", "right@example.net")
        assert known and known.person == right.person
    with database.read(EVERYONE) as session:
        agreed = {
            use: session.scalar(select(Submission.id).where(Submission.agreed(use, session.now())))
            for use in ("gallery", "reshare")
        }
        assert agreed == {"gallery": waiting.id, "reshare": None}
        assert session.scalar(select(Submission.id).where(Submission.settled(session.now()))) == waiting.id
