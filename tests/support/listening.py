"""A campaign that listens through a channel, and people who post."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.people import World
from tests.support.photos import jpeg
from tests.support.reshares import LINKS, VAULT
from ugc.collect import finds
from ugc.db import EVERYONE, Database
from ugc.definitions.read import read
from ugc.lifecycle import due
from ugc.models import Campaign, Channel, Find, Photo, Revision, Search, Submission
from ugc.platforms import Door, connect
from ugc.platforms.contract import Photo as Picture
from ugc.platforms.contract import Post
from ugc.settings import ROOT
from ugc.stores import Store, open_store

TAG = "littlewearerscontest"


def define(database: Database, campaign: Campaign, **collect: object) -> None:
    """Give a campaign the definition of Little Wearers, listening as said."""
    document: dict[str, Any] = read(ROOT / "campaigns" / "little-wearers.toml").model_dump(mode="json")
    document["collect"].update(collect)
    with database.write(EVERYONE) as session:
        session.get_one(Revision, campaign.revision_id).document = document


def channel(
    database: Database, world: World, network: str, base_url: str, secret: str, name: str = ""
) -> Channel:
    """A connected account of the brand's."""
    with database.write(EVERYONE) as session:
        row = Channel(brand_id=world.brand.id, network=network, name=name or network, base_url=base_url)
        row.secret = VAULT.seal(secret)
        session.add(row)
    return row


@dataclass
class Ear:
    """Everything it takes to listen, and short ways to do it and to look at what came of it."""

    database: Database
    store: Store
    door: Door
    world: World
    clock: Clock

    def listen(self, **options: Any) -> list[finds.Heard | None]:
        """Let every search of the campaign listen now."""
        with self.database.write(EVERYONE) as session:
            searches = finds.searches(session, session.get_one(Campaign, self.world.campaign.id))
            for search in searches:
                search.due_at = session.now()
        return [finds.listen(self.database, VAULT, self.door, LINKS, one.id, **options) for one in searches]

    def listen_if_due(self) -> None:
        """Let the searches listen whose time has come, as the sweep does."""
        with self.database.write(EVERYONE) as session:
            finds.plan(session)
        with self.database.read(EVERYONE) as session:
            waiting = due(session, Search, "waiting")
        for search_id in waiting:
            finds.listen(self.database, VAULT, self.door, LINKS, search_id)

    def tend(self) -> None:
        """Tend whatever is due."""
        with self.database.read(EVERYONE) as session:
            waiting = finds.due_finds(session)
        for find_id in waiting:
            finds.tend(self.database, self.store, VAULT, self.door, find_id)

    def later(self, **length: float) -> None:
        """Let time pass, then tend what has come due."""
        self.clock.advance(**length)
        self.tend()

    def finds(self) -> list[Find]:
        """All finds, the oldest post first, with their submissions."""
        with self.database.read(EVERYONE) as session:
            found = list(session.scalars(select(Find).order_by(Find.posted_at, Find.uri)))
            for find in found:
                _ = find.submission.photos, find.channel
            return found

    def rows(self, model: type[Any]) -> list[Any]:
        """All rows of a table."""
        with self.database.read(EVERYONE) as session:
            return list(session.scalars(select(model)))

    def photos(self) -> list[Photo]:
        """All photos by submission and place."""
        return sorted(self.rows(Photo), key=lambda photo: (photo.submission_id, photo.position))

    def submission(self) -> Submission:
        """The only one."""
        [submission] = self.rows(Submission)
        return submission

    def search(self) -> Search:
        """The only one."""
        [search] = self.rows(Search)
        return search


def ear(database: Database, door: Door, world: World, clock: Clock, folder: Path) -> Ear:
    """A brand that listens, on the real day: the servers date posts by the machine's clock."""
    clock.time = datetime.now(UTC)
    return Ear(database, open_store(f"file://{folder}/media"), door, world, clock)


def share(base_url: str, token: str, door: Door, text: str, *alts: str, network: str = "mastodon") -> str:
    """Post photos as somebody; returns the post's id there."""
    pictures = tuple(Picture(jpeg((160, 120), seed=n), "image/jpeg", alt) for n, alt in enumerate(alts, 1))
    account = connect(network, base_url, token, door)
    return account.publish(Post(text, pictures), key=f"{text}{alts}").remote_id
