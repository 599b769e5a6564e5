"""What the person who is signed in may reach: only ever their own brands' rows (P8)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import NoReturn, ParamSpec
from urllib.parse import urlsplit

from flask import abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ugc.db import EVERYONE, Session, Whose
from ugc.models import Account, Brand, Branded, Member, SignIn
from ugc.permissions import Action, may
from ugc.web.auth import sessions
from ugc.web.context import services

P = ParamSpec("P")
EVENTS = "text/event-stream"
ACCOUNT = "staff.account"  # where one sets up what a brand asks for


@dataclass(frozen=True)
class Staff:
    """Who is signed in, and their place in each of their brands, by brand id.

    `withheld` are brands that ask for a second factor, which this session has not. `confirmed_at`: when they
    last showed who they are.
    """

    account: Account
    members: Mapping[str, Member]
    withheld: Sequence[Brand]
    confirmed_at: datetime | None


def staff() -> Staff | None:
    """Who is signed in, or nobody; looked up once a request."""
    if "staff" not in g:
        g.staff = _look_up(sessions.presented(services().settings))
    found: Staff | None = g.staff
    return found


def current_account() -> Account:
    """The account that is signed in; 401 when none is."""
    found = staff() or abort(401)
    return found.account


def acting(row: Branded) -> Member:
    """The signed-in person as a member of the brand this row belongs to; 404 when they are none."""
    found = staff() or abort(401)
    return found.members.get(row.brand_id) or abort(404)


def staff_only(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Send strangers to the sign-in, and back here afterwards where that repeats nothing."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        here = staff()
        if here and here.withheld and not here.members and not _at_account():
            return redirect(url_for(ACCOUNT))
        if here:
            return view(*args, **kwargs)
        if request.method != "GET":
            abort(401)
        return redirect(url_for("staff.sign_in", next=request.full_path.rstrip("?")))

    return guarded


@contextmanager
def brand_session(action: Action, *, write: bool = False) -> Iterator[Session]:
    """A session over the brands in which the signed-in person may do this; 403 when there are none.

    A row of any other brand is not found: look rows up here and answer 404 for what is missing.
    """
    found = staff() or abort(401)
    brands = [member.brand_id for member in found.members.values() if may(member, action)]
    if not brands:
        refuse(action)
    database, whose = services().database, Whose.brand(*brands)
    with database.write(whose, request.remote_addr or "") if write else database.read(whose) as session:
        yield session


def refuse(action: Action) -> NoReturn:
    """403 for whose role falls short of an action; the log says of which."""
    g.falls_short = action
    abort(403)


def safe_next(wanted: str | None) -> str:
    """Where to go after signing in: a page of the desk, never another site."""
    home = url_for("staff.home")
    parts = urlsplit((wanted or "").replace("\\", "/"))
    ours = not parts.scheme and not parts.netloc and parts.path.startswith(home)
    return f"{parts.path}?{parts.query}" if ours and parts.query else parts.path if ours else home


def _at_account() -> bool:
    return request.path.startswith(url_for(ACCOUNT))


def _look_up(secret: str) -> Staff | None:
    if not secret:
        return None
    with services().database.read(EVERYONE) as session:
        sign_in = sessions.find(session, secret)
        if sign_in is None or not sign_in.complete:
            return None
    found = _reach(sign_in)
    if not _by_itself():
        sessions.put_off(services(), sign_in)
    return found


def _by_itself() -> bool:
    """Whether an open page asks and perhaps nobody is at it: it listens, or keeps what it shows reserved."""
    return request.method == "HEAD" or request.accept_mimetypes.best == EVENTS


def _reach(sign_in: SignIn) -> Staff:
    members = sign_in.account.members
    brands = [member.brand for member in members]
    strong = sign_in.account.totp or sign_in.two_factors
    withheld = [one for one in brands if one.second_factor and not strong]
    closed = {one.id for one in withheld}
    reach = {member.brand_id: member for member in members if member.brand_id not in closed}
    return Staff(sign_in.account, reach, withheld, sign_in.confirmed_at)
