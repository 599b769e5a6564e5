"""One installation for a machine: the real parts, each of them fragile, and a network in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from tests.promises.square import WHERE, Square
from tests.promises.trouble import Fate, Fragile, FragileDatabase, Killed
from tests.support.clock import Clock
from tests.support.people import World, build_world
from ugc.collect.entry import Agreement, Entry, Guardian
from ugc.collect.intake import receive
from ugc.collect.uploads import Draft, new_draft
from ugc.db import EVERYONE, Database, Whose
from ugc.definitions.read import read
from ugc.definitions.schema import Definition
from ugc.lifecycle import ENGINE
from ugc.media import Darkroom
from ugc.models import Campaign, Revision, Submission
from ugc.publish import channels
from ugc.settings import ROOT, Settings
from ugc.stores import MemoryStore
from ugc.tasks import Engine
from ugc.wiring import Services, wire


def definition() -> Definition:
    """Little Wearers as it is shipped, but a story needs no photo."""
    shipped = read(ROOT / "campaigns" / "little-wearers.toml")
    form = shipped.form.model_copy(update={"photos": shipped.form.photos.model_copy(update={"min": 0})})
    return shipped.model_copy(update={"form": form})


@dataclass
class Installation:
    """Everything that runs, and what stands in the world around it."""

    services: Services
    engine: Engine
    clock: Clock
    fate: Fate
    square: Square
    world: World
    definition: Definition

    @property
    def database(self) -> Database:
        return self.services.database

    def next_hint(self) -> tuple[str, str] | None:
        """What the queue hands to a worker; whatever happens now, the queue has forgotten it."""
        task = self.engine.huey.dequeue()
        return task and task.args

    def work(self, kind: str, row_id: str, steps: int | None = None) -> None:
        """A worker takes a row, and is killed after so many steps unless it finishes before."""
        self.mortal(lambda: self.engine.work(kind, row_id), steps)

    def mortal(self, act: Callable[[], object], steps: int | None) -> bool:
        """Whether somebody did something to its end, or was killed after so many steps."""
        self.fate.doom(steps)
        try:
            act()
        except Killed:
            return False
        finally:
            self.fate.doom(None)
        return True

    def draft(self) -> Draft:
        """A new form, open in somebody's browser."""
        return Draft(self.database, self.services.store, self.world.campaign, new_draft(), most=9)

    def fill(self, draft: Draft, photos: list[bytes]) -> None:
        """Upload photos, some of them perhaps again."""
        for number, photo in enumerate(photos):
            draft.keep(f"IMG_{number}.jpg", BytesIO(photo))

    def send_form(self, draft: Draft, photos: list[bytes], entry: Entry) -> Submission:
        """What the web does with a form and its photos, as often as somebody sends it."""
        self.fill(draft, photos)
        with self.database.write(Whose.brand(self.world.brand.id)) as session:
            campaign = session.get_one(Campaign, self.world.campaign.id)
            return receive(session, campaign, self.definition, draft.key, entry)

    def entry(self, kind: str, story: str, credit: str, agreed: set[str], guardian: str) -> Entry:
        """A filled-in form; `guardian` is shows_child."""
        agreements = tuple(
            Agreement(use, f"You may use it for {use}.", given=use in agreed)
            for use in ("gallery", "reshare")
        )
        return Entry(
            kind=kind,
            name=credit,
            email="carla@example.net",
            language="en",
            credit=credit,
            terms=self.world.terms,
            agreements=agreements,
            story=story,
            shows_child=guardian,
            guardian=Guardian("Gil", "gil@example.net" if guardian == "other" else ""),
        )

    def end(self) -> None:
        """Close what is open; the darkroom is shared and stays."""
        self.engine.huey.storage.close()
        self.services.door.close()
        self.database.engine.dispose()


def installation(url: str, folder: Path, darkroom: Darkroom) -> Installation:
    """An installation with an empty database at `url`."""
    clock, fate = Clock(), Fate()
    folder.mkdir()
    settings = Settings(
        secret_key="k" * 40, storage=folder, database_url=url, store_url="memory://", mail_url="memory:"
    )
    services = wire(settings, clock)
    services.database.engine.dispose()
    services.database = database = FragileDatabase(url, clock, fate)
    services.store, services.mailer = Fragile(MemoryStore(), fate), Fragile(services.mailer, fate)
    services.darkroom = Fragile(darkroom, fate)
    square = Square(clock, fate)
    world, asked = build_world(database), definition()
    with database.write(EVERYONE) as session:
        revision = session.get_one(Revision, world.campaign.revision_id)
        revision.document = asked.model_dump(mode="json")
        for network in ("square", "manual"):
            channels.add(
                session,
                world.brand,
                services.vault,
                ENGINE,
                name=network,
                kind=network,
                base_url=WHERE,
                secret="s",
            )
    return Installation(services, Engine(services), clock, fate, square, world, asked)
