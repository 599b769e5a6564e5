"""Second looks: what visitors reported, and what customers object to."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ugc.db import Session
from ugc.definitions import load
from ugc.lifecycle import Conflict, NoSuchArrow
from ugc.models import Appeal, Brand, Report, Submission
from ugc.moderate import appeal as appeals
from ugc.moderate import report as notices
from ugc.moderate.appeal import Refused
from ugc.publish import follow
from ugc.web.auth import acting, brand_session, staff_only
from ugc.web.context import gettext as _
from ugc.web.forms.parts import clean
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import chosen_for, desk_page, found, place_in

OUTCOMES = ("upheld", "dismissed")
LONGEST = 4000


@blueprint.get("/reports")
@staff_only
def reports() -> ResponseReturnValue:
    """What waits in one brand."""
    with brand_session("moderate") as session:
        return _show(session, chosen_for(session, "moderate")[0])


@blueprint.post("/reports/<report_id>")
@staff_only
def reports_settle(report_id: str) -> ResponseReturnValue:
    """Take the item down, or leave it up, and tell both sides why."""
    try:
        with brand_session("moderate", write=True) as session:
            row = found(session.get(Report, report_id))
            slug = session.get_one(Brand, row.brand_id).slug
            definition = load(row.submission.campaign.revision)
            notices.settle(session, row, _outcome(), _words(), acting(row), definition)
            session.flush()
            follow(session, row.submission)
    except (Refused, Conflict, NoSuchArrow) as problem:
        with brand_session("moderate") as session:
            row = found(session.get(Report, report_id))
            return _show(session, session.get_one(Brand, row.brand_id), _why(problem), 422)
    flash(_("Settled. Everybody concerned is told."))
    return redirect(url_for("staff.reports", brand=slug), 303)


@blueprint.post("/appeals/<appeal_id>")
@staff_only
def appeals_answer(appeal_id: str) -> ResponseReturnValue:
    """Uphold an objection or dismiss it, in words."""
    try:
        with brand_session("moderate", write=True) as session:
            row = found(session.get(Appeal, appeal_id))
            slug = session.get_one(Brand, row.brand_id).slug
            appeals.answer(session, row, _outcome(), _words(), acting(row))
    except (Refused, Conflict, NoSuchArrow) as problem:
        with brand_session("moderate") as session:
            row = found(session.get(Appeal, appeal_id))
            return _show(session, session.get_one(Brand, row.brand_id), _why(problem), 422)
    flash(_("Answered. They are told."))
    return redirect(url_for("staff.reports", brand=slug), 303)


def _outcome() -> str:
    wanted = request.form.get("outcome", "")
    if wanted not in OUTCOMES:
        raise Refused(_("Choose what becomes of it."))
    return wanted


def _words() -> str:
    return clean(request.form.get("words"))[:LONGEST]


def _why(problem: Exception) -> str:
    faster = _("Somebody was faster; this is how it stands now.")
    return str(problem) if isinstance(problem, Refused) else faster


def _show(session: Session, brand: Brand, problem: str = "", status: int = 200) -> ResponseReturnValue:
    member = place_in(brand)
    objections = [
        (
            row,
            session.get_one(Submission, row.decision.submission_id),
            appeals.took_part(session, row, member),
        )
        for row in appeals.open_appeals(session, brand)
    ]
    return desk_page(
        session,
        "staff/reports.html",
        brand,
        "reports",
        status=status,
        reports=notices.open_reports(session, brand),
        appeals=objections,
        problem=problem,
        typed=request.form.get("words", ""),
    )
