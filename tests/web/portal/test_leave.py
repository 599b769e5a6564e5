"""Erasing everything from my page: said clearly, out of sight at once, gone with the engine's next turn."""

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support.people import World
from tests.web.forms import send
from ugc.db import EVERYONE, Database
from ugc.models import Customer, Erasure, Submission
from ugc.tasks import KINDS
from ugc.wiring import Services


def test_it_says_first_what_goes_and_what_stays(
    client: FlaskClient, page: str, sent: Submission, running: World
) -> None:
    assert f'href="{page}/erase"' in client.get(page).text
    html = client.get(f"{page}/erase").text
    assert "1 submission with its photos" in html
    assert running.customer.email in html
    assert "One note that something was erased" in html


def test_a_get_erases_nothing(client: FlaskClient, page: str, sent: Submission, database: Database) -> None:
    for method in (client.get, client.head):
        assert method(f"{page}/erase").status_code == 200
    assert client.post(f"{page}/erase").status_code == 400
    with database.read(EVERYONE) as session:
        assert session.scalars(select(Erasure)).all() == []


def test_everything_is_out_of_sight_at_once_and_gone_after_the_engine_s_turn(
    client: FlaskClient, page: str, sent: Submission, services: Services, running: World
) -> None:
    assert client.get(f"/s/{sent.id}").status_code == 200
    answer = send(client, client.get(f"{page}/erase").text, {}, f"{page}/erase")
    assert (answer.status_code, "It is being erased" in answer.text) == (200, True)
    assert client.get(f"/s/{sent.id}").status_code == 404
    assert client.get(page).status_code == 404
    with services.database.read(EVERYONE) as session:
        erasure = session.scalars(select(Erasure)).one()
    KINDS["erasure"].do(services, erasure.id)
    with services.database.read(EVERYONE) as session:
        assert session.get_one(Submission, sent.id).state == "erased"
        assert session.get_one(Customer, running.customer.id).email == ""
        assert session.get_one(Customer, running.another_customer.id).email
    assert [key for key in services.store.keys("") if not key.startswith("tombstones/")] == []


def test_another_customer_erases_nothing_here(
    client: FlaskClient, another_page: str, sent: Submission, database: Database
) -> None:
    send(client, client.get(f"{another_page}/erase").text, {}, f"{another_page}/erase")
    with database.read(EVERYONE) as session:
        assert session.get_one(Submission, sent.id).state == "approved"
        assert session.scalars(select(Erasure.customer_id)).one() != sent.customer_id
