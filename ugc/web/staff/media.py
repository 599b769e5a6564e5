"""Photos as staff see them: renditions before they are public, originals as a recorded download."""

from flask.typing import ResponseReturnValue

from ugc.lifecycle import Actor, record
from ugc.models import Photo, Rendition
from ugc.web import pictures
from ugc.web.auth import brand_session, current_account, staff_only
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import found


@blueprint.get("/media/<path:key>")
@staff_only
def rendition(key: str) -> ResponseReturnValue:
    """A picture of one of the person's brands, public or not."""
    with brand_session("see") as session:
        return pictures.send(found(session.scalar(Rendition.at(key))))


@blueprint.get("/media/original/<photo_id>")
@staff_only
def original(photo_id: str) -> ResponseReturnValue:
    """What the customer sent, with all that is hidden in it; who took it is on record."""
    with brand_session("originals", write=True) as session:
        photo = found(session.get(Photo, photo_id))
        record(session, photo, None, "downloaded", Actor("member", current_account().id), "original")
    return pictures.send_original(photo)
