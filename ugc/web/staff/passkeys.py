"""Passkeys: signing in with one, and one's own."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ugc.db import EVERYONE
from ugc.models import Account, Passkey
from ugc.team import account as own
from ugc.web.auth import confirmed, current_account, passkeys, safe_next, sessions
from ugc.web.auth.throttle import TooMany
from ugc.web.auth.wrong import Wrong
from ugc.web.context import gettext as _
from ugc.web.context import services
from ugc.web.forms.team import PasskeyForm
from ugc.web.staff.auth import ask, changed, here, later
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import found


@blueprint.post("/sign-in/passkey")
def passkey_use() -> ResponseReturnValue:
    """Let in whoever holds one."""
    form, target = PasskeyForm(), request.form.get("next")
    try:
        secret = sessions.with_passkey(services(), form.credential.data or "", here())
    except Wrong:
        return ask(401, _("That passkey opens nothing here. Try another one, or your password."))
    except TooMany as refusal:
        return ask(429, later(refusal))
    return changed(secret, safe_next(target))


@blueprint.post("/account/passkeys")
@confirmed
def passkeys_add() -> ResponseReturnValue:
    """Keep one the browser has just made."""
    form = PasskeyForm()
    try:
        if not form.validate():
            raise Wrong
        with services().database.write(EVERYONE, here()) as rows:
            row = rows.get_one(Account, current_account().id)
            name = form.name.data or _("Passkey")
            passkeys.made(rows, services().settings, row, form.credential.data or "", name)
            own.note(rows, row, "passkey added")
        flash(_("From now on you can sign in with it."))
    except Wrong:
        flash(_("That did not work, and nothing was changed. Please try again."))
    return redirect(url_for("staff.account"), 303)


@blueprint.post("/account/passkeys/<passkey_id>/remove")
@confirmed
def passkeys_remove(passkey_id: str) -> ResponseReturnValue:
    """Let one of one's own open nothing any more."""
    with services().database.write(EVERYONE, here()) as rows:
        row = rows.get(Passkey, passkey_id)
        rows.delete(found(row if row and row.account_id == current_account().id else None))
        own.note(rows, current_account(), "passkey removed")
    flash(_("That passkey opens nothing any more."))
    return redirect(url_for("staff.account"), 303)
