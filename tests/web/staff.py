"""Staff in front of their browsers."""

import re

from flask import Flask
from flask.testing import FlaskClient

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
