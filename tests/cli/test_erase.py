"""Erasing from the command line."""

from click.testing import CliRunner, Result
from sqlalchemy import select

from tests.support.people import build_world, submission
from ugc.cli import main
from ugc.db import EVERYONE, Database
from ugc.models import Customer, Submission


def erase(*arguments: str, answer: str = "") -> Result:
    return CliRunner().invoke(main, ["erase", *arguments], input=answer)


def names(database: Database) -> list[str]:
    with database.read(EVERYONE) as session:
        return sorted(session.scalars(select(Customer.name)))


def test_a_customer_is_erased_by_address_or_id(database: Database) -> None:
    world = build_world(database)
    with database.write(EVERYONE) as session:
        submission(session, world, state="ready")
    result = erase("--customer", "Carla@Example.net", "--yes")
    assert (result.exit_code, result.stdout) == (0, "Erased: 1.\n")
    assert names(database) == ["", "Ciro"]
    with database.read(EVERYONE) as session:
        assert session.scalars(select(Submission.state)).all() == ["erased"]
    assert erase("--customer", world.another_customer.id, "--yes").exit_code == 0
    assert names(database) == ["", ""]


def test_it_asks_first(database: Database) -> None:
    build_world(database)
    result = erase("--customer", "carla@example.net", answer="n\n")
    assert result.exit_code == 1
    assert names(database) == ["Carla", "Ciro"]


def test_somebody_unknown_is_refused_with_a_sentence(database: Database) -> None:
    result = erase("--customer", "nobody@example.net", "--yes")
    assert (result.exit_code, result.stderr) == (1, "Nobody here is known as nobody@example.net.\n")
