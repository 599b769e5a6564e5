"""What a person can do with a reshare: one short function each, in one table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import abort

from ugc.db import Session
from ugc.definitions import Definition, load
from ugc.lifecycle import Actor
from ugc.models import Reshare
from ugc.permissions import may
from ugc.publish import plan, retract
from ugc.publish.byhand import mark_posted, mark_removed
from ugc.publish.credit import Refused
from ugc.web.auth import acting, refuse
from ugc.web.context import gettext as _
from ugc.web.forms.planner import CaptionForm, MomentForm, PostedForm


@dataclass(frozen=True)
class Act:
    """What is done, what is said then, and whether it is done in the brand's name."""

    do: Callable[[Session, Reshare, Actor], None]
    said: Callable[[Reshare], str]
    speaks: bool = True


def perform(session: Session, row: Reshare, name: str) -> str:
    """Do it as the signed-in person and return what happened, in a sentence.

    403 for what only a spokesperson may do. Raises Refused, NoSuchArrow, Conflict.
    """
    act, member = ACTS.get(name) or abort(404), acting(row)
    own_draft = row.state == "draft" and name == "caption"
    if act.speaks and not own_draft and not may(member, "speak"):
        refuse("speak")
    act.do(session, row, Actor("member", member.account_id))
    return act.said(row)


def _rewrite(session: Session, row: Reshare, actor: Actor) -> None:
    plan.rewrite(session, row, CaptionForm().caption.data or "", actor)


def _move(session: Session, row: Reshare, actor: Actor) -> None:
    at = MomentForm(_definition(row), ()).moment()
    if at is None:
        raise Refused(_("Choose a slot, or give a day and a time."))
    plan.move_to(session, row, at, actor)


def _earlier(session: Session, row: Reshare, actor: Actor) -> None:
    plan.move_to(session, row, plan.neighbour(session, row, _definition(row), later=False), actor)


def _later(session: Session, row: Reshare, actor: Actor) -> None:
    plan.move_to(session, row, plan.neighbour(session, row, _definition(row), later=True), actor)


def _take_down(session: Session, row: Reshare, actor: Actor) -> None:
    retract.take_down(session, row, actor, "taken down by a person")


def _posted(session: Session, row: Reshare, actor: Actor) -> None:
    mark_posted(session, row, actor, PostedForm().link.data or "")


def _gone(row: Reshare) -> str:
    if row.state == "removed":
        return _("Noted. Its author is told that it is gone.")
    return _("Thank you. We look there ourselves now; it stays on the list until it is gone.")


def _definition(row: Reshare) -> Definition:
    return load(row.submission.campaign.revision)


ACTS: Mapping[str, Act] = {
    "caption": Act(_rewrite, lambda row: _("The caption is changed.")),
    "move": Act(_move, lambda row: _("It has its new moment.")),
    "earlier": Act(_earlier, lambda row: _("It has its new moment.")),
    "later": Act(_later, lambda row: _("It has its new moment.")),
    "send": Act(plan.send_now, lambda row: _("It is on its way.")),
    "cancel": Act(plan.cancel, lambda row: _("It is out of the plan and can be shared again."), speaks=False),
    "take-down": Act(_take_down, lambda row: _("It is being taken down."), speaks=False),
    "posted": Act(_posted, lambda row: _("Noted. Its author is told where it is.")),
    "removed": Act(mark_removed, _gone, speaks=False),
}
