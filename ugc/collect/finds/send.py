"""Sending what we say below a find, once: claimed, checked a last time, reconciled when lost (P3)."""

from contextlib import suppress
from datetime import timedelta
from functools import partial

from ugc import accounts
from ugc.collect.finds.trouble import note
from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import ENGINE, Conflict, claim, move
from ugc.models import Reply
from ugc.platforms import Door, Network, PlatformError
from ugc.platforms.contract import Post, Published
from ugc.vault import Vault

LEASE = timedelta(minutes=15)
TRIES = 8
STATES = {"queued": "sending", "sending": "unknown", "unknown": None}
WANTED = {
    "request": ("asked", "answered"),
    "thanks": ("answered",),
    "answer": ("asked", "answered", "granted"),
}


class _NotAnyMore(Exception):
    """What it is about is over; the row says so."""


def send(database: Database, vault: Vault, door: Door, reply_id: str) -> None:
    """Send a due reply, or find out what became of one whose outcome we do not know."""
    with suppress(Conflict, _NotAnyMore):
        seen = _take(database, reply_id)
        if seen is None:
            return
        try:
            network = accounts.network(database, seen.find.channel, vault, door)
            if seen.state == "unknown":
                _reconcile(database, network, seen)
            else:
                ready = partial(_last_look, database, seen)
                said = network.reply(seen.find.remote_id, seen.body, seen.id, ready)
                _arrived(database, seen, said)
        except PlatformError as problem:
            _put_off(database, seen, problem)


def _take(database: Database, reply_id: str) -> Reply | None:
    with database.write(EVERYONE) as session:
        row = session.get(Reply, reply_id)
        if row is None or row.state not in STATES:
            return None
        claim(session, row, LEASE, to=STATES[row.state])
        _ = row.find.channel
        return row


def _last_look(database: Database, seen: Reply) -> None:
    """Right before the irreversible call: whoever said no or deleted it meanwhile hears nothing of us."""
    with database.write(EVERYONE) as session:
        row = _mine(session, seen)
        go = row.find.state in WANTED[row.kind]
        row.began_at = row.began_at or session.now()
        if not go:
            move(session, row, "cancelled", ENGINE, f"the find is {row.find.state}")
    if not go:
        raise _NotAnyMore


def _reconcile(database: Database, network: Network, seen: Reply) -> None:
    """Whether the reply of an earlier try is there: sent, or queued again. Never sent blindly."""
    found = (
        network.find(Post(seen.body, answers=seen.find.remote_id), seen.id, seen.began_at)
        if seen.began_at
        else None
    )
    if found:
        _arrived(database, seen, found)
    else:
        with database.write(EVERYONE) as session:
            row = _mine(session, seen)
            row.due_at = session.now()
            move(session, row, "queued", ENGINE, "looked for, and not there")


def _arrived(database: Database, seen: Reply, said: Published) -> None:
    with database.write(EVERYONE) as session:
        row = _mine(session, seen)
        row.remote_id, row.permalink = said.remote_id, said.permalink
        row.sent_at, row.problem = session.now(), None
        move(session, row, "sent", ENGINE)


def _put_off(database: Database, seen: Reply, problem: PlatformError) -> None:
    with database.write(EVERYONE) as session:
        row = _mine(session, seen)
        if row.state == "unknown":
            note(session, row, row.find.channel, problem)
        elif problem.unknown:
            row.due_at, row.problem = session.now() + timedelta(minutes=1), problem.message
            move(session, row, "unknown", ENGINE, problem.message)
        elif not problem.needs_person and (problem.permanent or row.attempts >= TRIES):
            row.problem = problem.message
            move(session, row, "failed", ENGINE, problem.message)
        else:
            note(session, row, row.find.channel, problem)
            move(session, row, "queued", ENGINE, problem.message)


def _mine(session: Session, seen: Reply) -> Reply:
    """The row, locked. Raises Conflict when the lease ran out and somebody else took over."""
    row = session.get_one(Reply, seen.id, with_for_update=True)
    if (row.state, row.attempts) != (seen.state, seen.attempts):
        raise Conflict("somebody else sends this")
    return row
