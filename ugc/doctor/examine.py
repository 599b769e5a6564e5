"""Every check, one after the other."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ugc.db import EVERYONE, Database
from ugc.doctor import files, log, promises, work
from ugc.doctor.finding import Finding, said
from ugc.models import Claimable
from ugc.stores import Store


class Work(NamedTuple):
    """One kind of the engine's work: what a person calls it, the rows, and the states they wait in."""

    name: str
    model: type[Claimable]
    states: Sequence[str]


def examine(database: Database, store: Store, kinds: Sequence[Work]) -> Iterator[Finding]:
    """Say what is wrong, check by check; changes nothing. Raises StoreError when the store is silent."""
    with database.read(EVERYONE) as session:
        yield from said("log", log.broken(session))
        yield from said("states", log.unlogged(session))
    yield from said("files", files.orphans(database, store))
    with database.read(EVERYONE) as session:
        for kind in kinds:
            yield from said("work", work.stuck(session, kind.name, kind.model, kind.states))
        for check in promises.CHECKS:
            yield from said("promises", check(session))
