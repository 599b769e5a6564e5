"""The staff side's blueprint; each screen adds its views to it."""

from flask import Blueprint, Response

blueprint = Blueprint("staff", __name__, url_prefix="/staff")


@blueprint.after_request
def forget(response: Response) -> Response:
    """Nothing of the desk stays in a browser after signing out, unless a view says otherwise."""
    response.headers.setdefault("Cache-Control", "no-store")
    return response
