"""Passwords: another one for the current one, or by a letter when that is forgotten."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from ugc.db import EVERYONE, Session
from ugc.models import Account
from ugc.team import account as own
from ugc.web.auth import current_account, sessions, staff_only, throttle
from ugc.web.auth.passwords import Busy, hash_password
from ugc.web.auth.wrong import Wrong
from ugc.web.context import gettext as _
from ugc.web.context import page, services
from ugc.web.forms.team import ChangePasswordForm, ForgotForm, NewPasswordForm
from ugc.web.staff.auth import changed, here, later
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import found


@blueprint.get("/account/password")
@staff_only
def password() -> ResponseReturnValue:
    """Ask for the current password and the next."""
    return _ask(ChangePasswordForm(formdata=None))


@blueprint.post("/account/password")
@staff_only
def change_password() -> ResponseReturnValue:
    """Take it, and end every session but this one, which gets a new secret."""
    with services().database.read(EVERYONE) as rows:
        form = ChangePasswordForm(own.known(rows, current_account()))
    if not form.validate():
        return _ask(form, 422)
    settings, current = services().settings, form.current.data
    try:
        secret = sessions.presented(settings)
        fresh = sessions.change_password(services(), secret, current, form.password.data, here())
    except Wrong:
        form.current.errors = [_("That is not your current password. Nothing was changed.")]
        return _ask(form, 422)
    except throttle.TooMany as refusal:
        form.current.errors = [later(refusal)]
        return _ask(form, 429)
    except Busy:
        abort(503)
    answer = changed(fresh, url_for("staff.account"))
    flash(_("Your new password is in place. You are signed out everywhere else."))
    return answer


@blueprint.get("/forgot")
def forgot() -> ResponseReturnValue:
    """Ask for the address."""
    return page("staff/forgot.html", form=ForgotForm(formdata=None), sent=False)


@blueprint.post("/forgot")
def send_reset() -> ResponseReturnValue:
    """Send a link if somebody has this address; the answer is the same if nobody does."""
    form = ForgotForm()
    if not form.validate():
        return page("staff/forgot.html", status=422, form=form, sent=False)
    try:
        with services().database.write(EVERYONE) as rows:
            throttle.count(rows, f"reset:{form.email.data}", here())
            own.forgot(rows, form.email.data)
    except throttle.TooMany:
        abort(429)
    return page("staff/forgot.html", form=form, sent=True)


@blueprint.get("/reset/<token>")
def reset(token: str) -> ResponseReturnValue:
    """Ask for the new password."""
    with services().database.read(EVERYONE) as rows:
        _whose(rows, token)
    return page("staff/reset.html", form=NewPasswordForm(formdata=None))


@blueprint.post("/reset/<token>")
def choose_password(token: str) -> ResponseReturnValue:
    """Take it, and end every session."""
    with services().database.read(EVERYONE) as rows:
        form = NewPasswordForm(own.known(rows, _whose(rows, token)))
    if not form.validate():
        return page("staff/reset.html", status=422, form=form)
    try:
        kept = hash_password(form.password.data)
    except Busy:
        abort(503)
    with services().database.write(EVERYONE, here()) as rows:
        own.new_password(rows, _whose(rows, token), kept)
    flash(_("Your new password is in place. Sign in with it."))
    return redirect(url_for("staff.sign_in"), 303)


def _whose(rows: Session, token: str) -> Account:
    return found(services().links.read_reset(token, lambda account_id: rows.get(Account, account_id)))


def _ask(form: ChangePasswordForm, status: int = 200) -> ResponseReturnValue:
    return page("staff/password.html", status=status, form=form, me=current_account())
