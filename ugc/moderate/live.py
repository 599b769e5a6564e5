"""What changed on a queue since somebody looked: what came, what colleagues have open, what they decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import func, select

from ugc.db import Session
from ugc.models import Account, Event, Member, Submission
from ugc.models.event import number_in
from ugc.moderate.queue import Filter, count, following

DECIDED = ("approved", "declined", "returned", "held")
MOST = 100  # decisions told at once; a page that slept longer learns the rest when it is loaded


@dataclass(frozen=True)
class Glance:
    """How a queue stands for one person. `mark` says what they have seen, as a cursor.

    `held` and `decided` go by submission: which colleague has it open, and who decided how since the mark.
    """

    mark: str
    waiting: int
    served: bool  # whether one of them would be served to them
    held: Mapping[str, str]
    decided: Mapping[str, tuple[str, str]]


def glance(session: Session, chosen: Filter, member: Member, seen: str) -> Glance | None:
    """How it stands, or None when it still is as it was `seen`; anything that is no mark is a first look."""
    last = newest(session, chosen.brand_id)
    known = number_in(seen.partition(".")[0])
    before = last if known is None else known
    held = _held(session, chosen.brand_id, member)
    mark = f"{last}.{sha256(repr(sorted(held.items())).encode()).hexdigest()[:16]}"
    if mark == seen:  # nothing is counted for a desk at which nothing happens
        return None
    waiting, served = count(session, chosen), following(session, chosen, None, member) is not None
    return Glance(mark, waiting, served, held, _decided(session, chosen.brand_id, member, before))


def newest(session: Session, brand_id: str) -> int:
    """The number of the last thing that happened at a brand: where it is the same, so is what waits."""
    return session.scalar(select(func.max(Event.number)).where(Event.brand_id == brand_id)) or 0


def _held(session: Session, brand_id: str, member: Member) -> dict[str, str]:
    rows = select(Submission.id, Account.name).join(Account, Account.id == Submission.reserved_by)
    rows = rows.where(Submission.brand_id == brand_id, Submission.reserved_until > session.now())
    rows = rows.where(Submission.state == "ready", Submission.reserved_by != member.account_id)
    return dict(session.execute(rows).all())


def _decided(session: Session, brand_id: str, member: Member, before: int) -> dict[str, tuple[str, str]]:
    mine = f"member:{member.account_id}"
    events = select(Event.about_id, Event.actor, Event.new).where(
        Event.brand_id == brand_id, Event.number > before, Event.about == "submission", Event.new.in_(DECIDED)
    )
    found = session.execute(events.where(Event.actor != mine).order_by(Event.number).limit(MOST)).all()
    people = {actor.removeprefix("member:") for _, actor, _ in found}
    rows = select(Account.id, Account.name).where(Account.id.in_(people))
    names = dict(session.execute(rows).all())
    return {about: (names.get(actor.removeprefix("member:"), ""), new) for about, actor, new in found}
