"""Public pictures: served only while their submission is publishable, at every request."""

from flask import Blueprint, Response, abort

from ugc.db import EVERYONE
from ugc.publish.gallery import media as published
from ugc.web.context import services
from ugc.web.pictures import send

blueprint = Blueprint("media", __name__)


@blueprint.get("/media/<path:key>")
def media(key: str) -> Response:
    """A rendition; 404 as soon as anybody concerned has taken their consent back (P2, P5)."""
    with services().database.read(EVERYONE) as session:
        rendition = published(session, key) or abort(404)
    return send(rendition)
