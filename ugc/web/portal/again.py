"""Being asked again: what is different now, and an answer beside what was agreed to before."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ugc.consent.again import Again, answer_again, open_question
from ugc.consent.difference import Changed, difference, paragraphs
from ugc.definitions.texts import text
from ugc.lifecycle import Conflict
from ugc.models import Brand, Submission
from ugc.web.context import gettext as _
from ugc.web.context import page, spoken
from ugc.web.forms.portal import USE, again_form
from ugc.web.plainly import summary
from ugc.web.portal.blueprint import blueprint
from ugc.web.portal.mine import Mine, mine


@blueprint.get("/my/<token>/<submission_id>/again")
def asked_again(token: str, submission_id: str) -> ResponseReturnValue:
    """The newer question; opening it answers nothing."""
    with mine(token) as it:
        submission = it.submission(submission_id)
        again = open_question(it.session, submission)
        if again is None:
            return _back(token, submission_id)
        return _show(it, submission, again)


@blueprint.post("/my/<token>/<submission_id>/again")
def answered_again(token: str, submission_id: str) -> ResponseReturnValue:
    """The answer. Whatever is not ticked stays as it was agreed to before."""
    try:
        with mine(token, write=True) as it:
            submission = it.submission(submission_id)
            boxes = {name.removeprefix(USE) for name in request.form if name.startswith(USE)}
            answer_again(it.session, submission, boxes if request.form.get("answer") == "yes" else set())
    except Conflict:
        return _back(token, submission_id)  # answered before, or taken back
    flash(_("Thank you. Your answer is kept; what you had agreed to before stays as it was."))
    return _back(token, submission_id)


def _show(it: Mine, submission: Submission, again: Again) -> ResponseReturnValue:
    return page(
        "portal/again.html",
        brand=it.brand,
        token=it.token,
        submission=submission,
        texts=text(again.after, spoken()),
        questions=again.questions,
        form=again_form(again.questions)(),
        changes=_changes(again, it.brand),
    )


def _changes(again: Again, brand: Brand) -> list[Changed]:
    """First what the grant itself says in plain words, then the wording."""
    language = again.now.language
    plain = [summary(one, text(one, language), brand) for one in (again.before, again.after)]
    return difference(*plain) + difference(paragraphs(again.then.text), paragraphs(again.now.text))


def _back(token: str, submission_id: str) -> ResponseReturnValue:
    return redirect(url_for(".my", token=token, _anchor=submission_id), 303)
