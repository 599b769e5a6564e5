"""Pages behind a signed link: nobody else may keep or find them, or learn the link from where they lead."""

from flask import Blueprint, Response

blueprint = Blueprint("portal", __name__)

HEADERS = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}


@blueprint.after_request
def keep_to_themselves(response: Response) -> Response:
    """Set the headers; pictures keep the caching their sender chose."""
    response.headers.update(HEADERS)
    response.headers.setdefault("Cache-Control", "no-store")
    return response
