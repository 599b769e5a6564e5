"""`bench queue`: how long does the desk take with a hundred thousand waiting?

Whole pages in this process, from the request to the last byte, without a network or a server around them:
opening the queue, deciding (whose answer the next one is on the screen for already), the list, the inbox and
the start page. Turn about with the yardstick, a page of the desk that looks nothing up but who is signed in.
Beside our own CPU milliseconds stand the database's, where it is a process of this machine.
"""

import os
import platform
import re
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ugc import migrations
from ugc.bench.arrivals import photos
from ugc.db import EVERYONE, Database
from ugc.definitions import current_terms
from ugc.definitions.apply import apply
from ugc.definitions.read import read_bundle
from ugc.lifecycle import Actor
from ugc.models import Account, Member
from ugc.settings import Settings
from ugc.tasks import Engine
from ugc.web import create_app
from ugc.web.auth import sessions
from ugc.wiring import Services, stay, wire

BUDGET = "50 ms for the queue, a decision and the inbox with 100,000 waiting"
YARDSTICK = "account"
PAGES = {
    "list": "/staff/queue/list",
    "inbox": "/staff/inbox",
    "start": "/staff/",
    YARDSTICK: "/staff/account",
}

Visit = Callable[[], object]


@dataclass
class Spent:
    """Seconds that some visits took, and the CPU seconds of this process and of the database's."""

    wall: float = 0
    ours: float = 0
    theirs: float = 0


def run(waiting: int = 100_000, rounds: int = 5, database: str = "", each: int = 20) -> dict[str, Any]:
    """Measure everything, `each` page so often in a round; plain values, ready for JSON.

    `database` is the address of an empty one; SQLite in a temporary folder without.
    """
    with TemporaryDirectory() as place:
        given = {"secret_key": "bench " * 8, "storage": place, "database_url": database}
        settings = Settings.model_validate(given)
        services = wire(settings)
        Engine(services)  # a web process leaves hints for workers
        try:
            began = time.monotonic()
            account = _fill(services, waiting)
            took = time.monotonic() - began
            spent = _measure(services, account, rounds, each)
            dialect = services.database.engine.dialect.name
        finally:
            services.close()
    return {
        "conditions": {
            "database": dialect,
            "waiting": waiting,
            "rounds": rounds,
            "each": each,
            "cpus": os.cpu_count(),
            "python": platform.python_version(),
            "filled in s": round(took, 1),
        },
        "budget": BUDGET,
        "pages": [_row(page, spent, each) for page in spent],
    }


def lines(result: dict[str, Any]) -> Iterator[str]:
    """What `run` found, for people."""
    yield "{waiting:,} waiting on {database}. Budget: ".format(**result["conditions"]) + result["budget"]
    for row in result["pages"]:
        yield (
            "{page:8} {wall_ms:6.1f} ms ± {spread:4.1f}, of it {cpu_ms:6.1f} CPU-ms ours"
            " and {database_ms:5.1f} the database’s; {ratio:5.2f} of a page that looks nothing up"
        ).format(**row)


def _fill(services: Services, waiting: int) -> str:
    """An installation with a brand, its owner, and so many waiting; the owner's id."""
    database = services.database
    migrations.upgrade(database.engine)
    bundle = read_bundle(services.settings.campaigns / "little-wearers.toml")
    with database.write(EVERYONE) as session:
        campaign = apply(session, bundle, Actor("file")).campaign
        account = Account(email="ona@example.org", name="Ona", password_hash="")
        session.add(account)
        session.flush()
        session.add(Member(brand_id=campaign.brand_id, account_id=account.id, role="owner", may_speak=True))
        photos(session, campaign, current_terms(session, campaign, "en"), waiting)
    _settle_down(database)
    return account.id


def _settle_down(database: Database) -> None:
    """What a database does by itself after a while."""
    database.study()
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
            connection.exec_driver_sql("CHECKPOINT")


def _measure(services: Services, account_id: str, rounds: int, each: int) -> dict[str, list[Spent]]:
    visits = _Desk(services, account_id).visits()
    stay()
    cpu = _database_cpu(services.database)
    spent: dict[str, list[Spent]] = {page: [] for page in visits}
    for number in range(rounds + 1):
        sums = {page: Spent() for page in visits}
        for _ in range(each):
            for page, visit in visits.items():
                with _counted(sums[page], cpu):
                    visit()
        for page in visits if number else ():  # the first one warms up
            spent[page].append(sums[page])
    return spent


class _Desk:
    """Somebody at the desk; whatever answers otherwise than with a page ends the measurement."""

    def __init__(self, services: Services, account_id: str) -> None:
        app = create_app(services.settings, services=services)
        app.config["WTF_CSRF_ENABLED"] = False  # no browser is here to carry a token
        self.client = app.test_client()
        with services.database.write(EVERYONE) as session:
            self.client.set_cookie("ugc", sessions.begin(session, session.get_one(Account, account_id)))
        self.shown = ""

    def look(self, address: str) -> str:
        """A page."""
        answer = self.client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status}"
        return answer.text

    def open_queue(self) -> None:
        """The one that waits longest."""
        self.shown = self.look("/staff/queue")

    def decide(self) -> None:
        """What was shown just before, as a desk does that shows the next one already."""
        at = re.search(r'data-at="([^"]+)"', self.shown)
        seen = re.search(r'name="seen" value="([^"]+)"', self.shown)
        assert at and seen, "nothing is left to decide; let more wait"
        form = {"outcome": "approve", "seen": seen[1]}
        answer = self.client.post(at[1], data=form, headers={"Prefer": "return=minimal"})
        assert answer.status_code == 200, answer.status

    def visits(self) -> dict[str, Visit]:
        """By name, in this order."""
        others = {page: partial(self.look, address) for page, address in PAGES.items()}
        return {"queue": self.open_queue, "decide": self.decide, **others}


@contextmanager
def _counted(spent: Spent, database_cpu: Callable[[], float]) -> Iterator[None]:
    theirs, ours, began = database_cpu(), time.process_time(), time.perf_counter()
    yield
    spent.wall += time.perf_counter() - began
    spent.ours += time.process_time() - ours
    spent.theirs += database_cpu() - theirs


def _database_cpu(database: Database) -> Callable[[], float]:
    """CPU seconds of the process that answers us, if it is one of this machine.

    Visits come one after the other, so that one connection serves them all.
    """
    if database.engine.dialect.name == "sqlite":
        return lambda: 0.0  # it is a part of us
    with database.engine.connect() as connection:
        pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    ticks, path = os.sysconf("SC_CLK_TCK"), Path(f"/proc/{pid}/stat")

    def spent() -> float:
        return sum(int(part) for part in path.read_text().rpartition(")")[2].split()[11:13]) / ticks

    return spent if path.exists() and "postgres" in path.read_text() else lambda: 0.0


def _row(page: str, spent: dict[str, list[Spent]], each: int) -> dict[str, Any]:
    wall = {name: [1000 * one.wall / each for one in spent[name]] for name in (page, YARDSTICK)}
    return {
        "page": page,
        "wall_ms": statistics.median(wall[page]),
        "spread": statistics.pstdev(wall[page]),
        "cpu_ms": statistics.median(1000 * one.ours / each for one in spent[page]),
        "database_ms": statistics.median(1000 * one.theirs / each for one in spent[page]),
        "ratio": statistics.median(wall[page]) / statistics.median(wall[YARDSTICK]),
    }
