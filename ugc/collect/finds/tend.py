"""The engine's work on one find: copy its pictures early, and see whether the post still stands as it was."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from ugc import accounts
from ugc.collect.finds.changes import gone, notice
from ugc.collect.finds.pictures import copy, incomplete, take_in, unreached
from ugc.collect.finds.trouble import note, well
from ugc.collect.settle import settle
from ugc.db import EVERYONE, Database, Session, Whose
from ugc.lifecycle import Conflict, claim, due
from ugc.meter import LOOKS
from ugc.models import Campaign, Find
from ugc.platforms import Door, PlatformError
from ugc.stores import Store, StoreError
from ugc.vault import Vault

TENDED = ("found", "passed", "asked", "answered", "lapsed", "granted")
LEASE = timedelta(minutes=15)
FRESH = timedelta(minutes=5)  # so long, what we saw needs no second look
SOONEST, LATEST = timedelta(hours=1), timedelta(days=7)
SHOWN = timedelta(days=1)  # how long a post we may show can be gone there before we notice


@dataclass(frozen=True)
class _Job:
    """A claimed find, with all that is needed while no transaction is open."""

    find: Find
    campaign: Campaign
    stale: bool

    @property
    def whose(self) -> Whose:
        return Whose.brand(self.find.brand_id)


def tend(database: Database, store: Store, vault: Vault, door: Door, find_id: str) -> None:
    """Tend one find that is due; anything else is left alone. May be killed anywhere and run again."""
    with suppress(Conflict):
        job = _take(database, find_id)
        if job is None:
            return
        try:
            if job.stale:
                _look(database, vault, door, job)
            _copy(database, store, door, job)
        except PlatformError as problem:
            _put_off(database, job, problem)
        except StoreError as problem:
            _put_off(database, job, PlatformError(str(problem)))


def due_finds(session: Session) -> list[str]:
    """The ids of finds that are to be tended now."""
    return due(session, Find, *TENDED)


def _take(database: Database, find_id: str) -> _Job | None:
    with database.write(EVERYONE) as session:
        find = session.get(Find, find_id)
        if find is None or find.state not in TENDED:
            return None
        claim(session, find, LEASE)
        _ = find.channel
        fresh = timedelta(0) if unreached(find) else FRESH
        stale = find.reachable and session.now() - find.looked_at > fresh
        return _Job(find, find.campaign, stale)


def _look(database: Database, vault: Vault, door: Door, job: _Job) -> None:
    """Ask its network for the post: gone there is gone here, changed there is changed here."""
    channel = job.find.channel
    network = accounts.network(database, channel, vault, door, LOOKS)
    post = network.look(job.find.remote_id)
    with database.write(job.whose) as session:
        find = _mine(session, job)
        find.looked_at = session.now()
        if post is None:
            gone(session, find)
        else:
            notice(session, find, post)


def _copy(database: Database, store: Store, door: Door, job: _Job) -> None:
    """Bring what is missing of its pictures into the private store, then be done with it for a while."""
    with database.read(job.whose) as session:
        find = session.get_one(Find, job.find.id)
    if find.state == "gone":
        return
    copied = copy(database, store, door, job.campaign, find) if incomplete(find) else None
    with database.write(job.whose) as session:
        find = _mine(session, job)
        if copied is not None:
            take_in(session, find, copied)
        if copied is not None or find.attempts == 1:
            settle(session, find.submission)
        well(find)
        find.lease_until = None
        find.due_at = _retry(session, find) if incomplete(find) else _next(session, find)


def _retry(session: Session, find: Find) -> datetime:
    tries = max(int(one.get("tries", 0)) for one in find.media)
    return session.now() + timedelta(minutes=1 << tries)


def _next(session: Session, find: Find) -> datetime:
    """Often while it is young, then ever more rarely; what may be shown is looked at every day."""
    age = (session.now() - find.posted_at) / 2
    latest = SHOWN if find.state == "granted" else LATEST
    return session.now() + min(max(age, SOONEST), latest)


def _put_off(database: Database, job: _Job, problem: PlatformError) -> None:
    with database.write(job.whose) as session:
        find = _mine(session, job)
        note(session, find, find.channel, problem)


def _mine(session: Session, job: _Job) -> Find:
    """The row, locked. Raises Conflict when the lease ran out and somebody else took over."""
    find = session.get_one(Find, job.find.id, with_for_update=True)
    if find.attempts != job.find.attempts or find.state == "gone":
        raise Conflict("somebody else has this find")
    return find
