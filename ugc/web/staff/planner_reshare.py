"""One reshare: exactly what is posted, what became of it, and what a person can do about it."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ugc.db import Session
from ugc.definitions import load
from ugc.lifecycle import Conflict, NoSuchArrow
from ugc.models import Reshare
from ugc.permissions import may
from ugc.platforms import capabilities
from ugc.publish import board
from ugc.publish.credit import Refused
from ugc.publish.plan import WAITING, free_slots
from ugc.publish.proposal import preview
from ugc.web.auth import acting, brand_session, safe_next, staff_only
from ugc.web.context import gettext as _
from ugc.web.forms.planner import CaptionForm, MomentForm, PostedForm
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import desk_page, found
from ugc.web.staff.planner_acts import perform
from ugc.web.staff.planner_new import SLOTS


@blueprint.get("/planner/<reshare_id>")
@staff_only
def planner_reshare(reshare_id: str) -> ResponseReturnValue:
    """The page of one reshare."""
    with brand_session("see") as session:
        return _show(session, found(board.find(session, reshare_id)))


@blueprint.post("/planner/<reshare_id>/<act>")
@staff_only
def planner_act(reshare_id: str, act: str) -> ResponseReturnValue:
    """Do one thing with it and go back; 422 with the reason when it is refused."""
    try:
        with brand_session("reshare", write=True) as session:
            said = perform(session, found(board.find(session, reshare_id)), act)
    except (Refused, NoSuchArrow, Conflict) as refusal:
        moved_on = _("It has moved on meanwhile. Nothing was changed; see how it stands now.")
        problem = str(refusal) if isinstance(refusal, Refused) else moved_on
        with brand_session("see") as session:
            return _show(session, found(board.find(session, reshare_id)), problem, 422)
    flash(said)
    here = url_for("staff.planner_reshare", reshare_id=reshare_id)
    return redirect(safe_next(request.form.get("next") or here), 303)


def _show(session: Session, row: Reshare, problem: str = "", status: int = 200) -> tuple[str, int]:
    definition, able = load(row.submission.campaign.revision), capabilities(row.channel.network)
    moments = free_slots(session, row.channel, definition, session.now(), SLOTS)
    return desk_page(
        session,
        "staff/planner_reshare.html",
        row.submission.campaign.brand,
        "planner",
        status=status,
        row=row,
        definition=definition,
        preview=preview(row, definition.timezone),
        by_hand=not able.can_publish,
        waiting=row.state in WAITING,
        may_look=may(acting(row), "moderate"),
        may_act=may(acting(row), "reshare"),
        may_speak=may(acting(row), "reshare") and may(acting(row), "speak"),
        problem=problem,
        caption=CaptionForm(caption=row.caption),
        moment=MomentForm(definition, moments, slot=moments[0].isoformat() if moments else None),
        posted=PostedForm(),
    )
