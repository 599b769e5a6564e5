"""Sharing something: which submission, where, in which words, when; with the post as it will look."""

from dataclasses import dataclass

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ugc.db import Session
from ugc.definitions import Definition, load
from ugc.lifecycle import Actor
from ugc.models import Channel, Reshare, Submission
from ugc.permissions import may
from ugc.publish import board, channels
from ugc.publish.credit import Refused
from ugc.publish.plan import free_slots, is_on, plan
from ugc.publish.proposal import preview, proposal
from ugc.web.auth import acting, brand_session, staff_only
from ugc.web.context import gettext as _
from ugc.web.context import services
from ugc.web.forms.planner import PlanForm
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import chosen_brand, desk_page, found

SLOTS = 8


@dataclass(frozen=True)
class Choice:
    """A channel one could share on, and whether it is there already."""

    channel: Channel
    taken: bool


@blueprint.get("/planner/new")
@staff_only
def planner_new() -> ResponseReturnValue:
    """Choose what to share, or see how the chosen one would look."""
    with brand_session("reshare") as session:
        submission_id = request.args.get("submission")
        if not submission_id:
            brand = chosen_brand(session)
            rows = board.to_share(session, brand)
            return desk_page(session, "staff/planner_choose.html", brand, "planner", rows=rows)
        return _compose(session, found(session.get(Submission, submission_id)))


@blueprint.post("/planner/new")
@staff_only
def planner_plan() -> ResponseReturnValue:
    """Schedule it, or show how the edited words would look; 422 when it is refused."""
    submission_id, channel_id = request.form.get("submission", ""), request.form.get("channel", "")
    try:
        with brand_session("reshare", write=True) as session:
            submission = found(session.get(Submission, submission_id))
            if "preview" in request.form:
                return _compose(session, submission)
            row = _plan(session, submission, found(session.get(Channel, channel_id)))
            draft = row.state == "draft"
    except Refused as refusal:
        with brand_session("reshare") as session:
            return _compose(session, found(session.get(Submission, submission_id)), str(refusal), 422)
    flash(_("Kept as a draft: a spokesperson schedules it.") if draft else _("Scheduled."))
    return redirect(url_for("staff.planner_reshare", reshare_id=row.id), 303)


def _plan(session: Session, submission: Submission, channel: Channel) -> Reshare:
    definition = load(submission.campaign.revision)
    form, member = PlanForm(definition, ()), acting(submission)
    at = form.moment()
    if at is None:
        raise Refused(_("Choose a slot, or give a day and a time."))
    return plan(
        session,
        submission,
        channel,
        Actor("member", member.account_id),
        definition,
        session.now(),
        links=services().links,
        caption=form.caption.data,
        at=at,
        draft=not may(member, "speak"),
    )


def _compose(
    session: Session, submission: Submission, problem: str = "", status: int = 200
) -> tuple[str, int]:
    brand, definition = submission.campaign.brand, load(submission.campaign.revision)
    choices = [Choice(one, is_on(session, submission, one)) for one in channels.of(session, brand)]
    chosen = _chosen(choices, definition)
    facts = {"submission": submission, "definition": definition, "choices": choices, "chosen": chosen}
    if chosen is None:
        return desk_page(session, "staff/planner_new.html", brand, "planner", status=status, **facts)
    moments = free_slots(session, chosen, definition, session.now(), SLOTS)
    form = PlanForm(definition, moments, slot=request.args.get("at") or (moments and moments[0].isoformat()))
    try:
        row = proposal(submission, chosen, definition, services().links, form.caption.data or None)
        form.caption.data = row.caption
    except Refused as refusal:
        row, problem = None, problem or str(refusal)
    shown = preview(row, definition.timezone) if row else None
    facts |= {
        "form": form,
        "preview": shown,
        "problem": problem,
        "alone": not may(acting(submission), "speak"),
    }
    return desk_page(session, "staff/planner_new.html", brand, "planner", status=status, **facts)


def _chosen(choices: list[Choice], definition: Definition) -> Channel | None:
    """The channel asked for, else the first of the campaign's that is free, else any that is."""
    asked = request.values.get("channel")
    if asked:
        return next((one.channel for one in choices if one.channel.id == asked), None) or abort(404)
    named = [*definition.reshare.channels] if definition.reshare else []
    order = named + [one.channel.name for one in choices]
    free = sorted((one.channel for one in choices if not one.taken), key=lambda one: order.index(one.name))
    return next(iter(free), None)
