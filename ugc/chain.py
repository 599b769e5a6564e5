"""The audit log is a chain: each event's hash covers the one before it, so nothing can be changed, left
out or put in between without every later hash being wrong (docs/decisions: a chain for each brand).

What is hashed holds ids, states and moments. Of a reason, which may name people, it holds a salted
commitment only: once reason and salt are forgotten nobody can guess it back, and the chain still fits.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from sqlalchemy import event, select
from sqlalchemy.dialects import postgresql, sqlite

from ugc.db import Session
from ugc.models import Chain, Event

AT_ONCE = 1000  # events in memory while a chain is read


@dataclass(frozen=True)
class Break:
    """Where a chain does not fit: at which position, about which event if there is one, and how."""

    position: int
    event: Event | None
    what: str  # changed, missing, reason, cut


def append(session: Session, row: Event) -> None:
    """Add an event; it gets its place in the chain when the transaction is about to commit."""
    _commit(row)
    session.add(row)
    session.unsealed.add(row.brand_id)


def _commit(row: Event) -> None:
    row.salt = secrets.token_hex(16) if row.reason else ""
    row.commitment = commit_to(row.salt, row.reason)


def commit_to(salt: str, reason: str) -> str:
    """What stands for a reason in the hash; nothing for none."""
    return hashlib.sha256(f"{salt}{reason}".encode()).hexdigest() if reason else ""


def digest(row: Event, position: int, before: str) -> str:
    """The event's hash, in hexadecimal: SHA-256 over its facts as compact JSON with sorted keys, in UTF-8."""
    facts = {
        "brand": row.brand_id,
        "position": position,
        "before": before,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "about": row.about,
        "about_id": row.about_id,
        "old": row.old,
        "new": row.new,
        "actor": row.actor,
        "reason": row.commitment,
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


@event.listens_for(Session, "before_commit")
def _seal_all(session: Session) -> None:
    """Last of all, so that whoever holds a chain waits for nothing but chains, always in the same order."""
    if session.in_nested_transaction():
        return
    session.flush()
    for brand_id in sorted(session.unsealed):
        _seal(session, brand_id)
    session.unsealed.clear()


def _seal(session: Session, brand_id: str) -> None:
    """Give the brand's new events their places; nobody else appends to this chain until the commit."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    first = insert(Chain).values(brand_id=brand_id, length=0, hash="").on_conflict_do_nothing()
    session.execute(first)
    head = session.get_one(Chain, brand_id, with_for_update=True, populate_existing=True)
    waiting = select(Event).where(Event.brand_id == brand_id, Event.position.is_(None)).order_by(Event.number)
    for row in session.scalars(waiting).all():
        head.length += 1
        if not row.commitment:  # of no reason, or written before there was a chain
            _commit(row)
        row.position, row.hash = head.length, digest(row, head.length, head.hash)
        head.hash = row.hash
    session.flush()


def breaks(session: Session, brand_id: str) -> Iterator[Break]:
    """Read a brand's whole chain and say where it does not fit; nothing when it is whole."""
    rows = select(Event).where(Event.brand_id == brand_id, Event.position.is_not(None))
    expected, before = 1, ""
    for row in session.scalars(rows.order_by(Event.position).execution_options(yield_per=AT_ONCE)):
        assert row.position is not None
        if row.position != expected:
            yield Break(expected, None, "missing")
        elif row.hash != digest(row, row.position, before):
            yield Break(row.position, row, "changed")
        elif row.reason and row.commitment != commit_to(row.salt, row.reason):
            yield Break(row.position, row, "reason")
        expected, before = row.position + 1, row.hash
        session.expunge(row)
    head = session.get(Chain, brand_id)
    if head and (head.length, head.hash) != (expected - 1, before):
        yield Break(expected, None, "cut")
