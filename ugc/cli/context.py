"""What every command shares: the installation's services, and refusals as one line on stderr."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from ugc.db import Session
from ugc.definitions import find_brand
from ugc.models import Brand
from ugc.settings import SettingsError, from_environment
from ugc.tasks import Engine
from ugc.wiring import Services, wire


class Refused(click.ClickException):
    """The command was understood and cannot be done: one reason on stderr, exit code 1."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


class Commands(click.Group):
    """A group whose commands refuse a wrong setting with a sentence instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (SettingsError, ValueError) as problem:
            raise Refused(str(problem)) from problem


@contextmanager
def wired() -> Iterator[tuple[Services, Engine]]:
    """This installation's services and its engine, closed at the end; hints reach its queue."""
    services = wire(from_environment())
    try:
        yield services, Engine(services)
    finally:
        services.close()


@contextmanager
def installation() -> Iterator[Services]:
    """The services alone."""
    with wired() as (services, _):
        yield services


def brand_called(session: Session, slug: str) -> Brand:
    """The brand of that name. Raises Refused."""
    found = find_brand(session, slug)
    if found is None:
        raise Refused(f"There is no brand {slug}: apply one of its campaigns first.")
    return found
