"""Letters that did not go out: to whom, why, and trying again."""

from collections.abc import Callable

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from ugc.converse import undelivered
from ugc.db import Session
from ugc.lifecycle import Actor, Conflict
from ugc.models import Brand, Mail
from ugc.web.auth import brand_session, current_account, staff_only
from ugc.web.context import gettext as _
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import chosen_brand, desk_page, found


@blueprint.get("/letters")
@staff_only
def letters() -> ResponseReturnValue:
    """A brand's letters that failed for good."""
    with brand_session("see") as session:
        brand = chosen_brand(session)
        rows = undelivered.undelivered(session, brand)
        return desk_page(session, "staff/letters.html", brand, "letters", rows=rows)


@blueprint.post("/letters/<mail_id>/again")
@staff_only
def letters_again(mail_id: str) -> ResponseReturnValue:
    """Try once more."""
    return _act(mail_id, undelivered.send_again, _("It is on its way again."))


@blueprint.post("/letters/<mail_id>/leave")
@staff_only
def letters_leave(mail_id: str) -> ResponseReturnValue:
    """Put it off the list."""
    return _act(mail_id, undelivered.let_be, _("Left unsent, and off this list."))


def _act(mail_id: str, do: Callable[[Session, Mail, Actor], None], done: str) -> ResponseReturnValue:
    try:
        with brand_session("reply", write=True) as session:
            mail = found(session.get(Mail, mail_id))
            slug = session.get_one(Brand, mail.brand_id).slug
            do(session, mail, Actor("member", current_account().id))
    except Conflict:
        done = _("Somebody was faster; this is how it stands now.")
    flash(done)
    return redirect(url_for("staff.letters", brand=slug), 303)
