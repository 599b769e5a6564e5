"""Who listens where: a search for every open campaign and every channel it can hear through."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from ugc.db import Session
from ugc.definitions import Definition, load, open_campaigns
from ugc.lifecycle import ENGINE, begin, move
from ugc.models import Campaign, Channel, Search
from ugc.platforms import capabilities


def plan(session: Session) -> None:
    """Begin the searches that are wanted and end those that are not. Twice changes nothing."""
    wanted = {search.id for campaign in open_campaigns(session) for search in searches(session, campaign)}
    waiting = session.scalars(select(Search).where(Search.state == "waiting")).all()
    for search in waiting:
        if search.id not in wanted and search.lease_until is None:
            move(session, search, "over", ENGINE)


def searches(session: Session, campaign: Campaign) -> list[Search]:
    """A campaign's searches, begun or taken up again where they are missing."""
    if not campaign.revision.document.get("collect"):  # asked every minute, and most listen to nothing
        return []
    definition = load(campaign.revision)
    there = select(Search).where(Search.campaign_id == campaign.id)
    known = {search.channel_id: search for search in session.scalars(there)}
    return [
        _search(session, campaign, channel, known) for channel in _channels(session, campaign, definition)
    ]


def _search(session: Session, campaign: Campaign, channel: Channel, known: dict[str, Search]) -> Search:
    search = known.get(channel.id)
    if search is None:
        search = Search(brand_id=campaign.brand_id, campaign_id=campaign.id, channel_id=channel.id)
        search.cursors, search.due_at = {}, session.now()
        begin(session, search, ENGINE)
    elif search.state == "over":
        search.due_at = session.now()
        move(session, search, "waiting", ENGINE)
    return search


def _channels(session: Session, campaign: Campaign, definition: Definition) -> Iterable[Channel]:
    assert definition.collect is not None
    rows = select(Channel).where(Channel.brand_id == campaign.brand_id).order_by(Channel.name)
    return [one for one in session.scalars(rows) if _hears(one, definition.collect.networks)]


def _hears(channel: Channel, networks: Sequence[str]) -> bool:
    able = capabilities(channel.network)
    return able.family in networks and able.budget is not None
