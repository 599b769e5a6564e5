"""`channel …`: connect a brand's social accounts, and ask whether they still let us in."""

import json
from dataclasses import asdict, dataclass
from typing import TextIO

import click

from ugc.cli.context import Refused, brand_called, installation
from ugc.db import EVERYONE
from ugc.lifecycle import Actor
from ugc.platforms import NETWORKS, PlatformError
from ugc.publish import channels
from ugc.publish import credit as publishing
from ugc.wiring import Services

OPERATOR = Actor("operator")


@dataclass(frozen=True)
class Checked:
    """A channel and what is wrong with it, if anything."""

    brand: str
    name: str
    network: str
    problem: str | None


@click.group()
def channel() -> None:
    """The social accounts we post to and listen through: add, check."""


@channel.command()
@click.argument("brand")
@click.argument("name")
@click.option("--network", type=click.Choice(sorted(NETWORKS)), default="mastodon", show_default=True)
@click.option("--url", "base_url", required=True, help="The server, or a manual channel’s profile.")
@click.option(
    "--token",
    type=click.File(),
    help="A file with the access token, or name and password; - is standard input.",
)
def add(brand: str, name: str, network: str, base_url: str, token: TextIO | None) -> None:
    """Connect an account to BRAND under NAME, the name campaigns use; asks the network first."""
    secret = _secret(network, token)
    with installation() as services:
        try:
            profile, secret = channels.ask(network, base_url, secret, services.door)
            with services.database.write(EVERYONE) as session:
                owner = brand_called(session, brand)
                facts = {"name": name, "kind": network, "base_url": base_url, "secret": secret}
                channels.add(session, owner, services.vault, OPERATOR, **facts)
        except (PlatformError, publishing.Refused) as problem:
            raise Refused(str(problem)) from None
    click.echo(f"{name} is connected as {profile.handle}.")


@channel.command()
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def check(*, as_json: bool) -> None:
    """Ask every channel's network whether it still lets us in; exit code 1 when one does not."""
    with installation() as services:
        found = _check_all(services)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
    for one in () if as_json else found:
        click.echo(f"{one.brand:<20} {one.name:<20} {one.network:<10} {one.problem or 'in order'}")
    click.get_current_context().exit(1 if any(one.problem for one in found) else 0)


def _secret(network: str, token: TextIO | None) -> str:
    """From the file, or asked for without echo: a token on the command line would stay in its history."""
    if network == "manual":
        return ""
    if token:
        return token.read().strip()
    return str(click.prompt("Access token, or name and password", hide_input=True)).strip()


def _check_all(services: Services) -> list[Checked]:
    with services.database.read(EVERYONE) as session:
        known = channels.everywhere(session)
    database, vault, door = services.database, services.vault, services.door
    return [
        Checked(brand.slug, one.name, one.network, channels.check(database, vault, door, one.id))
        for brand, one in known
    ]
