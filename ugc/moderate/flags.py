"""What rules did to submissions that wait, and whom that keeps from deciding about them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, case, exists, func, not_, or_, select

from ugc.db import Session
from ugc.models import Account, Flag, Member, Submission
from ugc.permissions import ROLES, may

DECIDING = [role for role, actions in ROLES.items() if "moderate" in actions]


class Kept(Exception):
    """A rule keeps it for a manager."""


def flags(session: Session, submission: Submission) -> Sequence[Flag]:
    """What rules did to it, the first first."""
    rows = select(Flag).where(Flag.submission_id == submission.id)
    return session.scalars(rows.order_by(Flag.created_at, Flag.id)).all()


def labels(session: Session, ids: Sequence[str]) -> dict[str, list[str]]:
    """What rules call them, by submission."""
    found: dict[str, list[str]] = {}
    rows = select(Flag.submission_id, Flag.label).where(Flag.submission_id.in_(ids))
    for submission_id, label in session.execute(rows.order_by(Flag.created_at, Flag.id)):
        found.setdefault(submission_id, []).append(label)
    return found


def kept(flagged: Sequence[Flag], submission: Submission, member: Member) -> bool:
    """Whether one of its `flags` keeps it from this person, who may not settle what others cannot."""
    waits = submission.state == "ready" and not may(member, "settle")
    return waits and any(flag.does == "hold" for flag in flagged)


def passed_to(member: Member) -> ColumnElement[bool]:
    """Submissions rules let this person be served.

    What goes to somebody who is not there, or may not decide, goes to those who may settle.
    """
    on_it, to_them = Flag.submission_id == Submission.id, _names(member)
    if may(member, "settle"):
        to_them = or_(to_them, Flag.to == "manager", not_(_is_there(member.brand_id)))
    # One look at its flags: to ask for none OR one to them, PostgreSQL would read all flags there are.
    routed = select(func.max(case((to_them, 1), else_=0))).where(on_it, Flag.does == "route")
    free = func.coalesce(routed.scalar_subquery(), 1) == 1
    held = exists().where(on_it, Flag.does == "hold")
    return free if may(member, "settle") else and_(free, not_(held))


def _names(member: Member) -> ColumnElement[bool]:
    address = select(Account.email).where(Account.id == member.account_id)
    return or_(Flag.to == member.role, Flag.to.in_(address))


def _is_there(brand_id: str) -> ColumnElement[bool]:
    """Whether anybody who decides here answers to the name."""
    people = select(Account.email).join(Member, Member.account_id == Account.id)
    here = (Member.brand_id == brand_id, Member.role.in_(DECIDING))
    return or_(Flag.to.in_(people.where(*here)), Flag.to.in_(select(Member.role).where(*here)))
