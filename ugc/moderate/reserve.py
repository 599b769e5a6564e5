"""Who has an item open: it is served to nobody else until they decide, or the reservation runs out."""

from datetime import timedelta

from sqlalchemy import ColumnElement, or_, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm.attributes import set_committed_value

from ugc.db import Session
from ugc.lifecycle import Actor, Conflict, record
from ugc.models import Account, Member, Submission
from ugc.permissions import require

LEASE = timedelta(minutes=5)


class Taken(Conflict):
    """A colleague has it open."""


def free(session: Session, member: Member) -> ColumnElement[bool]:
    """Submissions nobody else has open."""
    over = or_(Submission.reserved_until.is_(None), Submission.reserved_until <= session.now())
    return or_(over, Submission.reserved_by == member.account_id)


def reserve(session: Session, submission: Submission, member: Member, length: timedelta = LEASE) -> bool:
    """Keep it for somebody, unless somebody else has it; an own reservation only ever grows."""
    until, mine = session.now() + length, submission.reserved_by == member.account_id
    if mine and submission.reserved_until:
        until = max(until, submission.reserved_until)
    return _keep(session, submission, member.account_id, until, free(session, member))


def take(session: Session, submission: Submission, member: Member) -> None:
    """Take it from whoever has it open; what they decide from now on is a stale view."""
    require(member, "moderate", submission)
    _keep(session, submission, member.account_id, session.now() + LEASE)
    record(session, submission, submission.state, "taken over", Actor("member", member.account_id), "")


def release(submission: Submission) -> None:
    """Nobody has it open any more."""
    submission.reserved_by = submission.reserved_until = None


def holder(session: Session, submission: Submission, member: Member) -> Account | None:
    """The colleague who has it open."""
    held = submission.reserved_until is not None and submission.reserved_until > session.now()
    theirs = held and submission.reserved_by not in (None, member.account_id)
    return session.get(Account, submission.reserved_by) if theirs else None


def check(session: Session, submission: Submission, member: Member) -> None:
    """Raise Taken when a colleague has it open."""
    colleague = holder(session, submission, member)
    if colleague:
        raise Taken(f"{colleague.name} has it open")


def _keep(session: Session, row: Submission, by: str, until: object, *where: ColumnElement[bool]) -> bool:
    session.flush()
    values = {"reserved_by": by, "reserved_until": until}
    statement = update(Submission).where(Submission.id == row.id, *where).values(values)
    done = session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(done, CursorResult)
    if not done.rowcount:
        session.refresh(row, list(values))
        return False
    for name, value in values.items():
        set_committed_value(row, name, value)
    return True
