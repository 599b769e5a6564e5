"""The desk points nobody to where their role does not reach."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.people import World, member
from tests.web.staff import signed_in
from ugc.db import EVERYONE, Database
from ugc.permissions import ROLES
from ugc.web.staff.desk import TAKES

MOST = 150  # pages; a desk has some dozens for these rows


@pytest.fixture
def client(app: Flask, database: Database, running: World, role: str) -> FlaskClient:
    """The desk of somebody in this role."""
    with database.write(EVERYONE) as session:
        who = member(session, running.brand, "Ro", role, may_speak=True)
    return signed_in(app, who)


def links(client: FlaskClient, address: str) -> set[str]:
    answer = client.get(address)
    assert answer.status_code < 400, f"{address}: {answer.status_code}"
    page = answer.mimetype == "text/html" and answer.status_code == 200
    found = re.findall(r'<a\b[^>]*?href="(/staff/[^"#]*)', answer.text) if page else []
    return {link.replace("&amp;", "&") for link in found if "on=" not in link}  # calendars know no end


@pytest.mark.parametrize("role", ROLES)
def test_every_link_leads_somewhere_for_every_role(client: FlaskClient, ids: dict[str, str]) -> None:
    walked: set[str] = set()
    ahead = {"/staff/"}
    while ahead and len(walked) < MOST:
        address = min(ahead)
        walked.add(address)
        ahead = (ahead | links(client, address)) - walked
    assert not ahead
    assert len(walked) > 5


@pytest.mark.parametrize("role", ROLES)
def test_each_page_takes_what_the_rail_says(client: FlaskClient, role: str) -> None:
    let_in = {place for place in TAKES if client.get(f"/staff/{place}").status_code == 200}
    assert let_in == {place for place, action in TAKES.items() if action in ROLES[role]}
