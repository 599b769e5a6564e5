"""Photos as staff see them: renditions before they are public, originals as a recorded download."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from ugc.db import Session
from ugc.lifecycle import Actor, record
from ugc.models import Photo, Rendition, Submission
from ugc.web import pictures
from ugc.web.auth import brand_session, current_account, staff_only
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import found


@blueprint.get("/media/<path:key>")
@staff_only
def rendition(key: str) -> ResponseReturnValue:
    """A picture of one of the person's brands, public or not; 404 while it is sealed."""
    with brand_session("see") as session:
        row = found(session.scalar(Rendition.at(key)))
        _unsealed(session, session.get_one(Photo, row.photo_id))
        return pictures.send(row)


@blueprint.get("/media/original/<photo_id>")
@staff_only
def original(photo_id: str) -> ResponseReturnValue:
    """What the customer sent, with all that is hidden in it; who took it is on record."""
    with brand_session("originals", write=True) as session:
        photo = _unsealed(session, found(session.get(Photo, photo_id)))
        record(session, photo, None, "downloaded", Actor("member", current_account().id), "original")
    return pictures.send_original(photo)


@blueprint.get("/media/full/<photo_id>")
@staff_only
def full(photo_id: str) -> ResponseReturnValue:
    """The same to look at, on record too; our own largest where something is hidden or browsers show none."""
    with brand_session("originals", write=True) as session:
        photo = _unsealed(session, found(session.get(Photo, photo_id)))
        if photo.retouches or photo.mime not in pictures.IN_BROWSERS:
            large = found(photo.renditions[-1] if photo.renditions else None)
            return redirect(url_for("staff.rendition", key=large.key))
        record(session, photo, None, "looked at", Actor("member", current_account().id), "original")
    return pictures.show_original(photo)


def _unsealed(session: Session, photo: Photo) -> Photo:
    """The photo, if whoever is in it has let anybody see it."""
    return found(None if session.get_one(Submission, photo.submission_id).sealed else photo)
