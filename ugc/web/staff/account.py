"""One's own account: where one is signed in, and the second factor."""

from flask import abort, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from ugc.db import EVERYONE
from ugc.models import Account, Passkey, SignIn
from ugc.team import account as own
from ugc.team import company as knowing
from ugc.web.auth import codes, confirmed, current_account, passkeys, safe_next, sessions, staff, throttle
from ugc.web.auth.wrong import Wrong
from ugc.web.context import gettext as _
from ugc.web.context import page, services
from ugc.web.forms.team import CodeForm, PasskeyForm
from ugc.web.staff.auth import changed, company_name, here, later, passkey_question, wrong_code
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import found

SETTING_UP = "totp"  # in the signed form cookie, until a code proves that the phone has it


@blueprint.get("/account")
@confirmed
def account() -> ResponseReturnValue:
    """Sessions and second factor."""
    return _show(CodeForm(formdata=None))


@blueprint.post("/account/sessions/<sign_in_id>/end")
@confirmed
def account_end(sign_in_id: str) -> ResponseReturnValue:
    """End one of one's own sessions."""
    with services().database.write(EVERYONE, here()) as rows:
        row = rows.get(SignIn, sign_in_id)
        rows.delete(found(row if row and row.account_id == current_account().id else None))
        own.note(rows, current_account(), "session ended")
    flash(_("That session is over."))
    return redirect(url_for("staff.account"), 303)


@blueprint.post("/account/second-factor")
@confirmed
def account_second() -> ResponseReturnValue:
    """Begin with one-time codes, once the phone has shown that it makes the right ones."""
    form, secret = CodeForm(), session.get(SETTING_UP, "")
    now = services().clock()
    at = codes.step(secret, form.code.data or "", now) if secret and form.validate() else None
    if at is None:
        form.code.errors = [wrong_code()]
        return _show(form, 422)
    printed, kept = codes.recovery()
    with services().database.write(EVERYONE, here()) as rows:
        row = rows.get_one(Account, current_account().id)
        row.totp, row.totp_step, row.recovery = services().vault.seal(secret), at, kept
        own.end_others(rows, row, sessions.find(rows, sessions.presented(services().settings)))
        own.note(rows, row, "second factor")
    session.pop(SETTING_UP)
    return page("staff/recovery.html", codes=printed)


@blueprint.post("/account/second-factor/off")
@confirmed
def account_second_off() -> ResponseReturnValue:
    """Do without again."""
    with services().database.write(EVERYONE, here()) as rows:
        row = rows.get_one(Account, current_account().id, with_for_update=True)
        row.totp, row.recovery = None, []
        own.note(rows, row, "no 2nd factor")
    flash(_("Only your password is asked for now."))
    return redirect(url_for("staff.account"), 303)


@blueprint.get("/second-step")
def second_step() -> ResponseReturnValue:
    """Ask for the code."""
    return _ask_code(CodeForm(formdata=None))


@blueprint.post("/second-step")
def check_second() -> ResponseReturnValue:
    """Let them in with the right one."""
    form = CodeForm()
    try:
        secret = sessions.presented(services().settings)
        fresh = sessions.second_step(services(), secret, form.code.data or "", here())
    except Wrong:
        return _ask_code(form, 401, wrong_code())
    except throttle.TooMany as refusal:
        return _ask_code(form, 429, later(refusal))
    return changed(fresh, safe_next(request.args.get("next")))


def _ask_code(form: CodeForm, status: int = 200, problem: str = "") -> ResponseReturnValue:
    with services().database.read(EVERYONE) as rows:
        if sessions.find(rows, sessions.presented(services().settings)) is None:
            return redirect(url_for("staff.sign_in"), 303)
    question = passkey_question()
    return page("staff/second_step.html", status=status, form=form, problem=problem, passkey=question)


def _show(form: CodeForm, status: int = 200) -> ResponseReturnValue:
    who = staff() or abort(401)
    with services().database.read(EVERYONE) as rows:
        live = own.sign_ins(rows, who.account)
        keys = rows.scalars(Passkey.of(who.account.id)).all()
        linked = knowing.linked(rows, who.account, services().settings.oidc_issuer)
    settings = services().settings
    mine = sessions.presented(settings)
    secret = "" if who.account.totp else session.setdefault(SETTING_UP, codes.new_secret())
    return page(
        "staff/account.html",
        status=status,
        me=who.account,
        withheld=who.withheld,
        sign_ins=[(row, sessions.is_this(row, mine)) for row in live],
        form=form,
        secret=secret,
        picture=codes.picture(secret, who.account) if secret else "",
        company=company_name(),
        linked=linked,
        keys=keys,
        passkey_form=PasskeyForm(formdata=None),
        passkey=passkeys.to_make(settings, who.account, keys, services().clock())
        if passkeys.possible(settings)
        else "",
    )
