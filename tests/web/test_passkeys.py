"""Passkeys in a real browser with a virtual device: made, used by keyboard, removed, no use to others."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect
from sqlalchemy import select

from tests.support.axe import violations
from tests.support.people import World
from tests.support.served import buffering, streaming
from tests.support.tls import certificate
from tests.web.staff import signed_in
from ugc.db import EVERYONE, Database
from ugc.models import Brand, Event, Passkey, SignIn
from ugc.settings import Settings
from ugc.web import create_app
from ugc.web.auth import passkeys, sessions, throttle
from ugc.wiring import Services

ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
INBOX = re.compile("^[^?]*/staff/inbox$")
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def base(app: Flask, services: Services) -> Iterator[str]:
    """The desk under a name, for there are no passkeys for a number."""
    with buffering(app) as address:
        named = address.replace("127.0.0.1", "localhost")
        services.settings = services.settings.model_copy(update={"base_url": named})
        yield named


@pytest.fixture
def context(browser: Browser, base: str) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=base)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def device(context: BrowserContext, page: Page) -> tuple[CDPSession, str]:
    """A phone that keeps passkeys, and knows its owner."""
    line = context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    made = line.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return line, made["authenticatorId"]


@pytest.fixture
def passkey(
    app: Flask, context: BrowserContext, page: Page, device: tuple[CDPSession, str], base: str, running: World
) -> Page:
    """The moderator has made one and signed out; the door stands open in front of them."""
    cookie = signed_in(app, running.moderator).get_cookie("ugc")
    assert cookie
    context.add_cookies([{"name": "ugc", "value": cookie.value, "url": base}])
    page.goto("/staff/account")
    page.get_by_label("What you call it").fill("my phone")
    page.keyboard.press("Enter")
    expect(page.get_by_text("my phone", exact=True)).to_be_visible()
    context.clear_cookies()
    page.goto("/staff/sign-in?next=/staff/inbox")
    return page


def use(page: Page) -> None:
    page.get_by_role("button", name="Use a passkey").focus()
    page.keyboard.press("Enter")


def test_it_opens_the_desk_and_nothing_is_typed(passkey: Page, database: Database, running: World) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Brand, running.brand.id).second_factor = True
    use(passkey)
    expect(passkey).to_have_url(INBOX)
    with database.read(EVERYONE) as session:
        row = session.scalars(select(Passkey)).one()
        assert row.used_at is not None
        assert row.account_id == running.moderator.account_id
        assert True in session.scalars(select(SignIn.two_factors)).all()
        assert session.scalar(select(Event).where(Event.new == "passkey added"))


@ONE
def test_what_it_answered_once_opens_nothing_again(
    passkey: Page, context: BrowserContext, base: str, database: Database
) -> None:
    """Not even with the cookie the question was in."""
    kept = context.cookies()
    sent: list[str] = []
    passkey.on("request", lambda request: sent.append(request.post_data or ""))
    use(passkey)
    expect(passkey).to_have_url(INBOX)
    thief = context.browser.new_context(base_url=base)  # type: ignore[union-attr]
    thief.add_cookies(kept)  # type: ignore[arg-type]
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    (answer,) = [body for body in sent if "credential=" in body]
    again = thief.request.post("/staff/sign-in/passkey", data=answer, headers=form, max_redirects=0)
    assert again.status == 401
    thief.close()


@ONE
def test_one_that_was_removed_opens_nothing(passkey: Page, database: Database) -> None:
    use(passkey)
    expect(passkey).to_have_url(INBOX)
    passkey.goto("/staff/account")
    assert violations(passkey) == []
    passkey.get_by_role("button", name=re.compile("my phone")).click()
    expect(passkey.get_by_text("That passkey opens nothing any more.")).to_be_visible()
    passkey.context.clear_cookies()
    passkey.goto("/staff/sign-in")
    assert violations(passkey) == []
    use(passkey)
    expect(passkey.get_by_text("That passkey opens nothing here.")).to_be_visible()


@ONE
def test_a_device_that_does_not_know_its_owner_opens_nothing(
    passkey: Page, device: tuple[CDPSession, str]
) -> None:
    line, authenticator = device
    line.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    use(passkey)
    expect(passkey.get_by_text("No passkey was used.")).to_be_visible()


@ONE
def test_over_https_too_where_cookies_are_bound_to_the_host(
    settings: Settings, services: Services, browser: Browser, running: World, tmp_path: Path
) -> None:
    """As in production: behind TLS, under a name, with `__Host-` cookies."""
    services.settings = settings.model_copy(update={"base_url": "https://localhost"})
    app = create_app(services.settings, services=services)
    _, tls = certificate(tmp_path, "localhost")
    with streaming(app, tls) as address:
        base = address.replace("127.0.0.1", "localhost")
        services.settings = settings.model_copy(update={"base_url": base})
        with services.database.write(EVERYONE) as session:
            secret = sessions.begin(session, running.moderator.account)
        context = browser.new_context(base_url=base, ignore_https_errors=True)
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("WebAuthn.enable")
        line.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        context.add_cookies([{"name": "__Host-ugc", "value": secret, "url": base, "secure": True}])
        page.goto("/staff/account")
        page.get_by_role("button", name="Make a passkey").click()
        expect(page.get_by_role("button", name=re.compile("^Remove"))).to_be_visible()
        context.clear_cookies()
        page.goto("/staff/sign-in?next=/staff/inbox")
        use(page)
        expect(page).to_have_url(INBOX)
        kept = {cookie["name"]: cookie for cookie in context.cookies()}
        assert set(kept) == {"__Host-ugc", "__Host-ugc-form"}
        assert all(one["secure"] and one["httpOnly"] and one["path"] == "/" for one in kept.values())
        context.close()


def test_tries_are_counted(app: Flask, services: Services, database: Database, running: World) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    answer = (
        '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {"clientDataJSON": "AAAA",'
        ' "authenticatorData": "AAAA", "signature": "AAAA"}}'
    )
    client = app.test_client()
    tries = [
        client.post("/staff/sign-in/passkey", data={"credential": answer}).status_code
        for _ in range(throttle.PER_ACCOUNT + 1)
    ]
    assert tries == [401] * throttle.PER_ACCOUNT + [429]
    assert client.post("/staff/sign-in/passkey", data={"credential": "{}"}).status_code == 401


@ONE
def test_without_a_name_there_are_none(settings: Settings, services: Services) -> None:
    assert not passkeys.possible(settings)
    assert "passkey" not in create_app(settings, services=services).test_client().get(
        "/staff/sign-in"
    ).text.lower().replace("passkey.js", "")
