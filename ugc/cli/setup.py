"""`init` prepares an installation: its secret key, its tables, its campaigns."""

import os
import secrets
from collections.abc import Iterator, MutableMapping
from pathlib import Path

import click

from ugc import demo as demonstration
from ugc import migrations
from ugc.cli.context import Refused, installation
from ugc.db import EVERYONE
from ugc.definitions import apply as definitions
from ugc.definitions.problems import Problems
from ugc.definitions.read import read_bundle
from ugc.settings import ROOT
from ugc.wiring import Services


def ensure_secret_key(environment: MutableMapping[str, str] = os.environ) -> Path | None:
    """Make the secret key once and keep it in storage/, readable by its owner only, unless one is set."""
    if "UGC_SECRET_KEY" in environment or "UGC_SECRET_KEY_FILE" in environment:
        return None
    path = Path(environment.get("UGC_STORAGE", ROOT / "storage")) / "secret-key"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    environment["UGC_SECRET_KEY_FILE"] = str(path)
    return path


def prepare(services: Services) -> list[str]:
    """Bring the database to the current schema and apply the campaigns folder; what was refused, in lines."""
    migrations.upgrade(services.database.engine)
    services.database.study()  # of new indexes SQLite would expect too much
    return [
        line for path in sorted(services.settings.campaigns.glob("*.toml")) for line in _apply(services, path)
    ]


def _apply(services: Services, path: Path) -> Iterator[str]:
    try:
        bundle = read_bundle(path)
        with services.database.write(EVERYONE) as session:
            definitions.apply(session, bundle, definitions.FILE)
    except Problems as problems:
        yield from map(str, problems.problems)
    except definitions.Refused as refused:
        yield str(refused)


def fill(services: Services) -> None:
    """Put the demo into an empty installation, and print its sign-in as long as it is the demo's."""
    if demonstration.is_empty(services):
        click.echo("Filling the sample campaigns, once; this takes a moment …")
        click.echo(demonstration.fill(services))
    click.echo(demonstration.sign_in(services))


@click.command()
def demo() -> None:
    """Fill an empty installation with sample submissions, conversations and staff."""
    with installation() as services:
        fill(services)


@click.command()
def init() -> None:
    """Make the secret key, migrate the database and apply campaigns/*.toml."""
    made = ensure_secret_key()
    with installation() as services:
        refused = prepare(services)
    if made:
        click.echo(f"The secret key is in {made}. Keep it with your backups.")
    if refused:
        raise Refused("\n".join(refused))
