"""What the retention clock erases: each class of submissions, and since when one is in it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, not_, select

from ugc.db import Session
from ugc.definitions import Definition, load
from ugc.models import Campaign, Consent, Decision, Event, Submission

NEVER_SHOWN = ("received", "ready", "returned", "unusable", "held")


def _since_the_event(state: str) -> ColumnElement[Any]:
    moved = Event.about == "submission", Event.about_id == Submission.id, Event.new == state
    return select(func.max(Event.at)).where(*moved).correlate(Submission).scalar_subquery()


def _since_the_close() -> ColumnElement[Any]:
    closed = func.coalesce(Campaign.closed_at, Campaign.closes_at)
    of = Campaign.id == Submission.campaign_id
    return select(closed).where(of).correlate(Submission).scalar_subquery()


def _since_the_decision() -> ColumnElement[Any]:
    made = Decision.submission_id == Submission.id, Decision.undone_at.is_(None)
    final = select(func.max(Decision.final_at)).where(*made).correlate(Submission).scalar_subquery()
    return func.coalesce(final, _since_the_event("declined"))


def _since_the_last_use() -> ColumnElement[Any]:
    """The end of the grant that ended last."""
    early = and_(Consent.withdrawn_at.is_not(None), Consent.withdrawn_at < Consent.expires_at)
    only = and_(Consent.withdrawn_at.is_not(None), Consent.expires_at.is_(None))
    ended = case((early, Consent.withdrawn_at), (only, Consent.withdrawn_at), else_=Consent.expires_at)
    theirs = Consent.submission_id == Submission.id, Consent.party == "author", Consent.given_at.is_not(None)
    return select(func.max(ended)).where(*theirs).correlate(Submission).scalar_subquery()


def _in_use() -> ColumnElement[bool]:
    return exists().where(
        Consent.submission_id == Submission.id, Consent.party == "author", Consent.state == "given"
    )


Class = tuple[ColumnElement[bool], Callable[[], ColumnElement[Any]]]
CLASSES: Mapping[str, Class] = {
    "unselected": (Submission.state.in_(NEVER_SHOWN), _since_the_close),
    "declined": (Submission.state == "declined", _since_the_decision),
    "withdrawn": (Submission.state == "withdrawn", lambda: _since_the_event("withdrawn")),
    "expired": (and_(Submission.state == "approved", not_(_in_use())), _since_the_last_use),
    "finds": (Submission.state == "found", lambda: _since_the_event("found")),
}
"""By the keys of a definition's `retention`: who is in it, and since when."""


def kept_for(definition: Definition, name: str) -> timedelta:
    """How long a campaign keeps a class."""
    length: timedelta = getattr(definition.retention, name)
    return length


def over(campaign: Campaign, name: str, at: datetime) -> Select[Submission]:
    """A campaign's submissions of a class whose time is over at that moment."""
    member, since = CLASSES[name]
    limit = at - kept_for(load(campaign.revision), name)
    return select(Submission).where(Submission.campaign_id == campaign.id, member, since() <= limit)


def still(session: Session, submission: Submission, name: str) -> bool:
    """Whether it is in the class at this moment, its time over; a decision may have been undone."""
    rows = over(submission.campaign, name, session.now()).where(Submission.id == submission.id)
    return session.scalar(rows) is not None
