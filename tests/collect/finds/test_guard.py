"""Many finds in every state put nothing public, whatever else becomes of their submissions."""

from typing import Any

from sqlalchemy import func, insert, select

from tests.support.people import World, customer
from ugc.db import EVERYONE, Database
from ugc.models import Channel, Find, Submission, new_id
from ugc.publish.gallery import gallery
from ugc.states import FIND, SUBMISSION

MANY = 10_000


def test_ten_thousand_finds_put_nothing_public(database: Database, world: World) -> None:
    with database.write(EVERYONE) as session:
        author = customer(session, world.brand, "Found")
        channel = Channel(
            brand_id=world.brand.id,
            network="mastodon",
            name="mastodon",
            base_url="https://a.example",
            secret="",
        )
        session.add(channel)
        session.flush()
        states = [(find, submission) for find in FIND.arrows for submission in SUBMISSION.arrows]
        ours = {"brand_id": world.brand.id, "customer_id": author.id, "campaign_id": world.campaign.id}
        ours |= {"created_at": session.now()}
        rows = [_rows(ours, world, channel, n, *states[n % len(states)]) for n in range(MANY)]
        session.execute(insert(Submission), [submission for submission, _ in rows])
        session.execute(insert(Find), [find for _, find in rows])
        now = session.now()
        for purpose in ("gallery", "reshare", "ads", "print", "mail"):
            assert session.scalars(Submission.publishable(purpose, None, now)).all() == []
            assert session.scalars(Submission.publishable(purpose, channel, now)).all() == []
        assert gallery(session, world.campaign).items == []
        assert session.scalar(select(func.count()).select_from(Find)) == MANY


def _rows(
    ours: dict[str, Any], world: World, channel: Channel, number: int, find: str, submission: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A submission and its find in these states, as columns."""
    sent = {"id": new_id(), "revision_id": world.campaign.revision_id, "kind": "story", "form_key": new_id()}
    sent |= {"story": "Found", "answers": {}, "credit": "@found", "shows_child": "no", "language": "en"}
    seen = {"id": new_id(), "submission_id": sent["id"], "channel_id": channel.id, "network": "mastodon"}
    seen |= dict.fromkeys(("uri", "permalink", "remote_id"), f"https://a.example/{sent['id']}")
    author = "" if number % 2 else "@found"  # every other one came without its author
    seen |= dict.fromkeys(("author_id", "author_handle"), author)
    seen |= dict.fromkeys(("author_name", "caption"), "@found") | {"reachable": bool(author)}
    at = ours["created_at"]
    seen |= {"posted_at": at, "looked_at": at, "media": [], "state": find, "attempts": 0}
    return ours | sent | {"state": submission, "visible_from": at}, ours | seen
