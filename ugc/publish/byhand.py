"""What people do where the machine cannot: post on networks without an adapter, and take posts down."""

from urllib.parse import urlsplit

from ugc.db import Session
from ugc.lifecycle import Actor, record
from ugc.models import Reshare
from ugc.platforms import capabilities
from ugc.publish import retract
from ugc.publish.claims import lock
from ugc.publish.credit import Refused
from ugc.publish.send import sent


def mark_posted(session: Session, reshare: Reshare, actor: Actor, link: str) -> None:
    """Note where a person posted it, or found it after we lost the network's answer. Raises Refused."""
    lock(session, reshare)
    by_hand = reshare.state == "scheduled" and not capabilities(reshare.channel.network).can_publish
    if reshare.state == "cancelled" and retract.over(session, reshare):
        raise Refused(
            "Its author took it back meanwhile. Please delete your post now: nothing else shows it."
        )
    if not by_hand and reshare.state != "unknown":
        raise Refused(
            f"This is not waiting to be posted by hand: it is {reshare.state}. Nothing was changed."
        )
    reshare.permalink = _address(link)
    sent(session, reshare, actor)


def mark_removed(session: Session, reshare: Reshare, actor: Actor) -> None:
    """Note that a person took the post down. Raises Refused.

    Where we can look ourselves, only that ends it; where a channel does not let us in, their word counts.
    """
    lock(session, reshare)
    if reshare.state != "remove_by_hand":
        raise Refused(f"This is not waiting to be taken down by hand: it is {reshare.state}.")
    if reshare.remote_id and capabilities(reshare.channel.network).can_delete and not reshare.channel.problem:
        record(session, reshare, reshare.state, reshare.state, actor, "said to be gone")
        reshare.due_at = session.now()
        session.hint("takedown", reshare.id)
    else:
        retract.removed(session, reshare, actor)


def _address(link: str) -> str:
    parts = urlsplit(link.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or len(link) > 500:
        raise Refused(
            "That is no link to a post: copy it from the browser’s address bar, starting with https://."
        )
    return link.strip()
