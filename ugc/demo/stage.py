"""What the scenes of one campaign share: its parts under a walking clock, its people, its channels."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from ugc.db import Database, Session, Whose
from ugc.definitions import Definition
from ugc.demo.pictures import Pictures
from ugc.demo.script import Script
from ugc.demo.walk import Walk
from ugc.lifecycle import Actor
from ugc.models import Campaign, Customer, Member
from ugc.platforms.mail import Memory
from ugc.wiring import Services


@dataclass
class Stage:
    """One campaign. `members` go by their key, `channels` hold ids by name, `authors` go by mail address."""

    services: Services
    walk: Walk
    script: Script
    campaign: Campaign
    definition: Definition
    pictures: Pictures
    hints: list[tuple[str, str]]
    members: dict[str, Member] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)
    authors: dict[str, Customer] = field(default_factory=dict)

    @contextmanager
    def desk(self) -> Iterator[Session]:
        """A transaction in the brand."""
        with self.services.database.write(Whose.brand(self.campaign.brand_id)) as session:
            yield session

    def actor(self, key: str) -> Actor:
        """A person at the desk, as the log names them."""
        return Actor("member", self.members[key].account_id)


@contextmanager
def stage(
    services: Services, script: Script, campaign: Campaign, definition: Definition, now: datetime
) -> Iterator[Stage]:
    """A campaign's parts, with a clock of their own. Letters are written, and go nowhere."""
    walk, hints = Walk(now), list[tuple[str, str]]()
    database = Database(services.settings.database_url, walk.clock, lambda *hint: hints.append(hint))
    mailer = Memory(services.settings.mail_from)
    own = replace(services, clock=walk.clock, database=database, mailer=mailer)
    try:
        yield Stage(own, walk, script, campaign, definition, Pictures(), hints)
    finally:
        database.engine.dispose()
