"""The people of a brand: invited by mail, given roles, let go; one owner always stays."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.people import World, member, submission
from tests.web.forms import hidden
from tests.web.staff import signed_in, token
from ugc.converse import send as send_mail
from ugc.db import EVERYONE, Database
from ugc.models import Account, Event, Mail, Member, Submission, View
from ugc.wiring import Services

PASSWORD = "a sentence nobody guesses"
NEWCOMER = {"name": "Nora", "password": PASSWORD}


@pytest.fixture
def owner(database: Database, running: World) -> Member:
    with database.write(EVERYONE) as session:
        return member(session, running.brand, "Olga", "owner", may_speak=True)


@pytest.fixture
def desk(app: Flask, owner: Member) -> FlaskClient:
    return signed_in(app, owner)


def post(client: FlaskClient, path: str, page: str = "/staff/members", **data: str):  # type: ignore[no-untyped-def]
    return client.post(path, data={"csrf_token": token(client.get(page).text), **data})


def letter(database: Database, services: Services) -> str:
    """Send the newest invitation's letter; returns the link in it, as a path."""
    with database.read(EVERYONE) as session:
        mail = session.scalars(select(Mail).where(Mail.kind == "invite").order_by(Mail.created_at)).all()[-1]
    send_mail(database, services.mailer, services.links, mail.id)
    (file,) = [
        one for one in services.settings.storage.joinpath("outbox").iterdir() if "invite" in one.read_text()
    ]
    text = file.read_text().replace("=\n", "")
    file.unlink()
    found = re.search(r"(/staff/invited/[\w.-]+)", text)
    assert found
    return found[1]


def people(database: Database, world: World) -> dict[str, str]:
    with database.read(EVERYONE) as session:
        rows = session.scalars(select(Member).join(Account).where(Member.brand_id == world.brand.id))
        return {row.account.name: row.role for row in rows}


def test_somebody_is_invited_joins_and_is_signed_in(
    app: Flask, desk: FlaskClient, database: Database, services: Services, running: World
) -> None:
    post(desk, "/staff/members", email=" Nora@Example.org ", role="moderator")
    link = letter(database, services)
    browser = app.test_client()
    page = browser.get(link).text
    assert "Olga invites you to the desk as moderator" in page
    assert "Nora" not in people(database, running)  # looking joins nobody
    assert browser.post(link, data={**hidden(page), **NEWCOMER}).location == "/staff/"
    assert people(database, running)["Nora"] == "moderator"
    assert browser.get("/staff/queue").status_code == 200
    assert app.test_client().get(link).status_code == 404  # it works once


def test_a_link_runs_out_and_can_be_withdrawn(
    app: Flask, desk: FlaskClient, database: Database, services: Services, clock: Clock
) -> None:
    post(desk, "/staff/members", email="nora@example.org", role="viewer")
    link = letter(database, services)
    withdraw = re.search(r"/staff/invites/\w+/withdraw", desk.get("/staff/members").text)
    assert withdraw
    assert post(desk, withdraw[0]).status_code == 303
    assert app.test_client().get(link).status_code == 404
    post(desk, "/staff/members", email="nora@example.org", role="viewer")
    link = letter(database, services)
    clock.advance(days=6, hours=23)
    assert app.test_client().get(link).status_code == 200
    clock.advance(hours=2)
    assert app.test_client().get(link).status_code == 404


def test_a_known_person_keeps_their_password_and_is_not_signed_in_by_the_link(
    app: Flask, desk: FlaskClient, database: Database, services: Services, running: World
) -> None:
    email = running.outsider.account.email
    post(desk, "/staff/members", email=email, role="viewer")
    link = letter(database, services)
    browser = app.test_client()
    answer = browser.post(link, data={"csrf_token": token(browser.get(link).text)})
    assert answer.location == "/staff/sign-in"
    assert people(database, running)["Otto"] == "viewer"
    assert browser.get("/staff/").status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"password": "too short"},
        {"password": "nora@example.org"},
        {"name": "Nora of Sheds", "password": "Nora of the Sheds"},
        {"name": ""},
    ],
)
def test_a_new_account_needs_a_name_and_a_long_password(
    app: Flask, desk: FlaskClient, database: Database, services: Services, changes: dict[str, str]
) -> None:
    post(desk, "/staff/members", email="nora@example.org", role="viewer")
    link = letter(database, services)
    browser = app.test_client()
    page = browser.get(link).text
    assert browser.post(link, data={**hidden(page), **NEWCOMER, **changes}).status_code == 422
    assert browser.get(link).status_code == 200


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "x@example.org\nBcc: y@example.org"])
def test_an_address_that_cannot_exist_is_not_invited(
    desk: FlaskClient, database: Database, email: str
) -> None:
    assert post(desk, "/staff/members", email=email, role="viewer").status_code == 422
    with database.read(EVERYONE) as session:
        assert session.scalar(select(Mail)) is None


def test_who_works_here_is_not_invited_again(desk: FlaskClient, running: World) -> None:
    answer = post(desk, "/staff/members", email=running.moderator.account.email, role="viewer")
    assert answer.status_code == 422
    assert "works for Pip-And-Moss already" in answer.text


def test_a_role_changes_what_one_may_do_from_the_next_click_on(
    app: Flask, desk: FlaskClient, running: World
) -> None:
    theirs = signed_in(app, running.moderator)
    assert theirs.get("/staff/queue").status_code == 200
    post(desk, f"/staff/members/{running.moderator.id}", role="viewer")
    assert theirs.get("/staff/queue").status_code == 403


def test_who_may_no_longer_decide_keeps_nothing_from_others(
    app: Flask, desk: FlaskClient, database: Database, running: World
) -> None:
    with database.write(EVERYONE) as session:
        about = submission(session, running, state="ready").id
    signed_in(app, running.moderator).get(f"/staff/queue/{about}")
    post(desk, f"/staff/members/{running.moderator.id}", role="viewer")
    with database.read(EVERYONE) as session:
        assert session.get_one(Submission, about).reserved_by is None


def test_removing_ends_every_session_at_once(
    app: Flask, desk: FlaskClient, database: Database, running: World
) -> None:
    browsers = [signed_in(app, running.moderator) for _ in range(2)]
    post(desk, f"/staff/members/{running.moderator.id}/remove")
    assert [one.get("/staff/").status_code for one in browsers] == [302, 302]
    assert "Mo" not in people(database, running)


def test_whoever_goes_leaves_no_views_behind(
    desk: FlaskClient, database: Database, running: World, owner: Member
) -> None:
    with database.write(EVERYONE) as session:
        for one in (running.moderator, owner):
            row = View(brand_id=running.brand.id, account_id=one.account_id, name="Spanish ones")
            row.filters = {"language": "es"}
            session.add(row)
    post(desk, f"/staff/members/{running.moderator.id}/remove")
    with database.read(EVERYONE) as session:
        assert session.scalars(select(View.account_id)).all() == [owner.account_id]


def test_the_last_owner_stays(desk: FlaskClient, database: Database, running: World, owner: Member) -> None:
    for path in (f"/staff/members/{owner.id}/remove", f"/staff/members/{owner.id}"):
        answer = post(desk, path, role="viewer")
        assert answer.status_code == 422
        assert "A brand needs an owner" in answer.text
    assert people(database, running)["Olga"] == "owner"


def test_a_brand_is_handed_over(desk: FlaskClient, database: Database, running: World, owner: Member) -> None:
    post(desk, f"/staff/members/{running.moderator.id}/owner")
    found = people(database, running)
    assert (found["Mo"], found["Olga"]) == ("owner", "manager")
    assert desk.get("/staff/members").status_code == 403


def test_all_of_it_is_on_record_with_person_and_address(
    desk: FlaskClient, database: Database, running: World, owner: Member
) -> None:
    post(desk, "/staff/members", email="nora@example.org", role="viewer")
    post(desk, f"/staff/members/{running.moderator.id}", role="judge")
    post(desk, f"/staff/members/{running.second_moderator.id}/remove")
    with database.read(EVERYONE) as session:
        logged = session.scalars(
            select(Event).where(Event.actor == f"member:{owner.account_id}", Event.address != "")
        ).all()
    assert [(one.about, one.old, one.new) for one in logged] == [
        ("invite", None, "open"),
        ("member", "moderator", "judge"),
        ("member", "moderator", "removed"),
    ]
    assert {one.address for one in logged} == {"127.0.0.1"}
