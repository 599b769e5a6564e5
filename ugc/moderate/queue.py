"""What waits for a moderator, and what they need to know about one item."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, not_, or_, select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.interfaces import ORMOption

from ugc.db import Session
from ugc.models import Consent, Customer, Decision, Submission, Thread

MANY = 1000


@dataclass(frozen=True)
class Filter:
    """Which submissions of one brand to look at."""

    brand_id: str
    state: str = "ready"
    campaign_id: str | None = None
    kind: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """These submissions and no others, as conditions of a statement."""
        narrow = [Submission.brand_id == self.brand_id, Submission.state == self.state]
        narrow += [Submission.campaign_id == self.campaign_id] if self.campaign_id else []
        return narrow + ([Submission.kind == self.kind] if self.kind else [])


def following(
    session: Session, chosen: Filter, after: Submission | None = None, limit: int = 1
) -> Sequence[Submission]:
    """The longest waiting, or those that came after one, oldest first, with all that is shown of them."""
    moment, rows = Submission.created_at, select(Submission).where(*chosen.conditions())
    if after is not None:
        later = or_(moment > after.created_at, Submission.id > after.id)
        rows = rows.where(moment >= after.created_at, later)
    rows = rows.options(*_shown()).order_by(moment, Submission.id)
    return session.scalars(rows.limit(limit)).all()


def previous(session: Session, chosen: Filter, before: Submission) -> Submission | None:
    """The one that came just before another."""
    moment, rows = Submission.created_at, select(Submission).where(*chosen.conditions())
    sooner = or_(moment < before.created_at, Submission.id < before.id)
    rows = rows.where(moment <= before.created_at, sooner)
    return session.scalar(rows.order_by(moment.desc(), Submission.id.desc()).limit(1))


def find(session: Session, submission_id: str) -> Submission | None:
    """One submission with all that is shown of it, in whatever state."""
    return session.scalar(select(Submission).where(Submission.id == submission_id).options(*_shown()))


def count(session: Session, chosen: Filter) -> int:
    """How many there are, counted no further than MANY."""
    some = select(Submission.id).where(*chosen.conditions()).limit(MANY)
    return session.scalar(select(func.count()).select_from(some.subquery())) or 0


def earlier(session: Session, submission: Submission, limit: int = 8) -> Sequence[Submission]:
    """What came before from the same customer, or from the address they gave, newest first.

    Nobody has proved an address by typing it: this is a hint for a person, nothing to decide by.
    """
    author = submission.customer
    same = [Customer.id == author.id, *([Customer.email == author.email] if author.email else [])]
    rows = (
        select(Submission)
        .join(Customer, Customer.id == Submission.customer_id)
        .where(Submission.brand_id == submission.brand_id, or_(*same), Submission.id != submission.id)
        .order_by(Submission.created_at.desc())
    )
    return session.scalars(rows.options(selectinload(Submission.photos)).limit(limit)).all()


def decisions(session: Session, submission: Submission) -> Sequence[Decision]:
    """Every decision about it, newest first, with who made it."""
    about = select(Decision).where(Decision.submission_id == submission.id)
    return session.scalars(
        about.options(selectinload(Decision.account)).order_by(Decision.created_at.desc())
    ).all()


def unsettled(session: Session, submission: Submission, purpose: str) -> Sequence[Consent]:
    """The answers that still keep it from this use: open, refused, taken back or run out."""
    asked = select(Consent).where(Consent.submission_id == submission.id, Consent.purpose == purpose)
    return session.scalars(asked.where(not_(Consent.live(session.now())))).all()


def conversation(session: Session, submission: Submission) -> Thread | None:
    """The thread about it."""
    return session.scalar(select(Thread).where(Thread.submission_id == submission.id))


def _shown() -> list[ORMOption]:
    loaded = (Submission.photos, Submission.consents, Submission.customer, Submission.campaign)
    return [selectinload(part) for part in (*loaded, Submission.revision)]
