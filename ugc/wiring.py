"""Which parts an installation is made of, chosen by its settings and handed to whoever needs them."""

import gc
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from ugc.consent import markers
from ugc.db import Clock, Database
from ugc.links import Links
from ugc.media import Darkroom
from ugc.media.detectors import Detectors
from ugc.platforms import Door, Mailer, open_mailer
from ugc.settings import Settings
from ugc.stores import Store, open_store
from ugc.vault import Vault


def system_clock() -> datetime:
    """The time of day, aware, in UTC: the one place that asks the machine."""
    return datetime.now(UTC)


@dataclass
class Services:
    """The parts, ready to use."""

    settings: Settings
    clock: Clock
    database: Database
    store: Store
    mailer: Mailer
    links: Links
    vault: Vault
    door: Door
    darkroom: Darkroom
    detectors: Detectors

    def problems(self) -> list[str]:
        """What keeps this installation from serving: an unreachable database or store, in sentences."""
        found = []
        for part, check in (("database", self.database.ready), ("store", self.store.ready)):
            try:
                check()
            except Exception as problem:
                found.append(f"{part}: {problem}")
        return found

    def close(self) -> None:
        """End child processes and connections."""
        self.darkroom.close()
        self.door.close()
        self.database.engine.dispose()


def stay() -> None:
    """Leave what is loaded by now out of the garbage collector's rounds, for a process that goes on serving.

    Modules, mappings and the application are never garbage; looking through all of them took 100 ms, in
    the midst of every seventieth page or so of the desk.
    """
    gc.collect()
    gc.freeze()


def wire(settings: Settings, clock: Clock = system_clock) -> Services:
    """Build every part from the settings. Raises ValueError with a sentence for a URL nobody understands."""
    database, store = Database(settings.database_url, clock), open_store(settings.store_url)
    database.mark = partial(markers.keep, store)
    return Services(
        settings=settings,
        clock=clock,
        database=database,
        store=store,
        mailer=open_mailer(settings.mail_url, settings.mail_from),
        links=Links(settings.base_url, settings.secret_key),
        vault=Vault(settings.secret_key),
        door=Door(settings.allow_private, clock=clock),
        darkroom=Darkroom(),
        detectors=Detectors(),
    )
