"""`collect`: listen for a campaign now, with progress and a summary."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import click
from rich.console import Console
from rich.progress import Progress

from ugc.cli.context import Refused, installation
from ugc.collect import finds
from ugc.collect.finds.keep import Outcome
from ugc.db import EVERYONE
from ugc.definitions import find_campaign
from ugc.models import Search
from ugc.platforms import PlatformError, capabilities
from ugc.wiring import Services

WORDS = {
    Outcome.NEW: "new",
    Outcome.KNOWN: "known already",
    Outcome.OURS: "our own",
    Outcome.UNWANTED: "of no use here",
    Outcome.ANSWER: "answers to us",
}


@click.command()
@click.argument("campaign")
@click.option("--network", help="Only there, as the campaign calls it: mastodon, bluesky, instagram.")
@click.option("--since", type=click.DateTime(), help="Listen again from this moment on, in UTC.")
@click.option("--dry-run", is_flag=True, help="Only say what would be found; the questions are counted.")
def collect(campaign: str, network: str | None, since: datetime | None, *, dry_run: bool) -> None:
    """Find what people posted for CAMPAIGN. Nothing of it is shown before its author agreed."""
    moment = since.replace(tzinfo=UTC) if since else None
    with installation() as services:
        found = _searches(services, campaign, network)
        troubled = _peek(services, found, moment) if dry_run else _listen(services, found, moment)
    click.get_current_context().exit(1 if troubled else 0)


def _searches(services: Services, slug: str, network: str | None) -> list[Search]:
    """The campaign's searches, due at once. Raises Refused when there is nothing to listen to."""
    with services.database.write(EVERYONE) as session:
        campaign = find_campaign(session, slug)
        if campaign is None:
            raise Refused(f"There is no campaign {slug}.")
        if not campaign.open_at(session.now()):
            raise Refused(f"{slug} is not open, so nothing is collected for it.")
        wanted = [
            search
            for search in finds.searches(session, campaign)
            if network in (None, capabilities(search.channel.network).family)
        ]
        for search in wanted:
            search.due_at = session.now()
    if not wanted:
        where = f"on {network} " if network else ""
        raise Refused(f"{slug} has no channel {where}to listen through: connect one with `channel add`.")
    return wanted


def _peek(services: Services, searches: Sequence[Search], since: datetime | None) -> bool:
    troubled = False
    for search in searches:
        try:
            for post, outcome in finds.peek(
                services.database, services.vault, services.door, search.id, since
            ):
                who = post.author.handle if post.author else "unknown"
                click.echo(f"{WORDS[outcome]:<15} {post.posted:%Y-%m-%d %H:%M}  {who}  {post.permalink}")
        except PlatformError as problem:
            troubled = True
            click.echo(f"{search.channel.name}: {problem.message}", err=True)
    return troubled


def _listen(services: Services, searches: Sequence[Search], since: datetime | None) -> bool:
    """One after another; one that is broken does not keep the others from being heard."""
    problems, outcomes = 0, Counter[Outcome]()
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for search in searches:
            heard = _one(services, search, since, progress)
            click.echo(f"{search.channel.name}: {_said(heard)}")
            problems += int(heard is None or heard.problem is not None)
            outcomes.update(heard.outcomes if heard else {})
        _tend(services, progress)
    click.echo(f"{outcomes[Outcome.NEW]} new. Nothing is shown before its author agreed.")
    return bool(problems)


def _one(
    services: Services, search: Search, since: datetime | None, progress: Progress
) -> finds.Heard | None:
    bar = progress.add_task(f"Listening through {search.channel.name}", total=None)
    report: Callable[[finds.Heard], None] = lambda heard: progress.update(  # noqa: E731 - a callback of one line
        bar, completed=heard.outcomes.total(), description=f"{search.channel.name}: {heard.new} new"
    )
    heard = finds.listen(
        services.database,
        services.vault,
        services.door,
        services.links,
        search.id,
        since=since,
        report=report,
    )
    progress.remove_task(bar)
    return heard


def _tend(services: Services, progress: Progress) -> None:
    """Copy what was found at once: without a worker nobody else would, and links there die."""
    with services.database.read(EVERYONE) as session:
        waiting = finds.due_finds(session)
    for find_id in progress.track(waiting, description="Copying pictures"):
        finds.tend(services.database, services.store, services.vault, services.door, find_id)


def _said(heard: finds.Heard | None) -> str:
    if heard is None:
        return "somebody else is listening there right now."
    parts = [f"{count} {WORDS[outcome]}" for outcome, count in heard.outcomes.items()]
    said = ", ".join(parts) or "nothing new"
    return f"{said}. {heard.problem.message}" if heard.problem else f"{said}."
