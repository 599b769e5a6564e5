"""Erasure: everything about a person, or about one thing they sent, and the tombstone that stays.

A tombstone is written into the store first, so that a restored backup of the database can be made to
forget again (`doctor --restored`); what it says is in `Erasure`.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from io import BytesIO

from sqlalchemy import delete, select

from ugc.consent import markers
from ugc.consent.classes import CLASSES, still
from ugc.consent.traces import Traces, untold
from ugc.consent.withdraw import withdraw
from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import ENGINE, Actor, Conflict, begin, claim, move
from ugc.models import Consent, Customer, Erasure, Find, Refusal, Submission, Thread, Upload
from ugc.platforms import Mailer, PlatformError
from ugc.stores import Store, StoreError

LEASE = timedelta(minutes=10)
AGAIN = timedelta(minutes=1)  # while somebody works on it, or a folder or a store does not answer
TOMBSTONES = "tombstones/"
Follow = Callable[[Session, Submission], None]


def ask(
    session: Session,
    customer: Customer,
    cause: str,
    actor: Actor,
    submission: Submission | None = None,
    due_at: datetime | None = None,
) -> Erasure:
    """Begin an erasure of everything or of one submission, now or at a later moment."""
    row = Erasure(brand_id=customer.brand_id, customer_id=customer.id, cause=cause)
    row.submission_id, row.due_at = submission.id if submission else None, due_at or session.now()
    begin(session, row, actor)
    if due_at is None:
        session.hint("erasure", row.id)
    return row


def erase(database: Database, store: Store, mailer: Mailer, follow: Follow, erasure_id: str) -> None:
    """Do a due erasure; anything else is left alone. May be killed anywhere and run again.

    `follow` takes down what was posted of a submission. While a worker holds a photo or a letter of
    theirs, which could put back what is being erased, it is put off for a minute.
    """
    with suppress(Conflict):
        seen = _take(database, erasure_id)
        if seen is None:
            return
        try:
            _entomb(store, seen)
            with database.read(EVERYONE) as session:
                letters = _traces(session, seen).letters()
            mailer.forget(letters)
            files = _forget(database, seen, follow, _markers(database, store, seen))
            _burn(database, store, files)
        except (StoreError, PlatformError, _Held) as problem:
            _put_off(database, seen, problem)
        else:
            untold(database)
            database.scrub()


class _Held(Exception):
    """A worker is busy with something of it."""


def _take(database: Database, erasure_id: str) -> Erasure | None:
    with database.write(EVERYONE) as session:
        row = session.get(Erasure, erasure_id)
        if row is None or row.state != "waiting":
            return None
        claim(session, row, LEASE)
        return row


def _entomb(store: Store, row: Erasure) -> None:
    kind, about = ("submission", row.submission_id) if row.submission_id else ("customer", row.customer_id)
    words = json.dumps({"erasure": row.id, "cause": row.cause, "asked": row.created_at.isoformat()})
    store.put(f"{TOMBSTONES}{kind}/{about}", BytesIO(words.encode()), content_type="application/json")


def _traces(session: Session, row: Erasure) -> Traces:
    """One submission's, or the customer's with it when nothing else of theirs is left."""
    others = select(Submission.id).where(Submission.customer_id == row.customer_id)
    left = others.where(Submission.id != row.submission_id, Submission.state != "erased").limit(1)
    if row.submission_id and session.scalar(left):
        return Traces.of(session, Submission.id == row.submission_id, Submission)
    return Traces.of(session, Customer.id == row.customer_id, Customer)


def _markers(database: Database, store: Store, row: Erasure) -> list[str]:
    """What its withdrawals left in the store, which the tombstone makes needless."""
    with database.read(EVERYONE) as session:
        return [key for one in _submissions(session, row) for key in markers.of(store, one.id)]


def _forget(database: Database, seen: Erasure, follow: Follow, marked: list[str]) -> list[str]:
    """All rows, in one transaction; the keys of the files that go with them. Raises _Held."""
    with database.write(EVERYONE) as session:
        row = session.get_one(Erasure, seen.id, with_for_update=True)
        if (row.state, row.attempts) != (seen.state, seen.attempts):
            raise Conflict("somebody else erases this")
        traces = _traces(session, row)
        if traces.held():
            raise _Held("Somebody is busy with it right now.")
        if row.submission and row.cause in CLASSES and not still(session, row.submission, row.cause):
            move(session, row, "cancelled", ENGINE, "its time is not over any more")
            return []
        for submission in _submissions(session, row):
            _not_again(session, submission)
            _end(session, submission, Actor("customer", row.customer_id) if row.cause == "asked" else ENGINE)
            session.flush()
            follow(session, submission)
            move(session, submission, "erased", ENGINE)
        session.taken.clear()  # the tombstone says so already
        files = traces.files() + marked
        _throw_away(session, row, files)
        session.flush()
        traces.erase()
        session.refresh(row)
        move(session, row, "done", ENGINE)
        return files


def _submissions(session: Session, row: Erasure) -> list[Submission]:
    theirs = select(Submission).where(Submission.customer_id == row.customer_id, Submission.state != "erased")
    only = theirs.where(Submission.id == row.submission_id) if row.submission_id else theirs
    return list(session.scalars(only.with_for_update()))


def _not_again(session: Session, submission: Submission) -> None:
    """What was found on a network is not to be found there again, once nobody knows of it here."""
    find = session.scalar(select(Find).where(Find.submission_id == submission.id))
    if find is not None:
        hashed = Refusal.post(find.brand_id, find.network, find.uri)
        if not Refusal.remembers(session, find.brand_id, hashed):
            session.add(Refusal(brand_id=find.brand_id, author_sha256=hashed))


def _end(session: Session, submission: Submission, actor: Actor) -> None:
    """Withdrawn with every grant and question, if it is not yet; the log keeps that it was."""
    if submission.state != "withdrawn":
        move(session, submission, "withdrawn", actor)
    for consent in session.scalars(select(Consent).where(Consent.submission_id == submission.id)):
        withdraw(session, consent, actor)
    talk = select(Thread).where(Thread.submission_id == submission.id, Thread.state != "closed")
    for thread in session.scalars(talk):
        thread.due_at, thread.turned_at = None, session.now()
        move(session, thread, "closed", ENGINE)


def _throw_away(session: Session, row: Erasure, files: list[str]) -> None:
    """Leave the files to the sweep of uploads, in case we die before we have burnt them."""
    theirs = select(Submission.campaign_id).where(Submission.customer_id == row.customer_id).limit(1)
    campaign_id = session.scalar(theirs)
    for key in files:
        upload = Upload(brand_id=row.brand_id, campaign_id=campaign_id, draft="", key=key)
        upload.filename, upload.length = "", 0
        session.add(upload)


def _burn(database: Database, store: Store, files: list[str]) -> None:
    for key in files:
        store.partial(key).discard()
        store.delete(key)
    with database.write(EVERYONE) as session:
        session.execute(delete(Upload).where(Upload.key.in_(files)))


def _put_off(database: Database, seen: Erasure, problem: Exception) -> None:
    with database.write(EVERYONE) as session:
        row = session.get_one(Erasure, seen.id, with_for_update=True)
        if (row.state, row.attempts) == (seen.state, seen.attempts):
            row.due_at, row.lease_until, row.problem = session.now() + AGAIN, None, str(problem)
