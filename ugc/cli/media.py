"""`media …`: renditions made anew."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import click
from rich.console import Console
from rich.progress import track

from ugc.cli.context import Refused, installation
from ugc.collect import rebuild as rebuilding
from ugc.db import EVERYONE
from ugc.definitions import find_campaign
from ugc.media import Darkroom, Failed, Unusable
from ugc.models import Campaign
from ugc.stores import Missing, StoreError
from ugc.wiring import Services


@click.group()
def media() -> None:
    """What was made of the photos: rebuild."""


@media.command()
@click.argument("campaign", required=False)
@click.option("--all", "everything", is_flag=True, help="Also what was made by today's recipe.")
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, show_default="one per core")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def rebuild(campaign: str | None, *, everything: bool, jobs: int, as_json: bool) -> None:
    """Make renditions anew from the originals, of CAMPAIGN or of all; stopped, it goes on when run again.

    Made anew is what another table, credit or colour made. The old ones stay public until the new are there.
    """
    with installation() as services, Darkroom(jobs) as darkroom, ThreadPoolExecutor(jobs) as pool:
        chosen = _campaign(services, campaign) if campaign else None
        if everything:
            rebuilding.forget(services.database, chosen)
        photos = list(rebuilding.outdated(services.database, services.links, chosen))
        work = pool.map(partial(_rebuild, services, darkroom), photos)
        console = Console(stderr=True)
        problems = [one for one in track(work, "Making renditions", len(photos), console=console) if one]
    if as_json:
        click.echo(json.dumps({"made": len(photos) - len(problems), "problems": problems}))
    else:
        click.echo(f"{len(photos) - len(problems)} photos are made anew.")
    if problems:
        raise Refused("\n".join([*problems, "These stay as they were; everything else is done."]))


def _campaign(services: Services, slug: str) -> Campaign:
    with services.database.read(EVERYONE) as session:
        found = find_campaign(session, slug)
    if found is None:
        raise Refused(f"There is no campaign {slug}.")
    return found


def _rebuild(services: Services, darkroom: Darkroom, photo_id: str) -> str:
    """Nothing when it went well, else what went wrong."""
    try:
        rebuilding.rebuild(services.database, services.store, darkroom, services.links, photo_id)
    except Missing:
        return f"{photo_id}: the original is not where we put it. See `doctor`."
    except (Unusable, Failed, StoreError) as problem:
        return f"{photo_id}: {problem}"
    return ""
