"""Whether more comes from one address than people send."""

from flask import request

from ugc.collect import quota
from ugc.db import EVERYONE
from ugc.web.context import services


def flooded(what: str) -> bool:
    """Count one of `what` from the address of this request."""
    try:
        with services().database.write(EVERYONE) as session:
            quota.count(session, what, request.remote_addr or "::")
    except quota.Flood:
        return True
    return False
