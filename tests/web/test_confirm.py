"""“Confirm it is you”: what opens an account is changed only by whoever has just shown who they are."""

from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.support.axe import violations
from tests.support.clock import Clock
from tests.support.people import World
from tests.support.served import buffering
from tests.web.staff import signed_in, token
from tests.web.test_every_route import OWN_ACCOUNT, rules
from tests.web.test_passkeys import DEVICE
from ugc.db import EVERYONE, Database
from ugc.models import Account, Passkey, SignIn
from ugc.team.company import Person
from ugc.web.auth import sessions, throttle
from ugc.web.auth.confirmed import RECENT
from ugc.web.auth.passwords import hash_password
from ugc.wiring import Services

PASSWORD = "a horse, a staple and tea"
HERE = "/staff/account/confirm"
ASKS_ITSELF = {"staff.confirm", "staff.check_confirm", "staff.password", "staff.change_password"}
ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def me(app: Flask, database: Database, running: World) -> FlaskClient:
    """The moderator, who has a password, signed in just now."""
    with database.write(EVERYONE) as session:
        session.get_one(Account, running.moderator.account_id).password_hash = hash_password(PASSWORD)
    return signed_in(app, running.moderator)


def confirm(client: FlaskClient, **typed: str) -> TestResponse:
    return client.post(HERE, data={"csrf_token": token(client.get(HERE).text), **typed})


def test_everything_that_opens_an_account_asks_first(lenient: Flask, running: World, clock: Clock) -> None:
    client = signed_in(lenient, running.moderator)
    clock.advance(minutes=20)
    for rule, method in rules(lenient, *OWN_ACCOUNT - ASKS_ITSELF):
        with lenient.test_request_context():
            address = lenient.url_for(rule.endpoint, **dict.fromkeys(rule.arguments, "any"))
        answer = client.open(address, method=method)
        assert answer.status_code == 303, f"{method} {rule}"
        assert answer.location.startswith(HERE), f"{method} {rule}"
    assert "Nothing was changed yet" in client.get(HERE).text


def test_whoever_signed_in_recently_is_not_asked(
    app: Flask, me: FlaskClient, running: World, clock: Clock
) -> None:
    """So that ending a session one does not know takes one press; a page that is open stays good as long."""
    stranger = signed_in(app, running.moderator)
    clock.advance(minutes=9)
    page = me.get("/staff/account").text
    clock.advance(minutes=9)
    end = page.partition("/staff/account/sessions/")[2].partition("/")[0]
    there = f"/staff/account/sessions/{end}/end"
    assert me.post(there, data={"csrf_token": token(page)}).location == "/staff/account"
    assert stranger.get("/staff/").status_code == 302


def test_the_password_opens_it_with_a_new_secret(me: FlaskClient, clock: Clock, database: Database) -> None:
    clock.advance(minutes=10)
    before = me.get_cookie("ugc")
    assert me.get("/staff/account").location == f"{HERE}?next=/staff/account"
    assert confirm(me, password="not this one").status_code == 401
    assert me.get("/staff/account").status_code == 303
    assert confirm(me, password=PASSWORD).location == "/staff/account"
    assert me.get("/staff/account").status_code == 200
    after = me.get_cookie("ugc")
    assert before
    assert after
    assert before.value != after.value
    with database.read(EVERYONE) as session:
        assert len(session.scalars(select(SignIn)).all()) == 1


def test_a_code_is_asked_for_too_where_there_is_one(
    app: Flask, me: FlaskClient, clock: Clock, database: Database, services: Services, running: World
) -> None:
    phone = pyotp.TOTP(pyotp.random_base32())
    with database.write(EVERYONE) as session:
        session.get_one(Account, running.moderator.account_id).totp = services.vault.seal(phone.secret)
    assert confirm(me, password=PASSWORD).status_code == 422
    assert confirm(me, password=PASSWORD, code="000000").status_code == 401
    assert confirm(me, password="not this one", code=phone.at(clock())).status_code == 401
    assert confirm(me, password=PASSWORD, code=phone.at(clock())).status_code == 303
    page = me.get("/staff/account").text
    me.post("/staff/account/second-factor/off", data={"csrf_token": token(page)})
    assert "Only your password is asked for now." in me.get("/staff/account").text


def test_it_is_no_place_to_guess(me: FlaskClient) -> None:
    tries = [confirm(me, password=f"guess {n}").status_code for n in range(throttle.PER_ACCOUNT + 1)]
    assert tries == [401] * throttle.PER_ACCOUNT + [429]


@ONE
def test_a_passkey_does_for_whoever_has_nothing_else(
    app: Flask, browser: Browser, services: Services, running: World, clock: Clock, database: Database
) -> None:
    cookie = signed_in(app, running.moderator).get_cookie("ugc")
    assert cookie
    with buffering(app) as address:
        base = address.replace("127.0.0.1", "localhost")
        services.settings = services.settings.model_copy(update={"base_url": base})
        page = browser.new_page(base_url=base)
        page.context.add_cookies([{"name": "ugc", "value": cookie.value, "url": base}])
        line = page.context.new_cdp_session(page)
        line.send("WebAuthn.enable")
        line.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        page.goto("/staff/account")
        page.get_by_role("button", name="Make a passkey").click()
        expect(page.get_by_text("From now on you can sign in with it.")).to_be_visible()
        clock.advance(minutes=10)
        page.goto("/staff/account")
        expect(page.get_by_label("Password")).to_have_count(0)
        assert violations(page) == []
        page.get_by_role("button", name="Use a passkey").focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{base}/staff/account")
        with database.write(EVERYONE) as session:
            session.scalars(select(Passkey)).one().public_key = "another"
        clock.advance(minutes=10)
        page.goto("/staff/account")
        page.get_by_role("button", name="Use a passkey").press("Enter")
        expect(page.get_by_text("That passkey opens nothing here.")).to_be_visible()
        expect(page.get_by_role("heading", name="Confirm it is you")).to_be_visible()
        page.close()


@ONE
@pytest.mark.parametrize(("ago", "status"), [(RECENT, 303), (timedelta(minutes=1), 200), (-RECENT, 200)])
def test_a_sign_in_there_counts_from_when_the_company_asked(
    app: Flask, services: Services, running: World, clock: Clock, ago: timedelta, status: int
) -> None:
    email = running.moderator.account.email
    person = Person("https://id.example", "17", email, "", two_factors=False, asked_at=clock() - ago)
    client = app.test_client()
    client.set_cookie("ugc", sessions.with_company(services, person, None, "127.0.0.1"))
    assert client.get("/staff/account").status_code == status
