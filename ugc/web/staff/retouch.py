"""Hiding parts of one photo: rectangles drawn on it, or typed in as numbers."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from ugc.db import Session
from ugc.lifecycle import Conflict
from ugc.models import Photo, Retouch, Submission
from ugc.moderate import retouch as hiding
from ugc.moderate.retouch import Refused
from ugc.web.auth import acting, brand_session, staff_only
from ugc.web.context import gettext as _
from ugc.web.forms.areas import NoNumber, drawn, seen, sentence, typed
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import desk_page, found


@blueprint.get("/photos/<photo_id>/retouch")
@staff_only
def retouch(photo_id: str) -> ResponseReturnValue:
    """One photo large, to draw on, with what is hidden of it."""
    with brand_session("moderate") as session:
        return _show(session, found(session.get(Photo, photo_id)))


@blueprint.post("/photos/<photo_id>/retouch")
@staff_only
def retouch_add(photo_id: str) -> ResponseReturnValue:
    """Hide what was drawn; 409 when somebody else changed the photo meanwhile, 422 when nothing fits."""
    try:
        with brand_session("moderate", write=True) as session:
            photo = found(session.get(Photo, photo_id))
            hiding.retouch(session, photo, drawn(), acting(photo), seen())
    except (NoNumber, Refused, Conflict) as problem:
        return _refuse(photo_id, problem)
    flash(_("Out of sight from this moment. The new picture takes a few seconds."))
    return redirect(url_for("staff.retouch", photo_id=photo_id), 303)


@blueprint.post("/retouches/<retouch_id>/undo")
@staff_only
def retouch_undo(retouch_id: str) -> ResponseReturnValue:
    """Show one part again."""
    with brand_session("moderate") as session:
        photo_id = found(session.get(Retouch, retouch_id)).photo_id
    try:
        with brand_session("moderate", write=True) as session:
            row = session.get_one(Retouch, retouch_id)
            hiding.undo(session, row, acting(row), seen())
    except (Refused, Conflict) as problem:
        return _refuse(photo_id, problem)
    flash(_("Undone. The new picture takes a few seconds."))
    return redirect(url_for("staff.retouch", photo_id=photo_id), 303)


def _refuse(photo_id: str, problem: NoNumber | Refused | Conflict) -> ResponseReturnValue:
    stale = _(
        "A colleague changed this photo meanwhile, so nothing of yours was done. This is how it is now."
    )
    with brand_session("moderate") as session:
        photo = found(session.get(Photo, photo_id))
        if isinstance(problem, Conflict):
            return _show(session, photo, stale, 409)
        return _show(session, photo, sentence(problem), 422)


def _show(session: Session, photo: Photo, problem: str = "", status: int = 200) -> ResponseReturnValue:
    submission = session.get_one(Submission, photo.submission_id)
    found(None if submission.sealed or submission.state in hiding.OVER else photo)
    facts = {
        "photo": photo,
        "submission": submission,
        "problem": problem,
        "typed": typed(),
        "posted": hiding.posted(session, photo),
    }
    return desk_page(
        session, "staff/retouch.html", submission.campaign.brand, "queue", status=status, **facts
    )
