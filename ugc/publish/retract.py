"""Taken back means gone wherever we posted it (P5): cancelled, deleted there, or a dated task for a person.

A submission that is merely held, in its grace period, declined a moment ago or in a hidden campaign is
paused, not over: nothing of it goes out, but a post is not deleted, since that cannot be undone
(docs/decisions/0009-held-is-a-pause.md).
"""

from contextlib import suppress
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, not_, or_, select
from sqlalchemy.orm import joinedload

from ugc import accounts
from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import ENGINE, Actor, Conflict, claim, move
from ugc.models import Channel, Decision, Reshare, Submission
from ugc.platforms import Door, PlatformError
from ugc.publish.claims import mine, pause
from ugc.publish.notice import tell
from ugc.publish.plan import WAITING
from ugc.vault import Vault

LEASE = timedelta(minutes=5)
GONE_WITHIN = timedelta(hours=24)  # from taking it back, whoever does it
MACHINE_HAS = timedelta(minutes=15)  # of these; then it is a person's task too
LOOK_AGAIN = timedelta(hours=1)  # how often the machine goes on trying beside the person
GOING = ("removing", "remove_by_hand")
REASON = "no longer agreed to"
PUBLIC_STATES = ("approved", "held")


def follow(session: Session, submission: Submission) -> None:
    """Cancel what waits and take down what is posted where it is over. Harmless at any time.

    Call it after what ended it, in the same transaction: a post on its way is then either seen here or
    sees the end itself.
    """
    all_of_it = select(Reshare).where(Reshare.submission_id == submission.id).with_for_update()
    for reshare in session.scalars(all_of_it.execution_options(populate_existing=True)).all():
        if not over(session, reshare):
            continue
        if reshare.state == "sent":
            take_down(session, reshare, ENGINE, REASON)
        elif reshare.state in WAITING:
            move(session, reshare, "cancelled", ENGINE, REASON)


def take_down(session: Session, reshare: Reshare, actor: Actor, reason: str) -> None:
    """Begin to remove a post."""
    reshare.due_at, reshare.problem = session.now(), None
    reshare.remove_by = session.now() + GONE_WITHIN
    move(session, reshare, "removing", actor, reason)
    session.hint("removal", reshare.id)


def sweep(session: Session, limit: int = 100) -> int:
    """Follow submissions that ended without a word to us, as when a consent runs out; how many."""
    ended = ending(session).with_only_columns(Reshare.submission_id).limit(limit)
    found = session.scalars(select(Submission).where(Submission.id.in_(ended))).all()
    for submission in found:
        follow(session, submission)
    return len(found)


def ending(session: Session) -> Select[Reshare]:
    """What is planned or posted although its submission is over."""
    going_out = select(Reshare).join(Reshare.submission).join(Reshare.channel)
    return going_out.where(Reshare.state.in_((*WAITING, "sent")), _over(session))


def over(session: Session, reshare: Reshare) -> bool:
    """Whether it may never be shown on that channel again as things stand: taken back, ran out, declined."""
    return _is(session, reshare, _over(session))


def _over(session: Session) -> ColumnElement[bool]:
    ended = and_(Submission.state.not_in(PUBLIC_STATES), not_(_may_be_undone(session)))
    return or_(ended, _not_agreed(session))


def _may_be_undone(session: Session) -> ColumnElement[bool]:
    """Whether it was declined so lately that the moderator can still take that back."""
    fresh = Decision.outcome == "declined", Decision.undone_at.is_(None), Decision.final_at > session.now()
    decided = exists().where(Decision.submission_id == Submission.id, *fresh)
    return and_(Submission.state == "declined", decided)


def _not_agreed(session: Session) -> ColumnElement[bool]:
    return not_(Submission.agreed("reshare", session.now(), Channel.place))


def _is(session: Session, reshare: Reshare, condition: ColumnElement[bool]) -> bool:
    """Whether something holds for a reshare's submission on the reshare's channel."""
    both = select(Submission.id).join(Channel, Channel.id == reshare.channel_id)
    return session.scalar(both.where(Submission.id == reshare.submission_id, condition)) is not None


def remove(database: Database, vault: Vault, door: Door, reshare_id: str) -> None:
    """Delete a post on its network and see that it is gone, or hand it to a person with a date.

    What a person is to take down is tried and looked at again, so that it ends by itself once it is gone.
    """
    with suppress(Conflict):
        seen = _take(database, reshare_id)
        if seen is None:
            return
        try:
            network = accounts.network(database, seen.channel, vault, door)
            if not network.capabilities.can_delete or seen.remote_id is None:
                raise PlatformError("Take the post down there and mark it as removed.", permanent=True)
            network.remove(seen.remote_id)
            if network.exists(seen.remote_id):
                raise PlatformError("The network said it deleted the post, but it is still there.")
        except PlatformError as problem:
            _put_off(database, seen, problem)
        else:
            _gone(database, seen)


def _take(database: Database, reshare_id: str) -> Reshare | None:
    with database.write(EVERYONE) as session:
        row = session.get(Reshare, reshare_id, options=[joinedload(Reshare.channel)])
        if row is None or row.state not in GOING:
            return None
        claim(session, row, LEASE)
        return row


def _gone(database: Database, seen: Reshare) -> None:
    with database.write(EVERYONE) as session:
        removed(session, mine(session, seen), ENGINE)


def removed(session: Session, reshare: Reshare, actor: Actor) -> None:
    """Note that a post is gone, and tell its author if it was they who took it back."""
    reshare.problem = reshare.remove_by = None
    move(session, reshare, "removed", actor)
    if _is(session, reshare, _not_agreed(session)):
        tell(session, reshare, "removed")


def _put_off(database: Database, seen: Reshare, problem: PlatformError) -> None:
    """Later again for a quarter of an hour; then, or for good: a person's task, due at `remove_by`."""
    with database.write(EVERYONE) as session:
        row = mine(session, seen)
        row.problem = problem.message
        if problem.needs_person:
            accounts.ask_a_person(session, row.channel, problem.message)
        later = session.now() + pause(row.attempts, problem)
        assert row.remove_by is not None
        in_vain = problem.permanent or problem.needs_person
        if row.state == "remove_by_hand":
            row.due_at, row.lease_until = session.now() + LOOK_AGAIN, None
        elif in_vain or later > row.remove_by - GONE_WITHIN + MACHINE_HAS:
            row.due_at = session.now() + LOOK_AGAIN
            move(session, row, "remove_by_hand", ENGINE, problem.message)
        else:
            row.due_at, row.lease_until = later, None
