"""The promises (DESIGN §4) as far as rows at rest can break them."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select
from sqlalchemy.orm import joinedload

from ugc.db import Session
from ugc.models import Base, Consent, Customer, CustomerOwned, Decision, Event, Photo, Reshare, Submission
from ugc.publish.credit import keeps
from ugc.publish.retract import ending

SOON = timedelta(minutes=5)  # what the engine's sweep has for it, and more


def arrived(session: Session) -> Iterator[str]:
    """P1: what was received goes on."""
    developing = exists().where(Photo.submission_id == Submission.id, Photo.state == "received")
    late = Submission.created_at <= session.now() - SOON
    rows = select(Submission.id).where(Submission.state == "received", late, not_(developing))
    for row_id in session.scalars(rows.order_by(Submission.id)):
        yield f"The submission {row_id} has arrived, but nothing prepares it, so nobody will ever look at it."


def agreed(session: Session) -> Iterator[str]:
    """P2, P5: nothing stays planned or posted once it is over, and no grant outlives its end."""
    at = session.now()
    left = ending(session).where(not_(_just_changed(session)))
    for row in session.scalars(left.order_by(Reshare.id)):
        yield f"The reshare {row.id} is {row.state}, but submission {row.submission_id} may not be shown."
    ended = select(Consent.id).where(Consent.state == "given", Consent.expires_at <= at - SOON)
    for row_id in session.scalars(ended.order_by(Consent.id)):
        yield f"The consent {row_id} has run out, and nobody has written that down: does a worker run?"


def _just_changed(session: Session) -> ColumnElement[bool]:
    since = session.now() - SOON
    ended = or_(
        Consent.withdrawn_at > since, and_(Consent.expires_at > since, Consent.expires_at <= session.now())
    )
    moved = exists().where(Event.about == "submission", Event.about_id == Submission.id, Event.at > since)
    return or_(moved, exists().where(Consent.submission_id == Submission.id, ended))


def gone(session: Session) -> Iterator[str]:
    """P5: what was taken back is gone by the promised time."""
    rows = select(Reshare).where(Reshare.remove_by <= session.now()).options(joinedload(Reshare.channel))
    for row in session.scalars(rows.order_by(Reshare.remove_by)):
        by = f"{row.remove_by:%Y-%m-%d %H:%M} UTC"
        yield f"The post {row.permalink or row.channel.name} was to be gone by {by} (reshare {row.id})."


def once(session: Session) -> Iterator[str]:
    """P3: nothing is posted twice."""
    live = ("sending", "unknown", "sent", "removing", "remove_by_hand")
    same = select(Reshare.submission_id, Reshare.channel_id).where(Reshare.state.in_(live))
    twice = same.group_by(Reshare.submission_id, Reshare.channel_id).having(func.count() > 1)
    for submission_id, channel_id in session.execute(twice):
        yield f"The submission {submission_id} stands on the channel {channel_id} more than once."


def credited(session: Session) -> Iterator[str]:
    """P4: what is planned names its author."""
    planned = select(Reshare).where(Reshare.state == "scheduled").options(joinedload(Reshare.submission))
    for row in session.scalars(planned.execution_options(yield_per=500)):
        if not keeps(row.caption, row.submission.credit):
            yield f"The planned reshare {row.id} does not carry its author’s credit, so it will not be sent."


def reasoned(session: Session) -> Iterator[str]:
    """P6: whoever was told no reads why."""
    silent = Decision.outcome != "approved", Decision.reason == "", Decision.undone_at.is_(None)
    erased = exists().where(Submission.id == Decision.submission_id, Submission.state == "erased")
    for row_id in session.scalars(select(Decision.id).where(*silent, not_(erased)).order_by(Decision.id)):
        yield f"The decision {row_id} says no without a reason its customer can read."


def apart(session: Session) -> Iterator[str]:
    """P8: what belongs to a customer belongs to the same brand."""
    models: list[Any] = [
        mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, CustomerOwned)
    ]
    for model in sorted(models, key=lambda model: model.__tablename__):
        theirs = select(model.id).join(Customer, Customer.id == model.customer_id)
        for row_id in session.scalars(theirs.where(model.brand_id != Customer.brand_id)):
            yield f"The {model.__tablename__} {row_id} belongs to another brand than its customer."


CHECKS: tuple[Callable[[Session], Iterator[str]], ...] = (
    arrived,
    agreed,
    gone,
    once,
    credited,
    reasoned,
    apart,
)
