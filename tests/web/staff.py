"""Staff in front of their browsers."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from tests.support.served import buffering
from ugc.db import EVERYONE
from ugc.models import Member
from ugc.web.auth import sessions
from ugc.wiring import Services


def token(page: str) -> str:
    """The CSRF token of the first form on a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, "no form on this page"
    return found[1]


def signed_in(app: Flask, member: Member) -> FlaskClient:
    """A browser in which this person has signed in before."""
    services: Services = app.extensions["ugc"]
    with services.database.write(EVERYONE) as session:
        secret = sessions.begin(session, member.account)
    client = app.test_client()
    client.set_cookie("ugc", secret)
    return client


@contextmanager
def opened(app: Flask, browser: Browser, who: Member, address: str) -> Iterator[Page]:
    """This person's real browser with a page open; what goes wrong in it fails the test."""
    cookie = signed_in(app, who).get_cookie("ugc")
    assert cookie
    errors: list[str] = []
    with buffering(app) as base:
        page = browser.new_page(base_url=base)
        page.context.add_cookies([{"name": "ugc", "value": cookie.value, "url": base}])
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        yield page
        page.close()
    assert errors == []
