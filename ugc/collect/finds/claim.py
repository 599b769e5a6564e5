"""The author's own decision about a find: what it may be used for and how they are named, or no, for good."""

from sqlalchemy import select

from ugc.collect.agreements import write_down
from ugc.collect.entry import Entry
from ugc.collect.finds.nameless import completed, is_nameless
from ugc.collect.finds.pictures import forget, photos
from ugc.collect.intake import promise_an_answer
from ugc.collect.settle import settle
from ugc.collect.uploads import throw_away
from ugc.db import Session
from ugc.definitions import Definition
from ugc.lifecycle import Actor, Conflict, begin, move
from ugc.models import Find, Message, Photo, Refusal, Reply, Thread
from ugc.platforms import NETWORKS, capabilities

OPEN = ("asked", "answered", "lapsed")


def is_open(find: Find) -> bool:
    """Whether its author can still decide."""
    return find.state in OPEN


def proved(session: Session, find: Find, code: str) -> bool:
    """Whether the find's author has said this code on the network, and so reads the page that showed it."""
    theirs = select(Message.body).join(Thread, Thread.id == Message.thread_id)
    theirs = theirs.where(Thread.submission_id == find.submission_id, Message.account_id.is_(None))
    return any(code in body.casefold() for body in session.scalars(theirs))


def grant(session: Session, find: Find, definition: Definition, entry: Entry) -> None:
    """Keep what the author agreed to, and let it go the way of everything that is sent to us.

    Whether they are the author has been found out before. Raises Conflict when it was decided already.
    """
    if not is_open(find):
        raise Conflict(f"this is {find.state}")
    submission, customer = find.submission, find.submission.customer
    actor = Actor("customer", customer.id)
    customer.name, customer.email, customer.language = entry.name, entry.email, entry.language
    submission.credit, submission.shows_child = entry.credit, entry.shows_child
    submission.strangers, submission.language = entry.strangers, entry.language
    completed(find, entry)
    move(session, find, "granted", actor)
    find.due_at = session.now()
    write_down(session, definition, submission, entry)
    for photo in photos(session, find):
        _again(session, find, photo, actor)
    move(session, submission, "received", actor)
    promise_an_answer(session, definition, submission)
    session.flush()
    settle(session, submission)


def refuse(session: Session, find: Find) -> None:
    """Say no, for all that was found of theirs: pictures are dropped, and the brand never asks them again.

    Raises Conflict when it was decided already.
    """
    if not is_open(find):
        raise Conflict(f"this is {find.state}")
    if is_nameless(find):
        _refuse(session, find)
        return
    _remember(session, find)
    theirs = select(Find).where(Find.brand_id == find.brand_id, Find.network == find.network)
    undecided = theirs.where(Find.author_id == find.author_id, Find.state.in_(("found", "passed", *OPEN)))
    for one in session.scalars(undecided.with_for_update()).all():
        _refuse(session, one)


def _remember(session: Session, find: Find) -> None:
    """By id; by handle, too, where we hear the network in two ways, and each knows an account by another."""
    ways = [name for name in NETWORKS if capabilities(name).family == find.network]
    for name in (find.author_id, find.author_handle)[: len(ways)]:
        if not Refusal.known(session, find.brand_id, find.network, name):
            hashed = Refusal.hashed(find.network, name)
            session.add(Refusal(brand_id=find.brand_id, author_sha256=hashed))


def _refuse(session: Session, find: Find) -> None:
    actor = Actor("customer", find.customer_id)
    move(session, find, "refused", actor)
    move(session, find.submission, "withdrawn", actor)
    forget(session, find)
    waiting = select(Reply).where(Reply.find_id == find.id, Reply.state.in_(("queued", "by_hand", "failed")))
    for reply in session.scalars(waiting):
        move(session, reply, "cancelled", actor, "said no")


def _again(session: Session, find: Find, photo: Photo, actor: Actor) -> None:
    """Develop it anew from its original, for the credit in it is the author's own now."""
    fresh = Photo(brand_id=photo.brand_id, customer_id=photo.customer_id, submission_id=photo.submission_id)
    for column in ("position", "filename", "alt", "original_key", "sha256", "size", "mime"):
        setattr(fresh, column, getattr(photo, column))
    for rendition in photo.renditions:
        throw_away(session, find.campaign, rendition.key)
        session.delete(rendition)
    session.delete(photo)
    session.flush()
    fresh.due_at = session.now()
    begin(session, fresh, actor)
    session.hint("photo", fresh.id)
