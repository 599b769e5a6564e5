"""Hiding parts of a photo: faces, plates, children in the background. The original stays as it is.

From this moment nothing of the old renditions is there to be served; the engine makes new ones (P2).
"""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ugc.db import Session
from ugc.lifecycle import Actor, Conflict, move, record
from ugc.media.recipes import Area
from ugc.models import Member, Photo, Reshare, Retouch, Submission, Upload
from ugc.permissions import require

MOST = 40  # areas of one photo
SMALLEST = {"blur": 0.002, "crop": 0.05}  # of a side; less is a slip of the hand
WORDS = {"blur": "blurred", "crop": "cropped"}
OVER = ("withdrawn", "erased")


class Refused(Exception):
    """It cannot be done like that; says why in a sentence."""


def retouch(session: Session, photo: Photo, areas: Sequence[Area], member: Member, seen: int) -> None:
    """Hide these areas of the picture as it is shown now; `seen` is the edition they were drawn on.

    Raises NotAllowed, Refused (nothing drawn, too small, too many), or Conflict when it has changed since.
    """
    _lock(session, photo, member, seen)
    cut = next((row for row in photo.retouches if row.kind == "crop"), None)
    drawn = [_within(cut, _checked(area)) for area in areas]
    if not drawn:
        raise Refused("Nothing was drawn on the photo, so nothing was changed.")
    if len(photo.retouches) + len(drawn) > MOST:
        raise Refused(f"At most {MOST} areas of one photo can be hidden. Crop it instead.")
    crops = [area for area in drawn if area.kind == "crop"]
    if len(crops) > 1:
        raise Refused("A photo can be cropped to one area only. Remove the others.")
    if crops and cut:
        cut.undone_at = session.now()
    actor = Actor("member", member.account_id)
    for area in drawn:
        _add(session, photo, area, actor)
    _make_anew(session, photo, actor)


def undo(session: Session, row: Retouch, member: Member, seen: int) -> None:
    """Show this part again. Raises NotAllowed, or Conflict when the photo has changed since."""
    photo = session.get_one(Photo, row.photo_id)
    _lock(session, photo, member, seen)
    if row.undone_at:
        raise Conflict("it was undone already")
    row.undone_at = session.now()
    actor = Actor("member", member.account_id)
    record(session, photo, WORDS[row.kind], "undone", actor, _words(row))
    _make_anew(session, photo, actor)


def posted(session: Session, photo: Photo) -> list[Reshare]:
    """Where the whole picture stands already: posts that were sent before something of it was hidden."""
    rows = select(Reshare).where(Reshare.submission_id == photo.submission_id, Reshare.state == "sent")
    first = session.scalar(select(func.min(Retouch.created_at)).where(Retouch.photo_id == photo.id))
    return [
        row
        for row in session.scalars(rows.options(joinedload(Reshare.channel)))
        if photo.id in row.photo_ids and (first is None or row.sent_at is None or row.sent_at < first)
    ]


def _lock(session: Session, photo: Photo, member: Member, seen: int) -> None:
    """In the engine's order: the submission first. Raises NotAllowed, Refused and Conflict."""
    require(member, "moderate", photo)
    submission = session.get_one(Submission, photo.submission_id, with_for_update=True)
    session.refresh(photo, with_for_update=True)
    if submission.sealed or submission.state in OVER:
        raise Refused("Nobody may see this photo now, so it cannot be changed either.")
    if photo.edition != seen:
        raise Conflict(f"edition {photo.edition} of the photo, seen as {seen}")
    if photo.state != "ready" and not photo.edition:
        raise Refused("This photo is not ready yet.")


def _checked(area: Area) -> Area:
    """What of it lies in the picture. Raises Refused when that is next to nothing."""
    left, top = max(area.left, 0.0), max(area.top, 0.0)
    width, height = min(area.left + area.width, 1.0) - left, min(area.top + area.height, 1.0) - top
    if min(width, height) < SMALLEST[area.kind]:
        raise Refused("That area is too small, or outside of the photo. Draw it larger.")
    return Area(area.kind, left, top, width, height)


def _within(cut: Retouch | None, area: Area) -> Area:
    """The same part by the sides of the original, of which only the `cut` is shown."""
    if cut is None:
        return area
    left, top = cut.left + area.left * cut.width, cut.top + area.top * cut.height
    return Area(area.kind, left, top, area.width * cut.width, area.height * cut.height)


def _add(session: Session, photo: Photo, area: Area, actor: Actor) -> None:
    row = Retouch(brand_id=photo.brand_id, customer_id=photo.customer_id, photo_id=photo.id)
    row.account_id, row.kind = actor.id, area.kind
    row.left, row.top, row.width, row.height = area.left, area.top, area.width, area.height
    session.add(row)
    record(session, photo, None, WORDS[area.kind], actor, _words(row))


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
