"""An installation in good health, to be broken."""

from io import BytesIO

import pytest

from tests.support.people import World
from tests.support.reshares import Desk, approved, channel
from ugc.db import EVERYONE, Database
from ugc.doctor import Finding, Work, examine
from ugc.lifecycle import ENGINE, record
from ugc.models import Consent, Event, Photo
from ugc.platforms import Door
from ugc.stores import MemoryStore, Store
from ugc.tasks import KINDS

WORK = [Work(name, work.model, work.states) for name, work in KINDS.items()]


@pytest.fixture
def store() -> Store:
    return MemoryStore()


@pytest.fixture
def desk(database: Database, world: World, store: Store) -> Desk:
    """A brand with a channel of its own and an approved submission with a photo."""
    with database.write(EVERYONE) as session:
        there = channel(session, world, "manual", "https://social.example")
        row = approved(session, world, store)
        for photo in session.query(Photo):
            store.put(photo.original_key, BytesIO(b"original"), content_type="image/jpeg")
        for consent in session.query(Consent):  # made past the door by the world's builder
            record(session, consent, None, consent.state, ENGINE, "")
        return Desk(database, world, store, Door(()), there.id, row.id)


def found(desk: Desk) -> list[Finding]:
    """What the doctor says."""
    return list(examine(desk.database, desk.store, WORK))


def sentences(desk: Desk, check: str) -> list[str]:
    """What the doctor says in one check, and in no other."""
    everything = found(desk)
    assert {one.check for one in everything} <= {check}
    return [one.sentence for one in everything]


def last(desk: Desk, about: str) -> Event:
    """The newest event about a kind of row."""
    with desk.database.read(EVERYONE) as session:
        return session.query(Event).filter_by(about=about).order_by(Event.number.desc()).first()  # type: ignore[return-value]
