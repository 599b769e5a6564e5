"""`bench` measures our work against its yardsticks, in one run on the same inputs.

What it measures with is imported when it is called: a server that never measures need not carry it in memory.
"""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

ROUNDS = click.option("--rounds", default=5, show_default=True, help="How often each is measured.")
DATABASE = click.option("--database", help="The address of an empty one; else SQLite in a temporary folder.")
JSON = click.option("--json", "as_json", is_flag=True, help="For machines.")


@click.group()
def bench() -> None:
    """Measure against a yardstick on this machine; the ratios travel, the times do not."""


@bench.command()
@ROUNDS
@JSON
def media(rounds: int, as_json: bool) -> None:
    """Photos to renditions: ours, sharp, vipsthumbnail and the floor; memory. Takes some minutes."""
    from ugc.bench.media import lines, run  # noqa: PLC0415

    _say(run(rounds), lines, as_json)


@bench.command()
@click.option("--photos", default=1_000_000, show_default=True, help="How many are looked through.")
@DATABASE
@click.option("--folder", type=click.Path(path_type=Path, exists=True), help="JPEGs of your own to copy.")
@ROUNDS
@JSON
def duplicates(photos: int, database: str | None, folder: Path | None, rounds: int, as_json: bool) -> None:
    """Copies among a million photos: how many are found, what else is, how long it takes."""
    from ugc.bench.duplicates import lines, run  # noqa: PLC0415

    _say(run(photos, rounds, database, folder), lines, as_json)


@bench.command()
@click.option("--waiting", default=100_000, show_default=True, help="How many wait.")
@DATABASE
@ROUNDS
@JSON
def queue(waiting: int, database: str | None, rounds: int, as_json: bool) -> None:
    """The desk on a long day: its queue, a decision, the list, the inbox and the start page."""
    from ugc.bench.queue import lines, run  # noqa: PLC0415

    _say(run(waiting, rounds, database or ""), lines, as_json)


def _say(result: dict[str, Any], lines: Callable[[dict[str, Any]], Iterable[str]], as_json: bool) -> None:
    click.echo(json.dumps(result) if as_json else "\n".join(lines(result)))
