"""“Confirm it is you”: shown by password, passkey or the company before one's own account opens."""

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from ugc.db import EVERYONE
from ugc.models import Passkey
from ugc.team import company as knowing
from ugc.web.auth import current_account, safe_next, sessions, staff_only
from ugc.web.auth.access import ACCOUNT
from ugc.web.auth.passwords import Busy
from ugc.web.auth.throttle import TooMany
from ugc.web.auth.wrong import Wrong
from ugc.web.context import gettext as _
from ugc.web.context import page, services
from ugc.web.forms.team import ConfirmForm
from ugc.web.staff.auth import changed, company_name, here, later, passkey_question
from ugc.web.staff.blueprint import blueprint


@blueprint.get("/account/confirm")
@staff_only
def confirm() -> ResponseReturnValue:
    """Ask in every way that opens this account."""
    return _ask(ConfirmForm(current_account(), formdata=None))


@blueprint.post("/account/confirm")
@staff_only
def check_confirm() -> ResponseReturnValue:
    """Go on with a new session, where the password is right and the code, if one is asked for."""
    form = ConfirmForm(current_account())
    if not form.validate():
        return _ask(form, 422)
    secret, code = sessions.presented(services().settings), form.code.data if form.code else ""
    try:
        fresh = sessions.confirm(services(), secret, form.password.data, code, here())
    except Wrong:
        return _ask(form, 401, _("That is not right. Nothing was changed; please try again."))
    except TooMany as refusal:
        return _ask(form, 429, later(refusal))
    except Busy:
        abort(503)
    return changed(fresh, _target())


def _ask(form: ConfirmForm, status: int = 200, problem: str = "") -> ResponseReturnValue:
    me = current_account()
    with services().database.read(EVERYONE) as rows:
        keys = rows.scalars(Passkey.of(me.id)).all()
        linked = knowing.linked(rows, me, services().settings.oidc_issuer)
    return page(
        "staff/confirm.html",
        status=status,
        me=me,
        form=form,
        problem=problem,
        target=_target(),
        passkey=passkey_question() if keys else "",
        company=company_name() if linked else "",
    )


def _target() -> str:
    return safe_next(request.args.get("next") or url_for(ACCOUNT))
