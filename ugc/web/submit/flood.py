"""Whether more comes from one form, or from one address, than people send."""

from flask import request

from ugc.collect import quota
from ugc.db import EVERYONE
from ugc.web.context import services


def flooded(what: str, draft: str = "") -> bool:
    """Count one of `what` from the address of this request, and from a draft."""
    try:
        with services().database.write(EVERYONE) as session:
            if draft:
                quota.count(session, "draft", draft)
            quota.count(session, what, quota.network(request.remote_addr or "::"))
    except quota.Flood:
        return True
    return False
