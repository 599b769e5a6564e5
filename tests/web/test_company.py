"""The company's own sign-in, at a real provider: whom it lets in, and whom not."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.support.axe import violations
from tests.support.clock import Clock
from tests.support.company import employs, provider, registered, signed_in_there  # noqa: F401 - a fixture
from tests.support.people import World, member
from tests.support.served import buffering
from tests.web.staff import signed_in, token
from ugc.db import EVERYONE, Database
from ugc.models import Account, Brand, Event, Identity, Invite, Member, SignIn, new_id
from ugc.settings import Settings
from ugc.team.invite import invite
from ugc.web.auth.throttle import PER_ACCOUNT
from ugc.wiring import Services

BASE = "http://127.0.0.1:8000"
ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def clock() -> Clock:
    """The provider goes by the time of day."""
    made = Clock()
    made.time = datetime.now(UTC)
    return made


@pytest.fixture
def settings(settings: Settings, provider: str) -> Settings:  # noqa: F811
    ours = settings.model_copy(update={"allow_private": Settings.model_validate(PRIVATE).allow_private})
    return registered(ours, provider, BASE)


PRIVATE = {"secret_key": "k" * 40, "allow_private": "127.0.0.0/8"}


@pytest.fixture
def mo(running: World, settings: Settings) -> str:
    """The moderator's login at the company."""
    login = new_id()
    employs(settings.oidc_issuer, login, running.moderator.account.email.upper())
    return login


def come(
    client: FlaskClient, login: str, start: str = "/staff/sign-in/company", **asked: str
) -> TestResponse:
    """Set out, sign in there, and come back."""
    there = client.get(start, query_string=asked or None).location
    return client.get(signed_in_there(there, login, BASE).removeprefix(BASE))


def seen(database: Database) -> list[str]:
    with database.read(EVERYONE) as session:
        return list(session.scalars(select(Event.new).order_by(Event.number)))


def test_it_opens_the_desk_of_whoever_has_that_address(
    client: FlaskClient, database: Database, running: World, mo: str
) -> None:
    client.set_cookie("ugc", "chosen by somebody else")
    answer = come(client, mo, next="/staff/inbox")
    assert (answer.status_code, answer.location) == (303, "/staff/inbox")
    cookie = client.get_cookie("ugc")
    assert cookie
    assert cookie.value != "chosen by somebody else"
    assert running.moderator.account.name in client.get("/staff/").text
    with database.read(EVERYONE) as session:
        row = session.scalars(select(Identity)).one()
        assert (row.account_id, row.subject) == (running.moderator.account_id, mo)
    assert seen(database)[-2:] == ["company linked", "signed_in"]


@ONE
def test_afterwards_it_is_they_whatever_their_address_says(
    app: Flask, database: Database, settings: Settings, running: World, mo: str
) -> None:
    come(app.test_client(), mo)
    employs(settings.oidc_issuer, mo, "mo.married@example.org", verified=False)
    again = app.test_client()
    assert come(again, mo).status_code == 303
    assert running.moderator.account.name in again.get("/staff/").text
    assert seen(database).count("company linked") == 1


@ONE
def test_an_address_that_passed_to_somebody_else_opens_nothing(
    app: Flask, settings: Settings, running: World, mo: str
) -> None:
    come(app.test_client(), mo)
    successor, client = new_id(), app.test_client()
    employs(settings.oidc_issuer, successor, running.moderator.account.email)
    answer = come(client, successor)
    assert answer.status_code == 403
    assert "was somebody else’s at your company before" in answer.text
    assert client.get("/staff/").status_code == 302


@ONE
def test_an_address_nobody_confirmed_opens_nothing(
    client: FlaskClient, settings: Settings, running: World
) -> None:
    employs(settings.oidc_issuer, "forger", running.moderator.account.email, verified=False)
    answer = come(client, "forger")
    assert answer.status_code == 403
    assert "has not confirmed that your mail address is yours" in answer.text
    assert client.get("/staff/").status_code == 302


@ONE
def test_nobody_gets_an_account_by_it(client: FlaskClient, database: Database, settings: Settings) -> None:
    employs(settings.oidc_issuer, "stranger", "stranger@example.org")
    answer = come(client, "stranger")
    assert answer.status_code == 403
    assert "Nobody works here as stranger@example.org." in answer.text
    with database.read(EVERYONE) as session:
        assert session.scalar(Account.at("stranger@example.org")) is None


def invited(database: Database, services: Services, world: World, email: str) -> str:
    """The path of an invitation’s link."""
    with database.write(EVERYONE) as session:
        owner = member(session, world.brand, "Olga", "owner", may_speak=True)
        session.flush()
        by = session.get_one(Member, owner.id)
        row = invite(session, session.get_one(Brand, world.brand.id), email, "moderator", False, by)
        return services.links.invited(row).removeprefix(services.links.base)


def test_somebody_invited_joins_by_it_without_a_password(
    app: Flask, database: Database, services: Services, settings: Settings, running: World
) -> None:
    there, login = invited(database, services, running, "new@example.org"), new_id()
    client = app.test_client()
    employs(settings.oidc_issuer, login, "new@example.org")
    href = re.search(r'href="(/staff/sign-in/company\?invited=[^"]+)"', client.get(there).text)
    assert href
    other = new_id()
    employs(settings.oidc_issuer, other, "other@example.org")
    assert come(app.test_client(), other, href[1]).status_code == 403  # the link is not theirs
    assert come(client, login, href[1]).location == "/staff/"
    assert f"{login} of the company" in client.get("/staff/account").text
    with database.read(EVERYONE) as session:
        account = session.scalars(Account.at("new@example.org")).one()
        assert account.password_hash == ""
        assert session.scalars(select(Invite.state)).one() == "used"
    assert client.get(there).status_code == 404
    page = client.get("/staff/account").text
    client.post("/staff/account/company/remove", data={"csrf_token": token(page)})
    assert "Then nothing would open it." in client.get("/staff/account").text


def test_what_was_unlinked_opens_nothing_until_it_is_linked_again(
    app: Flask, database: Database, running: World, mo: str
) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Account, running.moderator.account_id).password_hash = "one of theirs"
    client = app.test_client()
    come(client, mo)
    client.post(
        "/staff/account/company/remove", data={"csrf_token": token(client.get("/staff/account").text)}
    )
    refused = come(app.test_client(), mo)
    assert refused.status_code == 403
    assert "You took this sign-in off your account." in refused.text
    assert come(client, mo, "/staff/account/company").location == "/staff/account"
    assert "It opens this account" in client.get("/staff/account").text
    assert come(app.test_client(), mo).status_code == 303
    assert [one for one in seen(database) if one.startswith("company")] == [
        "company linked",
        "company unlinked",
        "company linked",
    ]


@ONE
def test_only_the_same_address_is_linked(app: Flask, running: World, mo: str) -> None:
    theirs = signed_in(app, running.second_moderator)
    assert come(theirs, mo, "/staff/account/company").location == "/staff/account"
    assert "It has to be the same." in theirs.get("/staff/account").text
    assert come(app.test_client(), mo).status_code == 303  # and it still opens its owner’s


@ONE
def test_another_second_factor_is_asked_for_where_the_company_asked_for_none(
    app: Flask, database: Database, running: World, mo: str
) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Brand, running.brand.id).second_factor = True
    client = app.test_client()
    come(client, mo)
    assert client.get("/staff/queue").location == "/staff/account"
    with database.write(EVERYONE) as session:
        session.get_one(Account, running.moderator.account_id).totp = "sealed"
    again = app.test_client()
    assert come(again, mo, next="/staff/inbox").location == "/staff/second-step?next=/staff/inbox"
    assert again.get("/staff/queue").status_code == 302
    with database.read(EVERYONE) as session:
        assert session.scalars(select(SignIn.complete)).all().count(False) == 1


@ONE
def test_who_confirms_that_it_is_them_is_asked_though_the_company_knows_them(
    client: FlaskClient, database: Database, mo: str
) -> None:
    come(client, mo)
    with database.write(EVERYONE) as session:
        session.scalars(select(SignIn)).one().confirmed_at = None  # as in sessions from before the upgrade
    page = client.get("/staff/account", follow_redirects=True).text
    href = re.search(r'href="(/staff/sign-in/company\?[^"]+)"', page)
    assert href
    start = unescape(href[1])
    there = client.get(start).location
    assert "prompt=login" in there
    assert "max_age=0" in there
    assert come(client, mo, start).location == "/staff/account"
    assert client.get("/staff/account").status_code == 200
    with database.read(EVERYONE) as session:
        assert len(session.scalars(select(SignIn)).all()) == 1


@ONE
def test_an_answer_is_good_once_and_for_the_browser_that_asked(app: Flask, mo: str) -> None:
    client = app.test_client()
    back = signed_in_there(client.get("/staff/sign-in/company").location, mo, BASE).removeprefix(BASE)
    assert app.test_client().get(back).status_code == 401  # somebody else’s browser
    kept = client.get_cookie("ugc-form")
    assert kept
    assert client.get(back).status_code == 303
    thief = app.test_client()
    thief.set_cookie("ugc-form", kept.value)
    assert thief.get(back).status_code == 401


@ONE
@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/staff/", "/my/token"])
def test_no_other_place_is_led_to(client: FlaskClient, mo: str, elsewhere: str) -> None:
    assert come(client, mo, next=elsewhere).location == "/staff/"


@ONE
def test_whoever_stops_there_is_told_that_nothing_happened(client: FlaskClient, settings: Settings) -> None:
    there = client.get("/staff/sign-in/company").location
    state = re.search(r"state=([^&]+)", there)
    assert state
    answered = {"error": "access_denied", "state": state[1], "iss": settings.oidc_issuer}
    answer = client.get("/staff/sign-in/company/back", query_string=answered)
    assert answer.status_code == 403
    assert "You stopped at your company’s sign-in, or it said no." in answer.text


@ONE
def test_setting_out_is_counted(client: FlaskClient) -> None:
    tries = [client.get("/staff/sign-in/company").status_code for _ in range(PER_ACCOUNT + 1)]
    assert tries == [302] * PER_ACCOUNT + [429]


@ONE
def test_where_there_is_none_nothing_speaks_of_it(app: Flask, services: Services, running: World) -> None:
    services.settings = services.settings.model_copy(update={"oidc_issuer": ""})
    client = signed_in(app, running.moderator)
    assert "company" not in client.get("/staff/account").text
    assert "company" not in app.test_client().get("/staff/sign-in").text
    for address in ("/staff/sign-in/company", "/staff/sign-in/company/back", "/staff/account/company"):
        assert client.get(address).status_code == 404


@ONE
def test_in_a_browser_by_keyboard(
    app: Flask, browser: Browser, services: Services, settings: Settings, running: World, mo: str
) -> None:
    with buffering(app) as base:
        services.settings = registered(settings, settings.oidc_issuer, base)
        page = browser.new_page(base_url=base)
        page.goto("/staff/sign-in?next=/staff/inbox")
        assert violations(page) == []
        page.get_by_role("link", name="Sign in with your company").focus()
        page.keyboard.press("Enter")
        page.get_by_placeholder("Enter any login").fill(mo)
        page.get_by_placeholder("and password").fill("any")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Continue").press("Enter")
        expect(page).to_have_url(f"{base}/staff/inbox")
        page.goto("/staff/account")
        assert violations(page) == []
        expect(page.get_by_text("It opens this account")).to_be_visible()
        page.close()
