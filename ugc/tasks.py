"""The engine: Huey carries hints, the database holds the truth.

A hint is a kind and a row's id. Whoever receives it claims the row, so a hint may come twice or never;
the sweep finds what is due and was not hinted, or was held by a worker that died.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from huey import Huey, PostgresHuey, PriorityRedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer
from huey.registry import Message
from huey.serializer import Serializer

from ugc import converse, meter, publish
from ugc.collect import finds, quota
from ugc.collect.develop import develop
from ugc.collect.finds.tend import TENDED
from ugc.collect.previews import preview
from ugc.collect.uploads import sweep as sweep_uploads
from ugc.consent import markers, retention
from ugc.consent.erase import erase
from ugc.consent.sweep import sweep as sweep_consents
from ugc.consent.traces import untold
from ugc.db import EVERYONE, Session
from ugc.lifecycle import due
from ugc.models import Claimable, Erasure, Find, Mail, Photo, Reply, Reshare, Screening, Search
from ugc.moderate import rules
from ugc.screen import screen
from ugc.team import account
from ugc.wiring import Services

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Work:
    """One kind of work: which rows it is for, in which states, who does it, and whether it goes first."""

    model: type[Claimable]
    states: tuple[str, ...]
    do: Callable[[Services, str], object]
    urgent: bool = False


KINDS = {
    "photo": Work(
        Photo,
        ("received",),
        lambda s, row_id: develop(s.database, s.store, s.darkroom, s.links, row_id),
    ),
    "screening": Work(
        Screening,
        ("waiting",),
        lambda s, row_id: screen(s.database, s.store, s.detectors, rules.apply, row_id),
    ),
    "mail": Work(
        Mail,
        ("queued", "sending"),
        lambda s, row_id: converse.send(s.database, s.mailer, s.links, row_id),
    ),
    "reshare": Work(
        Reshare,
        ("scheduled", "sending", "unknown"),
        lambda s, row_id: publish.send(s.database, s.store, s.vault, s.door, row_id),
    ),
    "removal": Work(
        Reshare,
        ("removing",),
        lambda s, row_id: publish.remove(s.database, s.vault, s.door, row_id),
        urgent=True,
    ),
    "takedown": Work(
        Reshare,
        ("remove_by_hand",),
        lambda s, row_id: publish.remove(s.database, s.vault, s.door, row_id),
    ),
    "search": Work(
        Search,
        ("waiting",),
        lambda s, row_id: finds.listen(s.database, s.vault, s.door, s.links, row_id),
    ),
    "reply": Work(
        Reply,
        ("queued", "sending", "unknown"),
        lambda s, row_id: finds.send(s.database, s.vault, s.door, row_id),
    ),
    "find": Work(
        Find,
        TENDED,
        lambda s, row_id: finds.tend(s.database, s.store, s.vault, s.door, row_id),
    ),
    "erasure": Work(
        Erasure,
        ("waiting",),
        lambda s, row_id: erase(s.database, s.store, s.mailer, publish.follow, row_id),
        urgent=True,
    ),
}
"""`takedown` is a removal that a person has taken over: apart, so that many of them delay no new one."""

ERRANDS: dict[str, Callable[[Services, str], None]] = {
    "preview": lambda s, row_id: preview(s.database, s.store, s.darkroom, row_id),
    "forgotten": lambda s, row_id: account.remind(s.database, row_id),
}
"""Work without a state: nobody is owed a preview, and for a forgotten password there is a chore."""

Chore = Callable[[Services, Session], object]
ENDINGS: tuple[Callable[[Session], int], ...] = (sweep_consents, publish.sweep)
"""What ends by the clock, some at a time; repeated until nothing is left, however many end together."""
TURNS = 1000
CHORES: tuple[Chore, ...] = (
    lambda services, session: quota.forget(session),
    lambda services, session: finds.plan(session),
    lambda services, session: meter.forget(session),
    lambda services, session: account.write_letters(session),
    lambda services, session: finds.lapse(session),
    lambda services, session: publish.remind(session),
    lambda services, session: retention.plan(session),
    lambda services, session: retention.forget_logs(session, services.mailer.forget),
)
"""What the clock asks for, each in a transaction of its own."""

FIRST = 1  # the priority of what goes before everything else in the queue
LEFTOVERS = timedelta(days=2)  # after which bytes of a write that was killed are thrown away


class Engine:
    """The queue of one installation, and what it does with a hint."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.huey = open_queue(services.settings.queue_url)
        self._enqueue = self.huey.task(name="work")(self.work)
        self.sweep_soon = self.huey.periodic_task(crontab(minute="*"), name="sweep", priority=FIRST)(
            self.sweep
        )
        self.huey.periodic_task(crontab(minute="0"), name="study")(services.database.study)
        services.database.hint = self.hint

    def hint(self, kind: str, row_id: str) -> None:
        """Say that a row is due. A queue that is down costs time, not work: the sweep will find the row."""
        urgent = kind in KINDS and KINDS[kind].urgent
        try:
            self._enqueue(kind, row_id, priority=FIRST if urgent else 0)
        except Exception:
            logger.warning("queue did not take %s %s; the sweep will", kind, row_id, exc_info=True)

    def work(self, kind: str, row_id: str) -> None:
        """Do one row's work now."""
        do = ERRANDS.get(kind) or KINDS[kind].do
        do(self.services, row_id)

    def sweep(self) -> None:
        """Do the chores of the clock, hint every row that is due, then tidy the store."""
        database = self.services.database
        for ending in ENDINGS:
            self._do_all(ending)
        for chore in CHORES:
            self._do(chore)
        with database.read(EVERYONE) as session:
            found = {kind: due(session, work.model, *work.states) for kind, work in KINDS.items()}
        for kind, row_ids in found.items():
            for row_id in row_ids:
                self.hint(kind, row_id)
        self._tidy()

    def _do_all(self, ending: Callable[[Session], int]) -> None:
        for _turn in range(TURNS):
            if not self._do(lambda services, session: ending(session)):
                return

    def _do(self, chore: Chore) -> object:
        """One chore in a transaction of its own; one that fails holds up no other, and comes again."""
        try:
            with self.services.database.write(EVERYONE) as session:
                return chore(self.services, session)
        except Exception:
            logger.exception("a chore of the sweep failed; the others go on")
            return None

    def _tidy(self) -> None:
        """Bring the store what it missed, forget bytes nobody needs.

        Last, so that a store that is down keeps nothing else waiting.
        """
        untold(self.services.database)
        markers.catch_up(self.services.database, self.services.store)
        sweep_uploads(self.services.database, self.services.store)
        self.services.store.sweep(self.services.clock() - LEFTOVERS)

    def consumer(self, workers: int = 2, *, embedded: bool = False) -> Consumer:
        """A consumer of this queue; an embedded one leaves the process's signals alone."""
        kind = _EmbeddedConsumer if embedded else Consumer
        return kind(self.huey, workers=workers, max_delay=1.0, scheduler_interval=1)


class _EmbeddedConsumer(Consumer):  # type: ignore[misc]
    """Runs beside a web server in one process, which owns the signal handlers.

    `_set_signal_handlers` is Huey's private hook, so requirements.txt pins the minor version.
    """

    def _set_signal_handlers(self) -> None:
        pass


class JsonSerializer(Serializer):  # type: ignore[misc]
    """Messages as JSON, so that whoever can write to the queue cannot run code here."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps(data._asdict(), default=str).encode()

    def _deserialize(self, data: bytes) -> Any:
        return Message(**json.loads(data))


def open_queue(url: str) -> Huey:
    """Huey on SQLite, Redis or PostgreSQL. Raises ValueError for any other scheme."""
    options = {"serializer": JsonSerializer(), "results": False, "utc": True}
    match urlsplit(url).scheme:
        case "sqlite":
            return SqliteHuey("ugc", filename=url.removeprefix("sqlite:///"), **options)
        case "redis" | "rediss":
            return PriorityRedisHuey("ugc", url=url, **options)
        case "postgresql":
            return PostgresHuey("ugc", dsn=url, **options)
    raise ValueError(f"UGC_QUEUE_URL: {url.partition(':')[0]}: is not one of sqlite, redis, postgresql.")
