"""The promises P1 to P5 as questions to the database, the store and the network."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select

from tests.promises.book import Piece
from tests.promises.square import Square
from ugc.db import Session
from ugc.models import Campaign, Consent, Mail, Photo, Rendition, Reshare, Submission
from ugc.publish import gallery
from ugc.stores import Store

Book = Mapping[str, Piece]


def kept(session: Session, store: Store, book: Book, now: datetime) -> None:
    """P1: everything acknowledged is there, once and unchanged: words, originals, answers about consent.

    All but what retention erased, and that only when its time was over.
    """
    erased = set(session.scalars(select(Submission.id).where(Submission.state == "erased")))
    assert all(book[one].may_be_forgotten(now) for one in erased)
    there = [one for one in book.values() if one.id not in erased]
    words = select(Submission.id, Submission.story, Submission.credit).where(Submission.state != "erased")
    assert sorted(session.execute(words)) == sorted((one.id, one.story, one.credit) for one in there)
    originals: dict[str, list[bytes]] = {one.id: [] for one in there}
    photos = select(Photo.submission_id, Photo.original_key).order_by(Photo.position)
    for submission_id, key in session.execute(photos):
        originals[submission_id].append(_read(store, key))
    assert originals == {one.id: one.originals for one in there}
    live = (Consent.state == "given", Consent.expires_at > now)
    grants = session.execute(select(Consent.submission_id, Consent.party, Consent.purpose).where(*live))
    assert set(grants) == {(one.id, *asked) for one in there for asked in one.live(now)}


def consented(session: Session, items: Sequence[gallery.Item], book: Book, now: datetime) -> None:
    """P2: what the public sees is what is approved and agreed to at this moment, and all of that."""
    may_be_seen = {piece.id for piece in book.values() if piece.public("gallery", now)}
    assert {item.submission.id for item in items} == may_be_seen
    looked_up = select(Submission.id).where(Submission.settled(now) != Submission.agreed("gallery", now))
    assert session.scalars(looked_up).all() == []
    one_each = select(func.min(Rendition.key), Photo.submission_id).join(Photo).group_by(Photo.submission_id)
    for key, owner in session.execute(one_each):
        assert bool(gallery.media(session, key)) == (owner in may_be_seen)


def posted_once(session: Session, square: Square) -> None:
    """P3: a reshare was posted at most once, and no submission hangs on a channel twice."""
    keys = [posted.key for posted in square.ever]
    assert len(keys) == len(set(keys))
    rows = session.execute(select(Reshare.id, Reshare.submission_id, Reshare.channel_id))
    known = {row_id: (submission_id, channel_id) for row_id, submission_id, channel_id in rows}
    hanging = [known[posted.key] for posted in square.live.values()]
    assert len(hanging) == len(set(hanging))


def credited(session: Session, items: Sequence[gallery.Item], square: Square, book: Book) -> None:
    """P4: every post and every gallery item names its author in the author's own words."""
    owners = dict(session.execute(select(Reshare.id, Reshare.submission_id)).all())
    for posted in square.ever:
        assert book[owners[posted.key]].credit in posted.caption
    for item in items:
        assert item.submission.credit == book[item.submission.id].credit


def gone(session: Session, square: Square, book: Book, now: datetime) -> None:
    """P5, when all is quiet: of what is over nothing hangs anywhere, or a person has a dated task."""
    for row in session.scalars(select(Reshare)):
        if book[row.submission_id].over(now):
            assert row.state in ("cancelled", "removed", "remove_by_hand")
            told = row.state == "remove_by_hand" and row.remove_by and row.problem
            assert told or row.id not in {posted.key for posted in square.live.values()}


def unfinished(session: Session) -> list[str]:
    """What is still on its way somewhere; nothing of it when all is quiet."""
    photos = select(Photo.id).where(Photo.state == "received")
    due = Mail.due_at <= session.now()  # a reminder waits for its day
    mails = select(Mail.id).where(Mail.state.in_(("queued", "sending")), due)
    reshares = select(Reshare.id).where(Reshare.state.in_(("sending", "unknown", "removing")))
    return [row_id for rows in (photos, mails, reshares) for row_id in session.scalars(rows)]


def shown(session: Session, campaign: Campaign) -> list[gallery.Item]:
    """Every item of the gallery, page by page."""
    page = gallery.gallery(session, campaign, limit=3)
    items = list(page.items)
    while page.next_cursor:
        page = gallery.gallery(session, campaign, page.next_cursor, limit=3)
        items += page.items
    return items


def _read(store: Store, key: str) -> bytes:
    with store.open(key) as file:
        return file.read()
