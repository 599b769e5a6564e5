"""`doctor`: look the installation over, for a person or for cron."""

import json
from dataclasses import asdict

import click

from ugc.cli.context import Refused, installation
from ugc.doctor import Finding, Work, examine, replay
from ugc.stores import StoreError
from ugc.tasks import KINDS
from ugc.wiring import Services

TITLES = {
    "log": "The log",
    "states": "States that nobody logged",
    "files": "Files",
    "work": "Work that stands still",
    "promises": "Promises",
}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.option("--restored", is_flag=True, help="First erase and take back again what was after the backup.")
def doctor(*, as_json: bool, restored: bool) -> None:
    """Say in plain words what is wrong: log, files, work, promises; exit code 1 when something is."""
    with installation() as services:
        if restored:
            _replay(services)
        found = _found(services)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
    else:
        _tell(found)
    click.get_current_context().exit(1 if found else 0)


def _replay(services: Services) -> None:
    try:
        done = replay(services.database, services.store, services.mailer)
    except StoreError as problem:
        raise Refused(str(problem)) from None
    again = f"Erased again: {done.erased}. Taken back again: {done.withdrawn}."
    click.echo(f"{again} Files that belong to nobody, thrown away: {done.files}.", err=True)
    if done.waiting:
        raise Refused(f"{done.waiting} could not be erased yet. Try again before you serve anything.")


def _found(services: Services) -> list[Finding]:
    kinds = [Work(name, work.model, work.states) for name, work in KINDS.items()]
    try:
        return list(examine(services.database, services.store, kinds))
    except StoreError as problem:
        raise Refused(str(problem)) from None


def _tell(found: list[Finding]) -> None:
    for check, title in TITLES.items():
        sentences = [one.sentence for one in found if one.check == check]
        if sentences:
            click.echo(f"{title}:")
        for sentence in sentences:
            click.echo(f"  {sentence}")
    if not found:
        click.echo("Everything is in order.")
