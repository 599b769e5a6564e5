"""Until when everybody who was asked agrees to the gallery, kept at each submission.

What is shown asks the answers themselves (`Submission.agreed`, P2). This is for filters and numbers over
many at once, and is written with whatever changes an answer, so that it is true in every transaction.
Whoever changes an answer therefore locks its submission first: two in another order would wait for each
other for ever.
"""

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, case, event, exists, func, inspect, literal, not_, select, update

from ugc.db import Session
from ugc.models import Consent, Submission
from ugc.models.base import UtcDateTime
from ugc.models.submission import NEVER

FOREVER = datetime(9999, 1, 1, tzinfo=UTC)  # of an answer that does not run out


def settle(session: Session, ids: Collection[str]) -> None:
    """Write it down anew for these submissions, from the answers as the database has them now."""
    these = update(Submission).where(Submission.id.in_(ids)).values(settled_until=_until())
    session.execute(these.execution_options(synchronize_session=False))


@event.listens_for(Session, "after_flush")
def _follow(session: Session, _: object) -> None:
    """What was flushed; what `lifecycle.move` writes by a statement of its own, it says itself."""
    written = [*session.new, *session.dirty, *session.deleted]
    about = {row.submission_id for row in written if isinstance(row, Consent)}
    about |= {row.id for row in session.dirty if isinstance(row, Submission) and _others_are_in_it(row)}
    if about:
        settle(session, about)


def _others_are_in_it(row: Submission) -> bool:
    """Whether it was just said that people nobody can ask are in it, or that they are not."""
    return inspect(row).attrs.strangers.history.has_changes()


def _until() -> ColumnElement[datetime]:
    """The first end of what is agreed to. A person agrees as long as the longest of their answers stands."""
    never, forever = literal(NEVER, UtcDateTime), literal(FOREVER, UtcDateTime)
    stands = case((Consent.state == "given", func.coalesce(Consent.expires_at, forever)), else_=never)
    asked = and_(Consent.submission_id == Submission.id, Consent.purpose == "gallery")
    each = select(func.max(stands).label("until")).where(asked).group_by(Consent.person)
    first = select(func.min(each.correlate(Submission).subquery().c.until)).scalar_subquery()
    author = exists(Consent.id).where(asked, Consent.party == "author")
    return case((and_(not_(Submission.strangers), author), first), else_=never)
