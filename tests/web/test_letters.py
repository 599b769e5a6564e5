"""Letters that did not go out: seen by their brand, sent again or left, once."""

import pytest
from flask import Flask

from tests.support.people import World, submission
from tests.web.staff import signed_in, token
from ugc.db import EVERYONE, Database
from ugc.lifecycle import ENGINE, begin, move
from ugc.models import Mail, Member


@pytest.fixture
def refused(database: Database, running: World) -> str:
    """A receipt that a mail server did not want."""
    with database.write(EVERYONE) as session:
        about = submission(session, running, state="ready")
        mail = Mail(brand_id=about.brand_id, customer_id=about.customer_id, kind="receipt", about_id=about.id)
        mail.to, mail.key, mail.problem = "carla@exmaple.net", f"receipt:{about.id}", "No such mailbox."
        begin(session, mail, ENGINE)
        for state in ("sending", "failed"):
            move(session, mail, state, ENGINE)
        return mail.id


def act(app: Flask, member: Member, mail_id: str, action: str) -> tuple[int, str]:
    """Press one of the buttons; the status, and the page one lands on."""
    client = signed_in(app, member)
    form = {"csrf_token": token(client.get("/staff/letters").text)}
    answer = client.post(f"/staff/letters/{mail_id}/{action}", data=form)
    return answer.status_code, client.get(answer.location).text if answer.location else ""


def state(database: Database, mail_id: str) -> str:
    with database.read(EVERYONE) as session:
        return session.get_one(Mail, mail_id).state


def test_the_start_page_leads_to_them(app: Flask, running: World, refused: str) -> None:
    client = signed_in(app, running.moderator)
    assert "/staff/letters" in client.get("/staff/").text
    page = client.get("/staff/letters").text
    assert "carla@exmaple.net" in page
    assert "No such mailbox." in page


@pytest.mark.parametrize(("action", "then"), [("again", "queued"), ("leave", "cancelled")])
def test_a_person_decides_once_what_becomes_of_one(
    app: Flask, database: Database, running: World, refused: str, action: str, then: str
) -> None:
    status, page = act(app, running.moderator, refused, action)
    assert (status, state(database, refused)) == (303, then)
    assert "carla@exmaple.net" not in page
    status, page = act(app, running.second_moderator, refused, "again")
    assert "Somebody was faster" in page
    assert state(database, refused) == then


def test_another_brand_neither_sees_nor_touches_it(
    app: Flask, database: Database, running: World, refused: str
) -> None:
    assert "carla@exmaple.net" not in signed_in(app, running.outsider).get("/staff/letters").text
    assert act(app, running.outsider, refused, "leave")[0] == 404
    assert state(database, refused) == "failed"
