"""Adding staff from the command line."""

import re
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result

from tests.support.people import World, build_world
from tests.web.staff import token
from ugc.cli import main
from ugc.db import EVERYONE, Database
from ugc.models import Account, Member
from ugc.settings import from_environment
from ugc.web import create_app
from ugc.web.auth.passwords import matches


@pytest.fixture
def world(database: Database) -> World:
    return build_world(database)


def add(email: str, *options: str, brand: str = "pip-and-moss", typed: str = "") -> Result:
    fixed = ["--brand", brand, "--role", "moderator", "--name", "Nadia"]
    return CliRunner().invoke(main, ["member", "add", email, *fixed, *options], input=typed)


def places(database: Database, email: str) -> list[Member]:
    with database.read(EVERYONE) as session:
        account = session.scalars(Account.at(email)).one()
        return list(session.scalars(Member.of(account)))


def test_a_new_member_chooses_a_password_by_a_link_that_works_once(database: Database, world: World) -> None:
    result = add("Nadia@Example.org", "--may-speak")
    assert (result.exit_code, result.stderr) == (0, "")
    (row,) = places(database, "nadia@example.org")
    assert (row.brand_id, row.role, row.may_speak, row.account.name) == (
        world.brand.id,
        "moderator",
        True,
        "Nadia",
    )
    assert row.account.password_hash == ""  # no password matches it
    shown = re.search(r"within an hour: http://127.0.0.1:8000(\S+)", result.stdout)
    assert shown
    client = create_app(from_environment()).test_client()
    typed = {"csrf_token": token(client.get(shown[1]).text), "password": "tea and toast at ten"}
    assert client.post(shown[1], data=typed).location == "/staff/sign-in"
    assert client.get(shown[1]).status_code == 404
    (row,) = places(database, "nadia@example.org")
    assert matches(row.account.password_hash, "tea and toast at ten")


def test_the_link_runs_out(database: Database, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ugc.links.RESET_LIVES", timedelta(seconds=-1))
    shown = re.search(r"http://127.0.0.1:8000(\S+)", add("nadia@example.org").stdout)
    assert shown
    assert create_app(from_environment()).test_client().get(shown[1]).status_code == 404


def test_a_password_can_be_chosen(database: Database, world: World) -> None:
    result = add("nadia@example.org", "--ask", typed="tea and toast at ten\n" * 2)
    assert result.exit_code == 0
    assert "tea and toast" not in result.stdout
    (row,) = places(database, "nadia@example.org")
    assert not row.may_speak
    assert matches(row.account.password_hash, "tea and toast at ten")


def test_a_known_account_gets_one_more_brand_and_keeps_its_password(database: Database, world: World) -> None:
    add("nadia@example.org", "--ask", typed="tea and toast at ten\n" * 2)
    result = add("nadia@example.org", brand="elsewhere")
    assert "keeps its name and password" in result.stdout
    assert "within an hour" not in result.stdout
    rows = places(database, "nadia@example.org")
    assert {row.brand_id for row in rows} == {world.brand.id, world.other_brand.id}
    assert matches(rows[0].account.password_hash, "tea and toast at ten")


@pytest.mark.parametrize(
    ("email", "options", "says"),
    [
        ("nobody", {}, "is no mail address"),
        ("a b@example.org", {}, "is no mail address"),
        ("nadia@example.org", {"brand": "nowhere"}, "There is no brand nowhere"),
        ("nadia@example.org", {"typed": "short\nshort\n"}, "at least 12 characters"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(
    database: Database, world: World, email: str, options: dict[str, str], says: str
) -> None:
    result = add(email, *(["--ask"] if "typed" in options else []), **options)
    assert result.exit_code == 1
    assert says in result.stderr
    with database.read(EVERYONE) as session:
        assert session.scalar(Account.at(email)) is None


def test_nobody_is_added_twice(database: Database, world: World) -> None:
    add("nadia@example.org")
    again = add("nadia@example.org")
    assert again.exit_code == 1
    assert "works for pip-and-moss already" in again.stderr
    assert len(places(database, "nadia@example.org")) == 1


def test_a_role_nobody_knows_is_wrong_usage(database: Database, world: World) -> None:
    assert add("nadia@example.org", "--role", "king").exit_code == 2
