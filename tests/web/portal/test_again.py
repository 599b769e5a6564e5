"""Asked again on my page: the difference to read, an answer by POST, and an older answer that stays."""

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.people import World
from tests.support.reshares import member
from tests.web.forms import send
from ugc.consent.again import ask_again
from ugc.db import EVERYONE, Database
from ugc.models import Campaign, Consent, Submission, Terms


def newer(database: Database, world: World, clock: Clock) -> None:
    clock.advance(minutes=1)
    with database.write(EVERYONE) as session:
        terms = Terms(brand_id=world.brand.id, campaign_id=world.campaign.id, language="en")
        terms.sha256, terms.text = "2" * 64, "Be kind.\n\nAnd be patient."
        session.add(terms)
        session.flush()
        assert ask_again(session, session.get_one(Campaign, world.campaign.id), member(world)) == 1


def test_my_page_shows_what_is_different_and_takes_an_answer(
    client: FlaskClient, page: str, database: Database, sent: Submission, running: World, clock: Clock
) -> None:
    assert "There are newer terms" not in client.get(page).text
    newer(database, running, clock)
    assert "There are newer terms" in client.get(page).text
    address = f"{page}/{sent.id}/again"
    form = client.get(address).text
    assert "<ins>And be patient.</ins>" in form
    assert "Be kind." not in form
    assert "checked" not in form
    answer = send(client, form, {"use_print": "y", "answer": "yes"}, address)
    assert answer.status_code == 303
    with database.read(EVERYONE) as session:
        given = select(Consent).where(Consent.submission_id == sent.id, Consent.state == "given")
        assert sorted(one.purpose for one in session.scalars(given)) == ["gallery", "print", "reshare"]
    again = client.get(page).text
    assert "There are newer terms" not in again
    assert again.count("<span>Print it</span>") == 1
    assert client.get(f"/s/{sent.id}").status_code == 200


def test_leaving_it_is_an_answer_too(
    client: FlaskClient, page: str, database: Database, sent: Submission, running: World, clock: Clock
) -> None:
    newer(database, running, clock)
    address = f"{page}/{sent.id}/again"
    send(client, client.get(address).text, {"use_print": "y", "answer": "no"}, address)
    with database.read(EVERYONE) as session:
        states = {
            row.purpose: row.state
            for row in session.scalars(select(Consent).where(Consent.purpose == "print"))
        }
    assert states == {"print": "refused"}
    assert client.get(f"/s/{sent.id}").status_code == 200
    assert client.get(address).status_code == 303
