"""An account's own matters: its sessions, its second factor, and a new password."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, select

from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import ENGINE, Actor, begin, record
from ugc.models import Account, Brand, Forgotten, Mail, Member, SignIn


def sign_ins(session: Session, account: Account) -> Sequence[SignIn]:
    """Where somebody is signed in, the latest first."""
    rows = SignIn.of(account.id).where(SignIn.expires_at > session.now(), SignIn.complete)
    return session.scalars(rows.order_by(SignIn.created_at.desc())).all()


def end_others(session: Session, account: Account, keep: SignIn | None) -> None:
    """End every session but one."""
    rows = delete(SignIn).where(SignIn.account_id == account.id)
    session.execute(rows.where(SignIn.id != keep.id) if keep else rows)


def note(session: Session, account: Account, what: str) -> None:
    """A line in the audit log of every brand they work for."""
    for member in session.scalars(Member.of(account)):
        record(session, member, None, what, Actor("member", account.id), "")


def known(session: Session, account: Account) -> list[str]:
    """What others know of them: their name, their address, the brands they work for."""
    brands = [session.get_one(Brand, member.brand_id).name for member in session.scalars(Member.of(account))]
    return [account.name, account.email, *brands]


def new_password(session: Session, account: Account, password_hash: str) -> None:
    """Take another password and end every session."""
    account.password_hash = password_hash
    end_others(session, account, None)
    note(session, account, "new password")


def forgot(session: Session, email: str) -> None:
    """Note that the password at this address is forgotten, if it is one; nothing is looked up here.

    How long a page takes says nothing then about who exists (OWASP ASVS 5.0, 6.3.8).
    """
    row = Forgotten(email=email)
    session.add(row)
    session.flush()
    session.hint("forgotten", row.id)


def remind(database: Database, row_id: str) -> None:
    """Write the letter for what was forgotten, if one is due."""
    with database.write(EVERYONE) as session:
        write_letters(session, Forgotten.id == row_id)


def write_letters(session: Session, *which: ColumnElement[bool]) -> None:
    """The same for all of them, or some."""
    for row in session.scalars(select(Forgotten).where(*which).with_for_update(skip_locked=True)):
        _write(session, row.email)
        session.delete(row)


def _write(session: Session, email: str) -> None:
    """A letter with a link to whoever has this address and works for a brand; silent otherwise."""
    account = session.scalar(Account.at(email))
    member = session.scalars(Member.of(account)).first() if account else None
    if account is None or member is None:
        return
    waiting = select(Mail).where(Mail.kind == "reset", Mail.about_id == account.id, Mail.state == "queued")
    if session.scalar(waiting.limit(1)):
        return
    mail = Mail(brand_id=member.brand_id, kind="reset", about_id=account.id, to=account.email)
    mail.key = f"reset:{account.id}:{session.now():%Y%m%d%H%M%S%f}"
    begin(session, mail, ENGINE)
    session.hint("mail", mail.id)
