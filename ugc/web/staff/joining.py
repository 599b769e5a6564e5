"""Joining a brand by the link in an invitation. Looking at the page joins nobody."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from ugc.db import EVERYONE, Session
from ugc.lifecycle import Conflict
from ugc.models import Account, Brand, Invite
from ugc.team import invite as inviting
from ugc.web.auth import sessions
from ugc.web.auth.passwords import Busy, hash_password
from ugc.web.context import gettext as _
from ugc.web.context import page, services
from ugc.web.forms.team import JoinForm
from ugc.web.staff.auth import changed, company_name, here
from ugc.web.staff.blueprint import blueprint


@blueprint.get("/invited/<token>")
def invited(token: str) -> ResponseReturnValue:
    """Who invites whom to what."""
    with services().database.read(EVERYONE) as session:
        return _show(session, _open(session, token), JoinForm(formdata=None))


@blueprint.post("/invited/<token>")
def join(token: str) -> ResponseReturnValue:
    """Join; a new account chooses its name and password and is signed in, a known one signs in as always."""
    with services().database.read(EVERYONE) as session:
        row = _open(session, token)
        form = JoinForm([row.email, session.get_one(Brand, row.brand_id).name])
        known = inviting.known(session, row)
        if not known and not form.validate():
            return _show(session, row, form, status=422)
    try:
        kept = "" if known else hash_password(form.password.data)
        with services().database.write(EVERYONE, here()) as session:
            account = inviting.join(session, _open(session, token), form.name.data or "", kept)
            secret = "" if known else sessions.begin(session, account)
    except (Conflict, Busy):
        with services().database.read(EVERYONE) as session:
            problem = _("That did not work just now. Please try again in a moment.")
            return _show(session, _open(session, token), form, problem, 409)
    if secret:
        return changed(secret, url_for("staff.home"))
    flash(_("You have joined. Sign in as always."))
    return redirect(url_for("staff.sign_in"), 303)


def _open(session: Session, token: str) -> Invite:
    found = inviting.open_invite(session, services().links.read_invited(token))
    return found or abort(404)


def _show(
    session: Session, row: Invite, form: JoinForm, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    account: Account | None = inviting.known(session, row)
    facts = {"invite": row, "known": account, "form": form, "problem": problem, "company": company_name()}
    return page("staff/invited.html", status=status, brand=session.get_one(Brand, row.brand_id), **facts)
