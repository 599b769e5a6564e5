"""“Confirm it is you”: what opens an account changes only soon after somebody showed who they are."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import ParamSpec

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ugc.web.auth.access import ACCOUNT, staff, staff_only
from ugc.web.context import services

P = ParamSpec("P")
RECENT = timedelta(minutes=10)


def confirmed(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Ask whoever is signed in to confirm that it is them, unless they did recently (OWASP ASVS 5.0, 7.5.1).

    A page that opened in time may be acted on for as long again, so that nobody is interrupted.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        looking = request.method == "GET"
        if _shown_since(services().clock() - (RECENT if looking else 2 * RECENT)):
            return view(*args, **kwargs)
        if not looking:
            flash("Nothing was changed yet: confirm that it is you, then try again.")
        target = request.full_path.rstrip("?") if looking else url_for(ACCOUNT)
        return redirect(url_for("staff.confirm", next=target), 303)

    return staff_only(guarded)


def _shown_since(moment: datetime) -> bool:
    here = staff()
    return here is not None and here.confirmed_at is not None and here.confirmed_at > moment
