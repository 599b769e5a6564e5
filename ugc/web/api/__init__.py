"""What machines ask: is it alive, is it ready."""

from flask import Blueprint, Response, jsonify

from ugc.web.context import services

blueprint = Blueprint("api", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz() -> tuple[Response, int]:
    """The database and the store answer too; 503 with the reasons when one does not."""
    problems = services().problems()
    return jsonify(status="not ready" if problems else "ok", problems=problems), 503 if problems else 200
