"""`erase`: everything about a person goes, and a tombstone stays."""

import click

from ugc.cli.context import Refused, installation
from ugc.consent.erase import ask
from ugc.consent.people import called
from ugc.db import EVERYONE
from ugc.lifecycle import Actor
from ugc.models import Customer, Erasure
from ugc.tasks import KINDS
from ugc.wiring import Services

OPERATOR = Actor("operator")


@click.command()
@click.option("--customer", required=True, help="Their mail address, or their id in the database.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(customer: str, *, yes: bool) -> None:
    """Erase everything about a customer, in every brand that has their address. Cannot be undone."""
    with installation() as services:
        found = _found(services, customer)
        if not yes:
            click.confirm(f"Erase {len(found)} × {customer} with all they sent, for good?", abort=True)
        waiting = [one.id for one in found if not _erase(services, one.id)]
    click.echo(f"Erased: {len(found) - len(waiting)}.")
    if waiting:
        raise Refused(
            "A worker is busy with the rest, or a part is silent: the engine erases them within minutes."
        )


def _found(services: Services, customer: str) -> list[Customer]:
    with services.database.read(EVERYONE) as session:
        found = list(called(session, customer))
    if not found:
        raise Refused(f"Nobody here is known as {customer}.")
    return found


def _erase(services: Services, customer_id: str) -> bool:
    with services.database.write(EVERYONE) as session:
        row = ask(session, session.get_one(Customer, customer_id), "operator", OPERATOR)
    KINDS["erasure"].do(services, row.id)
    with services.database.read(EVERYONE) as session:
        return session.get_one(Erasure, row.id).state == "done"
