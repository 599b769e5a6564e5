"""Which submission goes to which channel at which moment, in which words: decided by people."""

from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import exists, select

from ugc.db import Session
from ugc.definitions.schema import Definition
from ugc.definitions.times import Slot
from ugc.lifecycle import Actor, begin, move, record
from ugc.links import Links
from ugc.models import Channel, Reshare, Submission
from ugc.platforms import capabilities
from ugc.publish import caption as captions
from ugc.publish.claims import lock
from ugc.publish.credit import Refused
from ugc.publish.proposal import proposal
from ugc.publish.slots import between, free

JUST_AFTER = timedelta(microseconds=1)
OVER = ("cancelled", "removed")
WAITING = ("draft", "scheduled", "failed")


def plan(
    session: Session,
    submission: Submission,
    channel: Channel,
    actor: Actor,
    definition: Definition,
    now: datetime,
    *,
    links: Links,
    caption: str | None = None,
    at: datetime | None = None,
    draft: bool = False,
) -> Reshare:
    """Schedule a submission at the channel's next free slot, or at `at`; a draft waits for a spokesperson.

    Raises Refused when it may not be reshared, already is on that channel, or there is no such moment;
    CreditLost for a caption without the credit.
    """
    _hold(session, channel)
    if not publishable(session, submission, channel, now):
        raise Refused("This may not be reshared right now: see its state and what its author agreed to.")
    if is_on(session, submission, channel):
        raise Refused(f"This is already planned or posted on {channel.name}.")
    row = proposal(submission, channel, definition, links, caption)
    row.due_at = _moment(session, channel, at, now) if at else _next_slot(session, channel, definition, now)
    begin(session, row, actor)
    if not draft:
        move(session, row, "scheduled", actor)
    return row


def rewrite(session: Session, reshare: Reshare, caption: str, actor: Actor) -> None:
    """Change the words of what still waits. Raises Refused, CreditLost."""
    _still_waits(session, reshare)
    able = capabilities(reshare.channel.network)
    reshare.caption = captions.check(caption, reshare.submission.credit, able)
    record(session, reshare, reshare.state, reshare.state, actor, "caption changed")


def move_to(session: Session, reshare: Reshare, at: datetime, actor: Actor) -> None:
    """Give what still waits another moment; a draft or a failed one is scheduled by it. Raises Refused."""
    _hold(session, reshare.channel)
    _still_waits(session, reshare)
    if at != reshare.due_at:
        at = _moment(session, reshare.channel, at, session.now())
    _schedule(session, reshare, at, actor)


def send_now(session: Session, reshare: Reshare, actor: Actor) -> None:
    """Post what still waits at once. Raises Refused."""
    _still_waits(session, reshare)
    _schedule(session, reshare, session.now(), actor)
    session.hint("reshare", reshare.id)


def cancel(session: Session, reshare: Reshare, actor: Actor, reason: str = "") -> None:
    """Take what still waits out of the plan. Raises Refused."""
    _still_waits(session, reshare)
    move(session, reshare, "cancelled", actor, reason)


def publishable(session: Session, submission: Submission, channel: Channel, now: datetime) -> bool:
    """Whether every party agrees, and everything else is right, to reshare it there at this moment."""
    allowed = Submission.publishable("reshare", channel, now).where(Submission.id == submission.id)
    return session.scalar(select(allowed.exists())) is True


def free_slots(
    session: Session, channel: Channel, definition: Definition, after: datetime, count: int = 1
) -> list[datetime]:
    """The campaign's next weekly moments that are still free on the channel; none without slots."""
    coming = free(_slots(definition), definition.timezone, after, _taken(session, channel))
    return list(islice(coming, count))


def neighbour(session: Session, reshare: Reshare, definition: Definition, *, later: bool) -> datetime:
    """The nearest free slot after a reshare's moment, or before it. Raises Refused when there is none."""
    now = session.now()
    at = reshare.due_at or now
    if later:
        found = free_slots(session, reshare.channel, definition, max(at, now))
    else:
        taken = _taken(session, reshare.channel)
        earlier = between(_slots(definition), definition.timezone, now + JUST_AFTER, at)
        found = [moment for moment in earlier if moment not in taken][-1:]
    if not found:
        raise Refused("There is no free slot there. Choose a day and a time on its own page.")
    return found[0]


def _next_slot(session: Session, channel: Channel, definition: Definition, now: datetime) -> datetime:
    coming = free_slots(session, channel, definition, now)
    if not coming:
        raise Refused("This campaign has no weekly slots: choose a day and a time.")
    return coming[0]


def _slots(definition: Definition) -> tuple[Slot, ...]:
    return definition.reshare.slots if definition.reshare else ()


def _schedule(session: Session, reshare: Reshare, at: datetime, actor: Actor) -> None:
    reshare.due_at, reshare.problem = at, None
    if reshare.state == "scheduled":
        record(session, reshare, "scheduled", "scheduled", actor, f"moved to {at.isoformat()}")
    else:
        move(session, reshare, "scheduled", actor)


def _moment(session: Session, channel: Channel, at: datetime, now: datetime) -> datetime:
    if at <= now:
        raise Refused("That moment is over: choose a later one, or post it now.")
    if at in _taken(session, channel):
        raise Refused(f"Something else goes to {channel.name} at that moment: choose another one.")
    return at


def _taken(session: Session, channel: Channel) -> set[datetime]:
    waiting = select(Reshare.due_at).where(
        Reshare.channel_id == channel.id, Reshare.state.in_(("draft", "scheduled"))
    )
    return {moment for moment in session.scalars(waiting) if moment}


def is_on(session: Session, submission: Submission, channel: Channel) -> bool:
    """Whether the submission is planned for the channel or stands there."""
    there = select(Reshare.id).where(
        Reshare.submission_id == submission.id,
        Reshare.channel_id == channel.id,
        Reshare.state.not_in(OVER),
    )
    return session.scalar(select(exists(there))) is True


def _hold(session: Session, channel: Channel) -> None:
    """One planner at a time per channel, so that no slot and no submission is given away twice."""
    session.execute(select(Channel.id).where(Channel.id == channel.id).with_for_update())


def _still_waits(session: Session, reshare: Reshare) -> None:
    lock(session, reshare)
    if reshare.state not in WAITING:
        raise Refused(f"This is no longer waiting: it is {reshare.state}. Nothing was changed.")
