"""Asking once more whoever was asked and said nothing, as the customer names them now."""

from contextlib import suppress

from flask import flash, request
from flask.typing import ResponseReturnValue

from ugc.collect.standing import standing
from ugc.lifecycle import Conflict
from ugc.web.context import gettext as _
from ugc.web.portal.agreeing import ask_whom, no_letter, once_more, sound
from ugc.web.portal.blueprint import blueprint
from ugc.web.portal.mine import mine
from ugc.web.portal.page import back, show


@blueprint.post("/my/<token>/<submission_id>/ask")
def ask(token: str, submission_id: str) -> ResponseReturnValue:
    """Another letter and three more days; where they answered meanwhile, only how it stands."""
    with suppress(Conflict), mine(token, write=True) as it:
        submission = it.submission(submission_id)
        stands, person = standing(it.session, submission), request.form.get("person", "")
        form = once_more(stands).get(person)
        if form is None:
            raise Conflict("they are not asked again")
        if not sound(form, stands, person):
            return show(it, 422, {person: form})
        known = ask_whom(it.session, submission, person, form)
        flash(no_letter(known) if known else _("A letter is on its way to them."))
    return back(token, submission_id)
