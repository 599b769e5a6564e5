"""The people of a brand: their roles, letting them go, and handing the brand over. One owner always stays."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import joinedload

from ugc.db import Session
from ugc.lifecycle import Actor, record
from ugc.models import Account, Brand, Member, SignIn, Submission, View
from ugc.permissions import may, require
from ugc.team.invite import Refused


def members(session: Session, brand: Brand) -> Sequence[Member]:
    """Everybody who works for a brand, by name."""
    rows = select(Member).join(Account).where(Member.brand_id == brand.id).options(joinedload(Member.account))
    return session.scalars(rows.order_by(Account.name, Account.email)).all()


def change(session: Session, member: Member, role: str, may_speak: bool, by: Member) -> None:
    """Give somebody another role. Raises NotAllowed, or Refused for the last owner."""
    require(by, "members", member)
    if role != "owner":
        _keep_an_owner(session, member)
    old, member.role, member.may_speak = member.role, role, may_speak
    if not may(member, "moderate"):
        _let_go(session, member)
    record(session, member, old, role, _actor(by), _called(member) + (", may speak" if may_speak else ""))


def remove(session: Session, member: Member, by: Member) -> None:
    """Let somebody go: their place is gone and every session of theirs ends at once.

    Raises NotAllowed, or Refused for the last owner.
    """
    require(by, "members", member)
    _keep_an_owner(session, member)
    record(session, member, member.role, "removed", _actor(by), _called(member))
    session.execute(delete(SignIn).where(SignIn.account_id == member.account_id))
    _let_go(session, member)
    session.execute(
        delete(View).where(View.brand_id == member.brand_id, View.account_id == member.account_id)
    )
    session.delete(member)


def hand_over(session: Session, member: Member, by: Member) -> None:
    """Make somebody the owner; who was it stays as a manager. Raises NotAllowed, or Refused for oneself."""
    require(by, "members", member)
    if member.account_id == by.account_id:
        raise Refused("You own this brand already.")
    mine = session.get_one(Member, by.id)
    for row, role in ((member, "owner"), (mine, "manager")):
        record(session, row, row.role, role, _actor(by), f"{_called(row)}, handed over")
        row.role = role


def second_factor(session: Session, brand: Brand, by: Member) -> None:
    """Note that a brand asks for a second factor, or no longer."""
    record(session, brand, None, "2nd factor" if brand.second_factor else "no 2nd factor", _actor(by), "")


def _keep_an_owner(session: Session, member: Member) -> None:
    """Owners are locked, so that two of them cannot step back at the same moment."""
    owners = select(Member).where(Member.brand_id == member.brand_id, Member.role == "owner")
    others = [one for one in session.scalars(owners.with_for_update()) if one.id != member.id]
    if member.role == "owner" and not others:
        raise Refused("A brand needs an owner. Hand it over to somebody first.")


def _let_go(session: Session, member: Member) -> None:
    """What they have open, or sent back, is anybody's."""
    theirs = (Submission.brand_id == member.brand_id, Submission.reserved_by == member.account_id)
    session.execute(update(Submission).where(*theirs).values(reserved_by=None, reserved_until=None))


def _called(member: Member) -> str:
    return member.account.email


def _actor(member: Member) -> Actor:
    return Actor("member", member.account_id)
