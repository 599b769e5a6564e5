"""Hiding parts of a photo: faces, plates, children in the background. The original stays as it is.

From this moment nothing of the old renditions is there to be served; the engine makes new ones (P2).
"""

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ugc.db import Session
from ugc.lifecycle import Actor, Conflict, move, record
from ugc.media.recipes import Area
from ugc.models import Customer, Member, Photo, Reshare, Retouch, Submission, Upload
from ugc.permissions import NotAllowed, require

MOST = 40  # areas of one photo
SMALLEST = {"blur": 0.002, "crop": 0.05}  # of a side; less is a slip of the hand
WORDS = {"blur": "blurred", "crop": "cropped"}
OVER = ("withdrawn", "erased")


Why = Literal["nothing", "small", "many", "crops", "cut", "closed", "early"]
"""Why not: nothing is drawn; an area is too small or outside; there are too many; several crops; the brand
cropped it already; nobody may see the photo; it is still being made."""


class Refused(Exception):
    """It cannot be done like that."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


Hand = Member | Customer
"""Who hides: somebody of the brand, or the customer, in their own photos."""


def retouch(session: Session, photo: Photo, areas: Sequence[Area], by: Hand, seen: int) -> None:
    """Hide these areas of the picture as it is shown now; `seen` is the edition they were drawn on.

    Raises NotAllowed, Refused (nothing drawn, too small, too many), or Conflict when it has changed since.
    """
    _lock(session, photo, by, seen)
    cut = next((row for row in photo.retouches if row.kind == "crop"), None)
    drawn = [_within(cut, _checked(area)) for area in areas]
    if not drawn:
        raise Refused("nothing")
    if len(photo.retouches) + len(drawn) > MOST:
        raise Refused("many")
    crops = [area for area in drawn if area.kind == "crop"]
    if len(crops) > 1:
        raise Refused("crops")
    if crops and cut:
        if not _theirs(cut, by):
            raise Refused("cut")
        cut.undone_at = session.now()
    actor = _actor(by)
    for area in drawn:
        _add(session, photo, area, by)
    _make_anew(session, photo, actor)


def undo(session: Session, row: Retouch, by: Hand, seen: int) -> None:
    """Show this part again. Raises NotAllowed, or Conflict when the photo has changed since.

    A customer undoes what they hid themselves, never what the brand did.
    """
    photo = session.get_one(Photo, row.photo_id)
    _lock(session, photo, by, seen)
    if not _theirs(row, by):
        raise NotAllowed("the brand hid it")
    if row.undone_at:
        raise Conflict("it was undone already")
    row.undone_at = session.now()
    actor = _actor(by)
    record(session, photo, WORDS[row.kind], "undone", actor, _words(row))
    _make_anew(session, photo, actor)


def own(photo: Photo) -> list[Retouch]:
    """What its customer hid of it, and may show again."""
    return [row for row in photo.retouches if row.account_id is None]


def posted(session: Session, photo: Photo) -> list[Reshare]:
    """Where the whole picture stands already: posts that were sent before something of it was hidden."""
    rows = select(Reshare).where(Reshare.submission_id == photo.submission_id, Reshare.state == "sent")
    first = session.scalar(select(func.min(Retouch.created_at)).where(Retouch.photo_id == photo.id))
    return [
        row
        for row in session.scalars(rows.options(joinedload(Reshare.channel)))
        if photo.id in row.photo_ids and (first is None or row.sent_at is None or row.sent_at < first)
    ]


def _actor(by: Hand) -> Actor:
    return Actor("member", by.account_id) if isinstance(by, Member) else Actor("customer", by.id)


def _theirs(row: Retouch, by: Hand) -> bool:
    """Whether it is theirs to undo: a customer's own, and for the brand all of them."""
    return isinstance(by, Member) or row.account_id is None


def _lock(session: Session, photo: Photo, by: Hand, seen: int) -> None:
    """In the engine's order: the submission first. Raises NotAllowed, Refused and Conflict."""
    if isinstance(by, Member):
        require(by, "moderate", photo)
    elif by.id != photo.customer_id:
        raise NotAllowed("another customer’s photo")
    submission = session.get_one(Submission, photo.submission_id, with_for_update=True)
    session.refresh(photo, with_for_update=True)
    if (submission.sealed and isinstance(by, Member)) or submission.state in OVER:
        raise Refused("closed")
    if photo.edition != seen:
        raise Conflict(f"edition {photo.edition} of the photo, seen as {seen}")
    if photo.state != "ready" and not photo.edition:
        raise Refused("early")


def _checked(area: Area) -> Area:
    """What of it lies in the picture. Raises Refused when that is next to nothing."""
    left, top = max(area.left, 0.0), max(area.top, 0.0)
    width, height = min(area.left + area.width, 1.0) - left, min(area.top + area.height, 1.0) - top
    if min(width, height) < SMALLEST[area.kind]:
        raise Refused("small")
    return Area(area.kind, left, top, width, height)


def _within(cut: Retouch | None, area: Area) -> Area:
    """The same part by the sides of the original, of which only the `cut` is shown."""
    if cut is None:
        return area
    left, top = cut.left + area.left * cut.width, cut.top + area.top * cut.height
    return Area(area.kind, left, top, area.width * cut.width, area.height * cut.height)


def _add(session: Session, photo: Photo, area: Area, by: Hand) -> None:
    row = Retouch(brand_id=photo.brand_id, customer_id=photo.customer_id, photo_id=photo.id)
    row.account_id, row.kind = by.account_id if isinstance(by, Member) else None, area.kind
    row.left, row.top, row.width, row.height = area.left, area.top, area.width, area.height
    session.add(row)
    record(session, photo, None, WORDS[area.kind], _actor(by), _words(row))


def _words(row: Retouch) -> str:
    return f"{row.width:.1%} × {row.height:.1%} at {row.left:.1%}, {row.top:.1%}"


def _make_anew(session: Session, photo: Photo, actor: Actor) -> None:
    """Nothing of it can be served any more from here on; a worker that is busy with it starts over."""
    campaign_id = session.get_one(Submission, photo.submission_id).campaign_id
    for rendition in photo.renditions:
        burnt = Upload(brand_id=photo.brand_id, campaign_id=campaign_id, draft="", key=rendition.key)
        burnt.filename, burnt.length = "", 0
        session.add(burnt)
        session.delete(rendition)
    photo.edition += 1
    photo.recipe = photo.thumbhash = None
    if photo.state == "ready":
        photo.attempts = 0
        move(session, photo, "received", actor, "retouched")
    photo.due_at = session.now()
    session.flush()
    session.expire(photo, ["renditions", "retouches"])
    session.hint("photo", photo.id)
