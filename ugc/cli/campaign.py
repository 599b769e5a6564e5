"""`campaign …`: definitions checked, compared, applied, exported; campaigns listed and closed."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from ugc.cli.context import Refused, installation
from ugc.consent import again
from ugc.db import EVERYONE, Session
from ugc.definitions import Definition, all_campaigns, closing, find_campaign, load
from ugc.definitions import apply as applying
from ugc.definitions.export import export as written
from ugc.definitions.problems import Problem, Problems
from ugc.definitions.read import Bundle, read_bundle
from ugc.lifecycle import Actor
from ugc.models import Campaign
from ugc.wiring import Services

OPERATOR = Actor("operator")

file_type = click.Path(exists=True, dir_okay=False, path_type=Path)
one_file = click.argument("file", type=file_type)
some_files = click.argument("files", type=file_type, nargs=-1, required=True)
as_json = click.option("--json", "as_json", is_flag=True, help="For machines.")


@click.group()
def campaign() -> None:
    """What we ask for, as files: check, compare, apply, export, list, close."""


@campaign.command()
@some_files
@as_json
def check(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Say everything that is wrong with definitions, with line and what would be right; warnings too."""
    bundles, problems = _read(files)
    wrong = not all(problem.warning for problem in problems)
    if as_json:
        click.echo(_json([{**asdict(problem), "file": str(problem.file)} for problem in problems]))
        click.get_current_context().exit(1 if wrong else 0)
    if wrong:
        raise Refused(_lines(problems))
    click.echo(_lines([*problems, *(f"{bundle.definition.slug} is in order." for bundle in bundles)]))


@campaign.command()
@one_file
@as_json
def diff(file: Path, *, as_json: bool) -> None:
    """Show what applying a definition would change."""
    (bundle,) = _read_or_refuse([file])
    with installation() as services, services.database.read(EVERYONE) as session:
        found = find_campaign(session, bundle.definition.slug)
        changes = applying.differences(session, found, bundle) if found else None
    if as_json:
        click.echo(_json(None if changes is None else [change._asdict() for change in changes]))
    elif changes is None:
        click.echo(f"{bundle.definition.slug} is new.")
    else:
        click.echo(_lines(changes) or f"{bundle.definition.slug} stands as it is in the file.")


@campaign.command()
@some_files
@click.option("--base", type=int, help="The revision a single file was made from, to replace a later one.")
@click.option("--ask-again", is_flag=True, help="Let consent and terms change, and ask everybody again.")
@as_json
def apply(files: tuple[Path, ...], base: int | None, *, ask_again: bool, as_json: bool) -> None:
    """Make definitions current: a new revision where something changed, nothing where not."""
    if base is not None and len(files) > 1:
        raise click.UsageError("--base goes with one file.")
    refused = []
    results = []
    bundles = _read_or_refuse(files)
    with installation() as services:
        for bundle in bundles:
            try:
                results.append(_apply(services, bundle, base, ask_again=ask_again))
            except applying.Refused as reason:
                refused.append(str(reason))
    click.echo(_json([_told(result) for result in results]) if as_json else _lines(map(_said, results)))
    if refused:
        raise Refused(_lines(refused))


@campaign.command()
@click.argument("slug")
def export(slug: str) -> None:
    """Write a campaign's current definition as TOML."""
    with installation() as services, services.database.read(EVERYONE) as session:
        click.echo(written(load(_campaign(session, slug).revision)), nl=False)


@campaign.command("list")
@as_json
def list_(*, as_json: bool) -> None:
    """List every campaign, whose it is and how long it runs."""
    with installation() as services, services.database.read(EVERYONE) as session:
        rows = [_listed(row, session.now()) for row in all_campaigns(session)]
    if as_json:
        click.echo(_json(rows))
    for row in () if as_json else rows:
        click.echo(f"{row['slug']:<24} {row['brand']:<20} r{row['revision']:<4} {row['state']}")


@campaign.command()
@click.argument("slug")
@click.option("--although-unanswered", is_flag=True, help="Close it knowing that people wait for an answer.")
def close(slug: str, *, although_unanswered: bool) -> None:
    """Take no more submissions; what is there stays."""
    try:
        with installation() as services, services.database.write(EVERYONE) as session:
            closing.close(
                session, _campaign(session, slug), OPERATOR, although_unanswered=although_unanswered
            )
    except applying.Refused as reason:
        raise Refused(str(reason)) from None
    click.echo(f"{slug} is closed.")


@campaign.command("ask-again")
@click.argument("slug")
def ask_again(slug: str) -> None:
    """Write to everybody whose answers are about older terms; what they agreed to stays as it is."""
    with installation() as services, services.database.write(EVERYONE) as session:
        asked = again.ask_again(session, _campaign(session, slug), OPERATOR)
    click.echo(f"{slug}: {asked} people are asked again.")


def _read(files: Iterable[Path]) -> tuple[list[Bundle], list[Problem]]:
    """The definitions in files, the problems of those that are not in order, and all warnings."""
    bundles: list[Bundle] = []
    problems: dict[Problem, None] = {}  # two campaigns may name the same broken brand
    for file in files:
        try:
            bundles.append(bundle := read_bundle(file))
            problems.update(dict.fromkeys(bundle.warnings))
        except Problems as found:
            problems.update(dict.fromkeys(found.problems))
    return bundles, list(problems)


def _read_or_refuse(files: Iterable[Path]) -> list[Bundle]:
    bundles, problems = _read(files)
    if not all(problem.warning for problem in problems):
        raise Refused(_lines(problems))
    if problems:
        click.echo(_lines(problems), err=True)
    return bundles


def _apply(services: Services, bundle: Bundle, base: int | None, *, ask_again: bool) -> applying.Applied:
    with services.database.write(EVERYONE) as session:
        made = applying.apply(session, bundle, applying.FILE, base, asking_again=ask_again)
        if ask_again:
            again.ask_again(session, made.campaign, OPERATOR)
        return made


def _campaign(session: Session, slug: str) -> Campaign:
    found = find_campaign(session, slug)
    if found is None:
        known = ", ".join(row.slug for row in all_campaigns(session))
        raise Refused(f"There is no campaign {slug}. There are: {known or 'none yet'}.")
    return found


def _said(result: applying.Applied) -> str:
    came = f"revision {result.revision.number}" if result.revision else "no new revision"
    nothing = not result.revision and not result.changes
    headline = f"{result.campaign.slug}: {'nothing to change' if nothing else came}."
    return _lines([headline, *(f"  {change}" for change in result.changes)])


def _told(result: applying.Applied) -> dict[str, Any]:
    changes = [change._asdict() for change in result.changes]
    revision = result.revision and result.revision.number
    return {"slug": result.campaign.slug, "revision": revision, "changes": changes}


def _listed(row: Campaign, now: datetime) -> dict[str, Any]:
    definition = load(row.revision)
    return {
        "slug": row.slug,
        "brand": row.brand.slug,
        "revision": row.revision.number,
        "opens": row.opens_at.isoformat(),
        "closes": row.closes_at and row.closes_at.isoformat(),
        "closed": row.closed_at and row.closed_at.isoformat(),
        "state": _state(row, definition, now),
    }


def _state(row: Campaign, definition: Definition, now: datetime) -> str:
    def local(moment: datetime) -> str:
        return f"{moment.astimezone(ZoneInfo(definition.timezone)):%Y-%m-%d %H:%M}"

    if row.hidden_at:
        return f"hidden since {local(row.hidden_at)}"
    if row.closed_at:
        return f"closed by hand {local(row.closed_at)}"
    if now < row.opens_at:
        return f"opens {local(row.opens_at)}"
    if row.closes_at is None:
        return "open"
    return f"{'open until' if now < row.closes_at else 'closed'} {local(row.closes_at)}"


def _lines(lines: Iterable[object]) -> str:
    return "\n".join(map(str, lines))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
