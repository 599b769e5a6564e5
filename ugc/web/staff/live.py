"""The queue without reloading, by Server-Sent Events (WHATWG HTML, 9.2) that hold no thread.

Each answer says what has changed since `Last-Event-ID` and ends; the browser asks again after `retry`. So a
hundred open desks cost a hundred short requests every few seconds, and never a thread each.
"""

import json

from flask import Response, request
from flask.typing import ResponseReturnValue

from ugc.moderate.live import Glance, glance
from ugc.moderate.overview import pending
from ugc.web.auth import brand_session, staff_only
from ugc.web.context import gettext as _
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import chosen_for
from ugc.web.staff.queue_page import chosen_filter

AGAIN = 4000  # milliseconds


@blueprint.get("/live")
@staff_only
def live() -> ResponseReturnValue:
    """What has changed under the filters in use; nothing when nothing has."""
    with brand_session("moderate") as session:
        brand, member = chosen_for(session, "moderate")
        seen = request.headers.get("Last-Event-ID", "")
        news = glance(session, chosen_filter(session, brand), member, seen)
        told = _told(news) | {"rail": pending(session, brand)} if news else {}
    body = f"retry: {AGAIN}\n\n"
    if news:
        body += f"id: {news.mark}\nevent: queue\ndata: {json.dumps(told)}\n\n"
    return Response(body, mimetype="text/event-stream")


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
