"""One submission at a time: look, decide, undo, go on."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from ugc.db import Session
from ugc.definitions import Definition, load
from ugc.lifecycle import Conflict, NoSuchArrow
from ugc.models import Decision, Submission
from ugc.moderate.asks import Named, named, usual
from ugc.moderate.decide import NoReason, Sealed
from ugc.moderate.flags import Kept, flags, kept
from ugc.moderate.queue import item as item_of
from ugc.moderate.queue import serve
from ugc.moderate.reasons import words
from ugc.moderate.reserve import Taken, reserve, take
from ugc.moderate.review import decide_with_others, unsay
from ugc.moderate.undo import TooLate, undo
from ugc.publish import follow
from ugc.web.auth import acting, brand_session, staff_only
from ugc.web.forms.staff import DecisionForm
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import chosen_for, found
from ugc.web.staff.queue_page import (
    Refusal,
    address,
    chosen_filter,
    show,
    show_empty,
    show_outcome,
)

MINIMAL = "return=minimal"
UNSAID = "undone"
IN_THE_WAY: dict[type, str] = {Taken: "taken", Kept: "kept", Sealed: "sealed"}


@blueprint.get("/queue")
@staff_only
def queue() -> ResponseReturnValue:
    """The one that waits longest, or came next `after` another, kept for who opened it; or that none does."""
    after_id = request.args.get("after")
    with brand_session("moderate", write=True) as session:
        brand, member = chosen_for(session, "moderate")
        after = found(session.get(Submission, after_id)) if after_id else None
        chosen = chosen_filter(session, brand)
        served = serve(session, chosen, member, after)
        if served.submission is None:
            return show_empty(session, brand, chosen)
        return show(session, served.submission, chosen=chosen, more=served.goes_on)


@blueprint.get("/queue/<submission_id>")
@staff_only
def item(submission_id: str) -> ResponseReturnValue:
    """One submission, whatever state it is in; what waits for them is kept for who opened it."""
    with brand_session("moderate", write=True) as session:
        submission = found(item_of(session, submission_id))
        member = acting(submission)
        if submission.state == "ready" and not kept(flags(session, submission), submission, member):
            reserve(session, submission, member)
        return show(session, submission)


@blueprint.post("/queue/<submission_id>/take")
@staff_only
def take_over(submission_id: str) -> ResponseReturnValue:
    """Take it from the colleague who has it open."""
    with brand_session("moderate", write=True) as session:
        submission = found(session.get(Submission, submission_id))
        take(session, submission, acting(submission))
        return redirect(address(submission.id), 303)


@blueprint.post("/queue/<submission_id>")
@staff_only
def decision(submission_id: str) -> ResponseReturnValue:
    """Decide and go on to the next; 409 for a stale view or sealed photos, 422 when the reason is missing.

    A desk that shows the next already prefers a minimal answer (RFC 7240): numbers, and how to undo it.
    """
    form = DecisionForm()
    outcome = form.outcome.data
    if not form.validate():
        return _refuse(submission_id, Refusal("form", outcome), 422)
    try:
        with brand_session("moderate", write=True) as session:
            return _decide(session, found(session.get(Submission, submission_id)), form)
    except (Taken, Kept, Sealed) as obstacle:
        return _refuse(submission_id, Refusal(IN_THE_WAY[type(obstacle)]), 409)
    except (Conflict, NoSuchArrow):
        return _refuse(submission_id, Refusal("stale", seen=form.seen.data), 409)
    except NoReason:
        return _refuse(submission_id, Refusal("reason", outcome), 422)


def _decide(session: Session, submission: Submission, form: DecisionForm) -> ResponseReturnValue:
    definition, brand = load(submission.campaign.revision), submission.campaign.brand
    reason = words(definition, submission.language, form.reason.data, form.words.data)
    member, outcome, seen = acting(submission), form.outcome.data, form.seen.data
    asks = _asks(definition, submission, form.reason.data)
    made = decide_with_others(session, submission, outcome, reason, member, seen, definition, asks)
    follow(session, submission)
    if request.headers.get("Prefer") == MINIMAL:
        return show_outcome(session, brand, made, outcome, submission)
    after = serve(session, chosen_filter(session, brand), member, submission).submission
    told = {"decided": made.id} if made else {"said": outcome, "about": submission.id}
    return redirect(address(after.id if after else None, **told), 303)


def _asks(definition: Definition, submission: Submission, code: str) -> Named:
    """What was ticked; without a script, and nothing ticked, what the picked reason usually asks."""
    boxes = request.form.getlist("asks")
    return named(submission, boxes if boxes or request.form.get("chosen") else usual(definition, code))


@blueprint.post("/decisions/<decision_id>/undo")
@staff_only
def take_back(decision_id: str) -> ResponseReturnValue:
    """Undo and show it again; 409 when that is no longer possible."""
    with brand_session("moderate") as session:
        submission_id = found(session.get(Decision, decision_id)).submission_id
    try:
        with brand_session("moderate", write=True) as session:
            made = found(session.get(Decision, decision_id))
            return redirect(address(undo(session, made, acting(made)).id, decided=made.id), 303)
    except TooLate:
        return _refuse(submission_id, Refusal("late"), 409)
    except Conflict:
        return _refuse(submission_id, Refusal("stale"), 409)


@blueprint.post("/queue/<submission_id>/unsay")
@staff_only
def take_word_back(submission_id: str) -> ResponseReturnValue:
    """Undo what one of several said, and show it again; 409 once somebody else has said more."""
    try:
        with brand_session("moderate", write=True) as session:
            submission = found(session.get(Submission, submission_id))
            unsay(session, submission, acting(submission))
            return redirect(address(submission.id, said=UNSAID), 303)
    except Conflict:
        return _refuse(submission_id, Refusal("stale"), 409)


def _refuse(submission_id: str, refusal: Refusal, status: int) -> ResponseReturnValue:
    """The same page as it stands now, with what happened on top."""
    with brand_session("moderate") as session:
        return show(session, found(session.get(Submission, submission_id)), refusal, status)
