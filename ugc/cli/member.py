"""`member …`: who works for a brand."""

import click

from ugc.cli.context import Refused, brand_called, installation
from ugc.db import EVERYONE
from ugc.models import Account, Member
from ugc.permissions import ROLES
from ugc.web.auth import passwords


@click.group()
def member() -> None:
    """Who works for a brand: add."""


@member.command()
@click.argument("email")
@click.option("--brand", required=True, help="The brand's name in addresses, such as pip-and-moss.")
@click.option("--role", required=True, type=click.Choice(list(ROLES)))
@click.option("--name", required=True, help="What customers read below an answer.")
@click.option("--may-speak", is_flag=True, help="Their messages go out; without it they wait for release.")
@click.option("--ask", is_flag=True, help="Ask for the password here, instead of a link to choose it by.")
def add(email: str, brand: str, role: str, name: str, *, may_speak: bool, ask: bool) -> None:
    """Let somebody work for a brand; a new account chooses its password by a link, within an hour."""
    email = _address(email)
    kept = passwords.hash_password(_asked([name, email, brand])) if ask else ""
    with installation() as services, services.database.write(EVERYONE) as session:
        there, known = brand_called(session, brand), session.scalar(Account.at(email))
        account = known or Account(email=email, name=name, password_hash=kept)
        session.add(account)
        session.flush()
        if any(one.brand_id == there.id for one in session.scalars(Member.of(account))):
            raise Refused(f"{email} works for {brand} already.")
        row = Member(brand_id=there.id, account_id=account.id, role=role, may_speak=may_speak)
        session.add(row)
        link = services.links.reset(account)
    click.echo(f"{email} is {role} at {brand}.")
    if known:
        click.echo("The account was there before and keeps its name and password.")
    elif not ask:
        click.echo(f"Choose the password here, within an hour: {link}")
        click.echo("Afterwards, “Forgotten your password?” at the sign-in sends another link by mail.")


def _address(email: str) -> str:
    """Loosely: whether letters arrive there is found out by sending one."""
    name, at, host = email.strip().lower().partition("@")
    if not (name and at and host) or any(letter.isspace() for letter in email.strip()):
        raise Refused(f"“{email}” is no mail address.")
    return f"{name}@{host}"


def _asked(known: list[str]) -> str:
    password = str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    if weakness := passwords.weakness(password, known):
        raise Refused(weakness)
    return password
