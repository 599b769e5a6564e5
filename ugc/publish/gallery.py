"""What the public sees: every query here stands on `Submission.publishable` and adds nothing to it (P2)."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from ugc.db import Session
from ugc.definitions.working import Order
from ugc.models import Campaign, Message, Photo, Rendition, Submission, Thread
from ugc.publish.pictures import to_show

KEY = re.compile(r"r/(?P<photo>\w{16})/[0-9a-f]{16}-(?P<width>\d{1,5})(?P<suffix>\.\w+)")  # a rendition's
CURSOR_TIME = "%Y%m%dT%H%M%S%f"


class Cursor(NamedTuple):
    """The last item of a page; the next page begins behind it. `str` makes what `Cursor.read` reads."""

    visible_from: datetime
    submission_id: str

    def __str__(self) -> str:
        return f"{self.visible_from.astimezone(UTC):{CURSOR_TIME}}-{self.submission_id}"

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """The cursor in an address, or None for one that is none."""
        moment, dash, submission_id = text.partition("-")
        try:
            visible_from = datetime.strptime(moment, CURSOR_TIME).replace(tzinfo=UTC)
        except ValueError:
            return None
        return cls(visible_from, submission_id) if dash and submission_id else None


@dataclass(frozen=True)
class Item:
    """A public submission with its photos that can be shown and its public answers, oldest first."""

    submission: Submission
    photos: Sequence[Photo]
    answers: Sequence[Message]


@dataclass(frozen=True)
class Page:
    """Items in the gallery's order, and where the next page begins; None on the last one."""

    items: Sequence[Item]
    next_cursor: Cursor | None


def gallery(
    session: Session,
    campaign: Campaign,
    after: Cursor | None = None,
    *,
    order: Order = "newest",
    limit: int = 24,
) -> Page:
    """A page of a campaign's gallery: what stands behind the cursor in this order of becoming public."""
    query = _public(session).where(Submission.campaign_id == campaign.id)
    place = tuple_(Submission.visible_from, Submission.id)
    if after:
        query = query.where(place > tuple_(*after) if order == "oldest" else place < tuple_(*after))
    columns = Submission.visible_from, Submission.id
    ordered = query.order_by(*(column.asc() if order == "oldest" else column.desc() for column in columns))
    found = session.scalars(ordered.limit(limit + 1)).all()
    items, last = _items(session, found[:limit]), found[limit - 1 : limit]
    return Page(items, _cursor(last[0]) if len(found) > limit else None)


def one(session: Session, submission_id: str) -> Item | None:
    """A single public submission, or None when there is none to see right now."""
    found = session.scalars(_public(session).where(Submission.id == submission_id)).all()
    return next(iter(_items(session, found)), None)


def media(session: Session, key: str) -> Rendition | None:
    """The public picture behind a key, if its submission is public right now.

    A page that was open while the photo's renditions were made anew gets the new one of the same size.
    """
    shown = Submission.publishable("gallery", None, session.now()).where(Submission.id == Photo.submission_id)
    public = select(Rendition).join(Photo, Photo.id == Rendition.photo_id).where(shown.exists())
    if found := session.scalar(public.where(Rendition.key == key)):
        return found
    if not (old := KEY.fullmatch(key)):
        return None
    of_photo = public.where(Rendition.photo_id == old["photo"], Rendition.key.endswith(old["suffix"]))
    return session.scalar(of_photo.order_by(func.abs(Rendition.width - int(old["width"]))).limit(1))


def _public(session: Session) -> Select[Submission]:
    """Everything publishable; a question only once somebody answered it in public."""
    answered = select(Message.id).join(Thread, Thread.id == Message.thread_id)
    answered = answered.where(Thread.submission_id == Submission.id, _is_public())
    return (
        Submission.publishable("gallery", None, session.now())
        .where(or_(Submission.kind != "question", exists(answered)))
        .options(selectinload(Submission.photos))
    )


def _is_public() -> ColumnElement[bool]:
    return and_(Message.public, Message.sent_at.is_not(None), Message.account_id.is_not(None))


def _items(session: Session, found: Sequence[Submission]) -> list[Item]:
    wanted = [submission.id for submission in found if submission.kind == "question"]
    answers = _answers(session, wanted) if wanted else {}
    return [Item(one, to_show(one), answers.get(one.id, ())) for one in found]


def _answers(session: Session, submission_ids: Sequence[str]) -> dict[str, list[Message]]:
    query = (
        select(Thread.submission_id, Message)
        .join(Thread, Thread.id == Message.thread_id)
        .where(Thread.submission_id.in_(submission_ids), _is_public())
        .options(joinedload(Message.account))
        .order_by(Message.sent_at)
    )
    found: dict[str, list[Message]] = defaultdict(list)
    for submission_id, message in session.execute(query):
        found[submission_id].append(message)
    return found


def _cursor(last: Submission) -> Cursor:
    assert last.visible_from is not None
    return Cursor(last.visible_from, last.id)
