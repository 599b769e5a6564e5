"""Letting somebody in by the company's own sign-in: who they are here, and who they are not."""

from dataclasses import dataclass
from datetime import datetime

from ugc.db import Session
from ugc.models import Account, Identity, Passkey
from ugc.team import invite as inviting
from ugc.team.account import note


class Refused(Exception):
    """The company knows them, and nothing opens for them here. Says why in a sentence."""


@dataclass(frozen=True)
class Person:
    """What a company says about somebody: its own name for them, and how it asked who they are.

    `email` is empty unless the company vouches for it. `two_factors`: it asked for two. `asked_at` is when,
    where it says so.
    """

    issuer: str
    subject: str
    email: str
    name: str
    two_factors: bool
    asked_at: datetime | None


def enter(session: Session, person: Person, invite_id: str | None) -> Account:
    """Whose account it opens: the one it opened before, or the one with their address. Raises Refused.

    A new one is made only for somebody whose invitation waits at that address.
    """
    row = session.scalar(Identity.called(person.issuer, person.subject))
    if row and row.removed_at:
        raise Refused(
            "You took this sign-in off your account. Sign in another way; your account page links it again."
        )
    account = row.account if row else _by_address(session, person, invite_id)
    row = row or _tie(session, account, person)
    row.used_at = session.now()
    return account


def link(session: Session, account: Account, person: Person) -> None:
    """Let it open an account whose owner is signed in and has the same address. Raises Refused."""
    if person.email != account.email:
        known = person.email or "somebody without a confirmed address"
        raise Refused(
            f"Your company knows you as {known}; here you are {account.email}. It has to be the same."
        )
    taken = session.scalar(Identity.called(person.issuer, person.subject))
    if taken and taken.account_id != account.id:
        raise Refused(f"That sign-in opens the account of {taken.account.email} already.")
    row = session.scalar(Identity.of(account.id, person.issuer)) or Identity(account_id=account.id)
    row.issuer, row.subject, row.removed_at = person.issuer, person.subject, None
    session.add(row)
    note(session, account, "company linked")


def unlink(session: Session, account: Account, issuer: str) -> None:
    """Let it open an account no longer. Raises Refused where nothing else would."""
    if not account.password_hash and not session.scalar(Passkey.of(account.id).limit(1)):
        raise Refused(
            "Then nothing would open it. First make a passkey, or a password by “Forgotten your password?”."
        )
    row = session.scalar(Identity.of(account.id, issuer))
    if row and not row.removed_at:
        row.removed_at = session.now()
        note(session, account, "company unlinked")


def linked(session: Session, account: Account, issuer: str) -> Identity | None:
    """Who they are there, if it opens their account."""
    return session.scalar(Identity.of(account.id, issuer).where(Identity.removed_at.is_(None)))


def _by_address(session: Session, person: Person, invite_id: str | None) -> Account:
    if not person.email:
        raise Refused("Your company has not confirmed that your mail address is yours, so we can’t go by it.")
    invite = inviting.open_invite(session, invite_id)
    account = session.scalar(Account.at(person.email).with_for_update())
    if account is None and invite and invite.email == person.email:
        account = inviting.join(session, invite, person.name or person.email.partition("@")[0], "")
    if account is None:
        raise Refused(f"Nobody works here as {person.email}. The owner of your brand can invite you.")
    return account


def _tie(session: Session, account: Account, person: Person) -> Identity:
    """Note who they are there, once: an address that has passed to somebody else opens nothing."""
    if session.scalar(Identity.of(account.id, person.issuer)):
        raise Refused(
            f"{account.email} was somebody else’s at your company before. Sign in another way, and link it "
            "anew on your account page."
        )
    row = Identity(account_id=account.id, issuer=person.issuer, subject=person.subject)
    session.add(row)
    note(session, account, "company linked")
    return row
