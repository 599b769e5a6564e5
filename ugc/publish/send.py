"""Posting a reshare once: claimed, asked about a last time, sent; reconciled when the answer is lost (P3).

No transaction is open while a network or a store is spoken to. `claims.mine` fences every return to the row.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sqlalchemy import func, select

from ugc import accounts
from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import ENGINE, Actor, Conflict, claim, move
from ugc.models import Photo, Rendition, Reshare
from ugc.platforms import Door, Network, PlatformError, capabilities
from ugc.platforms.contract import Photo as Picture
from ugc.platforms.contract import Post, Published
from ugc.publish import retract
from ugc.publish.claims import mine, pause
from ugc.publish.credit import CreditLost, keeps
from ugc.publish.notice import tell
from ugc.publish.pictures import jpeg
from ugc.publish.plan import publishable
from ugc.stores import Missing, Store, StoreError
from ugc.vault import Vault

LEASE = timedelta(minutes=15)  # longer than any single call takes, and renewed right before the last one
SETTLE = timedelta(minutes=1)  # what a server that did not answer may still be doing
PERSON = timedelta(minutes=30)  # how often we look whether a person has mended a channel
BY_HAND = timedelta(hours=1)
TRIES = 12
STATES = {"scheduled": "sending", "sending": "unknown", "unknown": None}
"""What a claim makes of each state that is ours. The holder of one that is still `sending` without a lease
has died, and we do not know how far it had come."""


class _NotAnyMore(Exception):
    """The last look before posting found that it must not be posted; the row says what became of it."""


@dataclass
class _Job:
    """A claimed reshare, with all that is needed while no transaction is open."""

    seen: Reshare
    pictures: list[tuple[str, str, tuple[int, int]]]  # key in the store, alt text, width and height
    language: str

    def post(self, photos: tuple[Picture, ...]) -> Post:
        return Post(self.seen.caption, photos, self.language)


def send(database: Database, store: Store, vault: Vault, door: Door, reshare_id: str) -> None:
    """Post a due reshare, or find out what became of one whose outcome we do not know."""
    with suppress(Conflict):
        job = _take(database, reshare_id)
        if job is None:
            return
        try:
            network = accounts.network(database, job.seen.channel, vault, door)
            if job.seen.state == "unknown":
                with database.read(EVERYONE) as session:
                    _check_chosen(session, job)
                _reconcile(database, network, job)
            else:
                _publish(database, store, network, job)
        except PlatformError as problem:
            _put_off(database, job.seen, problem)


def _take(database: Database, reshare_id: str) -> _Job | None:
    """Claim the row along the arrow its state asks for; None when there is nothing for us to do."""
    with database.write(EVERYONE) as session:
        row = session.get(Reshare, reshare_id)
        if row is None or row.state not in STATES:
            return None
        if row.state == "scheduled" and not capabilities(row.channel.network).can_publish:
            _leave_to_a_person(session, row)
            return None
        claim(session, row, LEASE, to=STATES[row.state])
        return _job(row) if row.state == "unknown" or _may_go(session, row) else None


def _leave_to_a_person(session: Session, row: Reshare) -> None:
    """Nothing to post for us, but what is over is not left for posting; look again when the lease is over."""
    claim(session, row, BY_HAND)
    if retract.over(session, row):
        move(session, row, "cancelled", ENGINE, retract.REASON)


def _job(row: Reshare) -> _Job:
    able = capabilities(row.channel.network)
    photos = {photo.id: photo for photo in row.submission.photos}
    found = [(jpeg(photos[one], able), photos[one].alt) for one in row.photo_ids if one in photos]
    pictures = [(one.key, alt, (one.width, one.height)) for one, alt in found if one]
    return _Job(row, pictures, row.submission.language)


def _check_chosen(session: Session, job: _Job) -> None:
    """Raise PlatformError, to come back later, unless its photos are there as the job took them."""
    chosen = select(Photo.id).where(Photo.id.in_(job.seen.photo_ids), Photo.state == "received")
    keys = {key for key, _, _ in job.pictures}
    there = select(func.count()).select_from(Rendition).where(Rendition.key.in_(keys))
    if session.scalar(chosen.limit(1)) or session.scalar(there) != len(keys):
        raise PlatformError("A photo of it is being made anew; we go on once that is done.")


def _publish(database: Database, store: Store, network: Network, job: _Job) -> None:
    try:
        photos = tuple(
            Picture(_bytes(store, key), "image/jpeg", alt, size) for key, alt, size in job.pictures
        )
    except (Missing, StoreError) as problem:
        raise _unreadable(problem) from problem
    with suppress(_NotAnyMore):
        ready = partial(_last_look, database, job)
        _arrived(database, job.seen, network.publish(job.post(photos), key=job.seen.id, ready=ready))


def _bytes(store: Store, key: str) -> bytes:
    with store.open(key) as file:
        return file.read()


def _unreadable(problem: Missing | StoreError) -> PlatformError:
    if isinstance(problem, StoreError):
        return PlatformError(str(problem), permanent=problem.permanent)
    return PlatformError(
        "A photo of this reshare is no longer in the store; nothing was posted.", permanent=True
    )


def _last_look(database: Database, job: _Job) -> None:
    """Right before the irreversible call: still ours, still agreed to, still credited. Raises _NotAnyMore.

    Raises PlatformError, to come back later, while a photo of it is being retouched.
    """
    with database.write(EVERYONE) as session:
        row = mine(session, job.seen)
        go = _may_go(session, row)
        if go:
            _check_chosen(session, job)
            row.began_at = row.began_at or session.now()
            row.lease_until = session.now() + LEASE
    if not go:
        raise _NotAnyMore


def _may_go(session: Session, row: Reshare) -> bool:
    """Whether it may be posted at this moment; if not, the row goes where it belongs."""
    if retract.over(session, row):
        move(session, row, "cancelled", ENGINE, retract.REASON)
    elif not publishable(session, row.submission, row.channel, session.now()):
        _fail(
            session,
            row,
            "It was on hold or hidden when its moment came. Give it another one when it is back.",
        )
    elif not keeps(row.caption, row.submission.credit):
        _fail(session, row, f"Its author is credited in other words now. {CreditLost(row.submission.credit)}")
    else:
        return True
    return False


def _reconcile(database: Database, network: Network, job: _Job) -> None:
    """Whether the post of an earlier try is there: sent, or scheduled again. Never sent blindly."""
    post = job.post(tuple(Picture(b"", "image/jpeg", alt) for _, alt, _ in job.pictures))
    began = job.seen.began_at  # None: it never came to the irreversible call
    found = network.find(post, job.seen.id, began) if began else None
    if found:
        _arrived(database, job.seen, found)
    else:
        _not_there(database, job.seen)


def _not_there(database: Database, seen: Reshare) -> None:
    with database.write(EVERYONE) as session:
        row = mine(session, seen)
        row.due_at = session.now()
        move(session, row, "scheduled", ENGINE, "looked for, and not there")
        session.hint("reshare", row.id)


def _arrived(database: Database, seen: Reshare, published: Published) -> None:
    with database.write(EVERYONE) as session:
        row = mine(session, seen)
        row.remote_id, row.permalink = published.remote_id, published.permalink
        row.channel.problem = None
        sent(session, row, ENGINE)


def sent(session: Session, row: Reshare, actor: Actor) -> None:
    """Note that a post is live; tell its author, or take it down again if it is over meanwhile."""
    row.sent_at, row.problem = session.now(), None
    move(session, row, "sent", actor)
    if retract.over(session, row):
        retract.take_down(session, row, ENGINE, retract.REASON)
    else:
        tell(session, row, "reshared")


def _put_off(database: Database, seen: Reshare, problem: PlatformError) -> None:
    """What a failure means: find out later, wait, wait for a person, or give up."""
    with database.write(EVERYONE) as session:
        row = mine(session, seen)
        row.problem = problem.message
        later = session.now() + pause(row.attempts, problem)
        if problem.needs_person:
            accounts.ask_a_person(session, row.channel, problem.message)
            later = session.now() + PERSON
        if row.state == "unknown":
            row.due_at, row.lease_until = later, None
        elif problem.unknown:
            row.due_at = session.now() + SETTLE
            move(session, row, "unknown", ENGINE, problem.message)
        elif not problem.needs_person and (problem.permanent or row.attempts >= TRIES):
            _fail(session, row, problem.message)
        else:
            row.due_at = later
            move(session, row, "scheduled", ENGINE, problem.message)


def _fail(session: Session, row: Reshare, sentence: str) -> None:
    row.problem = sentence
    move(session, row, "failed", ENGINE, sentence)
