"""Hypothesis plays customers, guardians, members, the clock, workers that die and a network that fails.

In whichever order: after every step the promises P1 to P5 hold, and when all is quiet nothing is left undone.
"""

import random
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

import ugc.platforms
from tests.promises import checks
from tests.promises.customers import Customers
from tests.promises.members import Members
from tests.promises.parts import Installation, installation
from tests.promises.square import Square
from tests.promises.stage import USES, photos, wordings
from tests.promises.workers import Workers
from tests.support.postgres import Postgres
from ugc.db import EVERYONE
from ugc.media import Darkroom
from ugc.platforms import NETWORKS

SHORT, LONG, STEPS = 3, 20, 50  # examples, and the steps of each


class Promises(Customers, Members, Workers):
    """Everybody together, and the questions asked after each step."""

    @initialize(credit=wordings, photos=photos)
    def two_pieces_are_public(self, credit: str, photos: list[str]) -> None:
        self.send(credit, ["ducks", *photos], {*USES}, "no", None)
        self.send(credit, [], {*USES}, "guardian", None)
        self.work_the_queue(9, None)
        self.approve(0)
        self.approve(0)
        self.time_passes({"seconds": 40})

    @invariant()
    def the_promises_hold(self) -> None:
        it, now = self.it, self.it.clock()
        with it.database.read(EVERYONE) as session:
            checks.kept(session, it.services.store, self.book, now)
            self.look_around(session)
            items = checks.shown(session, it.world.campaign)
            checks.consented(session, items, self.book, now)
            checks.posted_once(session, it.square)
            checks.credited(session, items, it.square, self.book)

    @rule()
    def all_is_quiet(self) -> None:
        """Workers live, the clock ticks, and there is nothing left to do."""
        for _ in range(40):
            self.it.engine.sweep()
            while hint := self.it.next_hint():
                self.it.work(*hint)
            self.it.clock.advance(minutes=12)
            with self.it.database.read(EVERYONE) as session:
                if not checks.unfinished(session):
                    break
        with self.it.database.read(EVERYONE) as session:
            assert checks.unfinished(session) == []
            checks.gone(session, self.it.square, self.book, self.it.clock())

    def teardown(self) -> None:
        try:
            self.all_is_quiet()
        finally:
            self.it.end()


@pytest.fixture(scope="module")
def darkroom() -> Iterator[Darkroom]:
    with Darkroom() as darkroom:
        yield darkroom


@pytest.fixture
def found(
    darkroom: Darkroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Installation]:
    """Founds an installation on a migrated, empty database; the same ids come up in each."""
    folders = (tmp_path / str(number) for number in count())

    def found(url: str) -> Installation:
        monkeypatch.setattr("ugc.models.base.secrets", random.Random(1))
        monkeypatch.setattr(ugc.platforms, "NETWORKS", {**NETWORKS, "square": Square})  # to be connected to
        it = installation(url, next(folders), darkroom)
        monkeypatch.setattr(ugc.platforms, "NETWORKS", {**NETWORKS, "square": it.square})
        return it

    return found


def run(make: Callable[[], Installation], examples: int) -> None:
    always_the_same = settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        derandomize=True,
        database=None,
        phases=(Phase.generate, Phase.shrink),  # explaining would trace every line
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(lambda: Promises(make), settings=always_the_same)


def test_on_sqlite(found: Callable[[str], Installation], migrated_sqlite: Path, tmp_path: Path) -> None:
    copies = (shutil.copy(migrated_sqlite, tmp_path / f"{number}.sqlite3") for number in count())
    run(lambda: found(f"sqlite:///{next(copies)}"), LONG)


def test_on_postgresql(found: Callable[[str], Installation], postgres_server: Postgres) -> None:
    run(lambda: found(postgres_server.fresh()), SHORT)
