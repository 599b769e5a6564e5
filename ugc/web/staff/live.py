"""The desk without reloading, by Server-Sent Events (WHATWG HTML, 9.2) that hold no thread.

Each answer says what has changed since `Last-Event-ID` and ends; the browser asks again after `retry`. So a
hundred open desks cost a hundred short requests every few seconds, and never a thread each. A page listens
anew when it is shown again, and then says itself, in `seen`, what the header would have said.
"""

import json

from flask import Response, request
from flask.typing import ResponseReturnValue

from ugc.moderate.live import Glance, glance, newest
from ugc.web.auth import brand_session, staff_only
from ugc.web.context import gettext as _
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import chosen_for, numbers
from ugc.web.staff.queue_page import chosen_filter

AGAIN = 4000  # milliseconds


@blueprint.get("/live")
@staff_only
def live() -> ResponseReturnValue:
    """What has changed under the filters in use; nothing when nothing has."""
    with brand_session("moderate") as session:
        brand, member = chosen_for(session, "moderate")
        news = glance(session, chosen_filter(session, brand), member, _seen())
        told = _told(news) | {"rail": numbers(session, brand)} if news else {}
    return _tell("queue", news.mark, told) if news else _tell()


@blueprint.get("/live/rail")
@staff_only
def rail() -> ResponseReturnValue:
    """How much waits on the screens of the rail; nothing when nothing has happened."""
    with brand_session("see") as session:
        brand = chosen_for(session, "see")[0]
        mark = str(newest(session, brand.id))
        return _tell("rail", mark, numbers(session, brand)) if mark != _seen() else _tell()


def _seen() -> str:
    return request.headers.get("Last-Event-ID") or request.args.get("seen", "")


def _tell(event: str = "", mark: str = "", told: object = None) -> Response:
    """One event, or none, and when to ask again."""
    news = f"id: {mark}\nevent: {event}\ndata: {json.dumps(told)}\n\n" if event else ""
    return Response(f"retry: {AGAIN}\n\n{news}", mimetype="text/event-stream")


def _told(news: Glance) -> dict[str, object]:
    says = {
        "approved": _("%(name)s has just approved this."),
        "declined": _("%(name)s has just declined this."),
        "returned": _("%(name)s has just returned this."),
        "held": _("%(name)s has just put this on hold."),
    }
    told = {about: _("%(name)s has this open.", name=name) for about, name in news.held.items()}
    told |= {about: says[new] % {"name": name} for about, (name, new) in news.decided.items() if name}
    return {"waiting": news.waiting, "served": news.served, "about": told, "decided": [*news.decided]}
