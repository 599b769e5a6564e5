"""Letting somebody in: a letter with a link that works once, and joining by it."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from ugc.db import Session
from ugc.lifecycle import ENGINE, Actor, Conflict, begin, move, record
from ugc.models import Account, Brand, Invite, Mail, Member
from ugc.permissions import require

LIVES = timedelta(days=7)


class Refused(Exception):
    """It would leave a brand without an owner, or somebody works there already. Says so in a sentence."""


def invite(session: Session, brand: Brand, email: str, role: str, may_speak: bool, by: Member) -> Invite:
    """Write somebody a letter with a link; an older one to the same address stops working.

    Raises NotAllowed, or Refused when they work here already.
    """
    row = Invite(brand_id=brand.id, email=email.strip().lower(), role=role, may_speak=may_speak)
    require(by, "members", row)
    if session.scalar(_place(brand.id, row.email)):
        raise Refused(f"{row.email} works for {brand.name} already.")
    for older in session.scalars(_open(brand).where(Invite.email == row.email)):
        move(session, older, "withdrawn", _actor(by), "invited anew")
    row.invited_by, row.expires_at = by.account_id, session.now() + LIVES
    begin(session, row, _actor(by), f"{row.email} as {role}")
    mail = Mail(brand_id=brand.id, kind="invite", about_id=row.id, key=f"invite:{row.id}", to=row.email)
    begin(session, mail, ENGINE)
    session.hint("mail", mail.id)
    return row


def waiting(session: Session, brand: Brand) -> Sequence[Invite]:
    """The invitations nobody has answered, the newest first; expired ones too."""
    return session.scalars(_open(brand).order_by(Invite.created_at.desc())).all()


def withdraw(session: Session, row: Invite, by: Member) -> None:
    """Make the link worthless. Raises NotAllowed, or Conflict when it was used meanwhile."""
    require(by, "members", row)
    move(session, row, "withdrawn", _actor(by), row.email)


def open_invite(session: Session, invite_id: str | None) -> Invite | None:
    """The invitation if its link still works."""
    row = session.get(Invite, invite_id, options=[joinedload(Invite.inviter)]) if invite_id else None
    return row if row and row.state == "open" and row.expires_at > session.now() else None


def known(session: Session, row: Invite) -> Account | None:
    """The account this address has already."""
    return session.scalar(Account.at(row.email))


def join(session: Session, row: Invite, name: str, password_hash: str) -> Account:
    """Take the place. A known account keeps its name and password. Raises Conflict for a used link."""
    account = known(session, row) or Account(email=row.email, name=name, password_hash=password_hash)
    session.add(account)
    session.flush()
    actor = Actor("member", account.id)
    move(session, row, "used", actor, row.email)
    if session.scalar(_place(row.brand_id, row.email)):
        raise Conflict(f"{row.email} has a place here already")
    member = Member(brand_id=row.brand_id, account_id=account.id, role=row.role, may_speak=row.may_speak)
    session.add(member)
    session.flush()
    record(session, member, None, row.role, actor, f"invited by {row.inviter.name}")
    return account


def _actor(member: Member) -> Actor:
    return Actor("member", member.account_id)


def _place(brand_id: str, email: str) -> Select[Member]:
    """Somebody's place in a brand, by their address."""
    return select(Member).join(Account).where(Member.brand_id == brand_id, Account.email == email)


def _open(brand: Brand) -> Select[Invite]:
    rows = select(Invite).where(Invite.brand_id == brand.id, Invite.state == "open")
    return rows.options(joinedload(Invite.inviter))
