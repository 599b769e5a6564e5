"""Who else has a say: young senders' guardians, people in the photo, people nobody can ask."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.support import photos
from tests.web.forms import PATH, files, filled, send
from ugc.db import EVERYONE, Database
from ugc.models import Base, Consent, Customer, Mail, Photo, Submission, Upload


@pytest.fixture
def page(client: FlaskClient, running: object) -> str:
    return client.get(PATH).text


def others(database: Database) -> list[Consent]:
    with database.read(EVERYONE) as session:
        return list(session.scalars(select(Consent).where(Consent.party != "author").order_by(Consent.email)))


def letters(database: Database) -> list[tuple[str, str]]:
    with database.read(EVERYONE) as session:
        asking = select(Mail).where(Mail.kind.in_(("guardian", "depicted", "remind")))
        return [(mail.kind, mail.to) for mail in session.scalars(asking.order_by(Mail.kind, Mail.to))]


def test_everybody_who_is_named_is_asked_on_their_own(
    client: FlaskClient, page: str, database: Database
) -> None:
    people = {"people": "named", "person_0_name": "Ben", "person_0_email": "ben@example.net"}
    people |= {"person_1_name": "Ada", "person_1_email": "ada@example.net"}
    answer = send(client, page, filled(photos=files(photos.jpeg((64, 48))), **people))
    assert answer.status_code == 303
    asked = others(database)
    assert {(one.party, one.name, one.use, one.state) for one in asked} == {
        ("depicted", name, use, "requested")
        for name in ("Ada", "Ben")
        for use in ("gallery", "reshare-mastodon")
    }
    assert len({one.person for one in asked}) == 2
    assert letters(database) == [
        (kind, f"{name}@example.net") for kind in ("depicted", "remind") for name in ("ada", "ben")
    ]
    assert "Whoever else is in it is asked" in client.get(answer.location).text


def test_people_nobody_can_ask_keep_it_out_of_public(
    client: FlaskClient, page: str, database: Database
) -> None:
    assert "we cannot ask them, so it will not be shown in public" in page
    answer = send(client, page, filled(photos=files(photos.jpeg((64, 48))), people="strangers"))
    assert "It stays between us" in client.get(answer.location).text
    with database.read(EVERYONE) as session:
        assert session.scalars(select(Submission)).one().strangers


@pytest.mark.parametrize(
    ("age", "country", "asked"),
    [("12", "GB", True), ("13", "GB", False), ("13", "ES", True), ("15", "DE", True), ("15", "FR", False)],
)
def test_a_guardian_answers_for_whoever_is_too_young_where_they_live(
    client: FlaskClient, page: str, database: Database, age: str, country: str, *, asked: bool
) -> None:
    young = {"age": age, "country": country, "guardian_email": "mum@example.net"}
    answer = send(client, page, filled(photos=files(photos.jpeg((64, 48))), **young))
    assert answer.status_code == 303
    assert {(one.party, one.state) for one in others(database)} == (
        {("guardian", "requested")} if asked else set()
    )
    assert ("guardian", "mum@example.net") in letters(database) or not asked


def test_where_a_grown_up_lives_and_how_old_anybody_is_is_not_kept(
    client: FlaskClient, page: str, database: Database
) -> None:
    young = {"age": "15", "country": "LI", "guardian_email": "mum@example.net"}
    send(client, page, filled(photos=files(photos.jpeg((64, 48))), **young))
    with database.engine.connect() as connection:
        rows = [row for table in Base.metadata.sorted_tables for row in connection.execute(table.select())]
    assert not [row for row in rows if "LI" in row or 15 in row]


def test_a_child_in_the_united_states_is_sent_to_a_parent_and_nothing_is_kept(
    client: FlaskClient, page: str, database: Database
) -> None:
    send(client, page, filled(do="add", photos=files(photos.jpeg((64, 48)))))
    child = {"age": "12", "country": "US", "guardian_email": "mum@example.net"}
    answer = send(client, page, filled(photos=files(photos.jpeg((64, 48), 2)), **child))
    assert answer.status_code == 403
    assert "Please ask a parent to send it for you" in answer.text
    assert "She posted a letter" not in answer.text
    with database.read(EVERYONE) as session:
        for model in (Submission, Photo, Upload, Consent, Mail):
            assert session.scalar(select(func.count()).select_from(model)) == 0, model
        assert not session.scalars(select(Customer).where(Customer.name == "Nadia")).all()
    assert "IMG_0.jpg" not in client.get(PATH).text
