"""Posts a network tells us of by itself: kept with that account’s searches, looked at in the next round."""

from datetime import timedelta

from sqlalchemy import func, select

from ugc.db import Session
from ugc.models import Channel, Find, Search

SOON = timedelta(minutes=5)  # many together are one round
TOLD = "told"  # beside the cursors: ids of posts to be looked at
MOST = 500  # of them that wait; who sends more is heard by tag all the same


def tell(session: Session, network: str, account: str, post: str) -> None:
    """Note that a post names an account, known by the end of its address. Twice changes nothing."""
    waiting = select(Search).join(Channel, Channel.id == Search.channel_id)
    waiting = waiting.where(Search.state == "waiting", Channel.network == network)
    waiting = waiting.where(func.rtrim(Channel.base_url, "/").endswith(f"/{account}", autoescape=True))
    for search in session.scalars(waiting.order_by(Search.id).with_for_update(of=Search)):
        before = told(search)
        if post not in before and len(before) < MOST and not _known(session, search, post):
            search.cursors = {**search.cursors, TOLD: [*before, post]}
            if search.problem is None and search.due_at:  # else it waits for something
                search.due_at = min(search.due_at, session.now() + SOON)


def told(search: Search) -> list[str]:
    """The posts that wait to be looked at."""
    return list(search.cursors.get(TOLD, ()))


def seen(search: Search, post: str) -> None:
    """One of them has been looked at."""
    search.cursors = {**search.cursors, TOLD: [one for one in told(search) if one != post]}


def _known(session: Session, search: Search, post: str) -> bool:
    there = select(Find.id).where(Find.brand_id == search.brand_id, Find.channel_id == search.channel_id)
    return session.scalar(there.where(Find.remote_id == post).limit(1)) is not None
