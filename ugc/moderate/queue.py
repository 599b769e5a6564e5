"""What waits for a moderator, and what they need to know about one item."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from ugc.db import Session, tally
from ugc.models import Campaign, Consent, Customer, Decision, Flag, Hint, Member, Photo, Submission
from ugc.moderate.flags import passed_to
from ugc.moderate.reserve import free, reserve
from ugc.moderate.review import for_their_eyes

FEW = 500
"""Customers whose ids a statement names, instead of looking up each who waits."""


@dataclass(frozen=True)
class Called:
    """Customers by a part of their name, or their address; `ids` where they are FEW, else None."""

    brand_id: str
    name: str
    ids: tuple[str, ...] | None = None

    def theirs(self) -> ColumnElement[bool]:
        """What one of them sent."""
        if self.ids is not None:
            return Submission.customer_id.in_(self.ids)
        return exists(self._rows().where(Customer.id == Submission.customer_id))

    def among(self, session: Session) -> "Called":
        """The same, once it is known how many they are: where many are called so, the first are soon met."""
        ids = session.scalars(self._rows().limit(FEW + 1)).all()
        return replace(self, ids=tuple(ids) if len(ids) <= FEW else None)

    def _rows(self) -> Select[str]:
        part = Customer.name.icontains(self.name, autoescape=True)
        whole = Customer.email == self.name.strip().lower()
        return select(Customer.id).where(Customer.brand_id == self.brand_id, or_(part, whole))


@dataclass(frozen=True)
class Filter:
    """Which submissions of one brand to look at."""

    brand_id: str
    state: str = "ready"
    campaign_id: str | None = None
    kind: str | None = None
    hint: str | None = None  # one that was found; `any` for whichever
    rule: str | None = None  # one that left its flag
    language: str | None = None
    settled: bool | None = None  # whether everybody who was asked agrees to the gallery
    before: datetime | None = None  # it came no later
    customer: Called | None = None

    def conditions(self, now: datetime) -> list[ColumnElement[bool]]:
        """These submissions and no others at this moment, as conditions of a statement."""
        narrow = [Submission.brand_id == self.brand_id, Submission.state == self.state]
        narrow += [Submission.campaign_id == self.campaign_id] if self.campaign_id else []
        narrow += [Submission.kind == self.kind] if self.kind else []
        narrow += [Submission.language == self.language] if self.language else []
        narrow += [Submission.created_at <= self.before] if self.before else []
        narrow += [self.customer.theirs()] if self.customer else []
        narrow += [self._settled(now)] if self.settled is not None else []
        narrow += [self._flagged(self.rule)] if self.rule else []
        return narrow + ([self._hinted(self.hint)] if self.hint else [])

    def _settled(self, now: datetime) -> ColumnElement[bool]:
        return Submission.settled(now) if self.settled else not_(Submission.settled(now))

    def _flagged(self, rule: str) -> ColumnElement[bool]:
        flagged = select(Flag.submission_id).where(Flag.brand_id == self.brand_id, Flag.rule == rule)
        return _among(flagged, Flag.submission_id)

    def _hinted(self, kind: str) -> ColumnElement[bool]:
        found = select(Hint.submission_id).where(Hint.brand_id == self.brand_id, Hint.finding == "found")
        return _among(found if kind == "any" else found.where(Hint.kind == kind), Hint.submission_id)


def _among(some: Select[str], its: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Submissions some rows are about. Where there are none, SQLite need not look at each that waits."""
    return and_(exists(some), exists(some.where(its == Submission.id)))


@dataclass(frozen=True)
class Served:
    """What somebody is given to look at, if anything waits, and whether more does after it."""

    submission: Submission | None
    goes_on: bool


def item(session: Session, submission_id: str) -> Submission | None:
    """One with what its page reads in any case, in one go."""
    whose = joinedload(Submission.campaign)
    read = (
        whose.joinedload(Campaign.brand),
        whose.joinedload(Campaign.revision),
        *(joinedload(one) for one in (Submission.customer, Submission.thread, Submission.screening)),
        selectinload(Submission.photos).selectinload(Photo.retouches),
    )
    return session.get(Submission, submission_id, options=read)


def serve(session: Session, chosen: Filter, member: Member, after: Submission | None = None) -> Served:
    """The next one for this person, and for nobody else while they look at it."""
    while ids := _line(session, chosen, after, member, 2):
        one = item(session, ids[0])
        if one is not None and (chosen.state != "ready" or reserve(session, one, member)):
            return Served(one, len(ids) > 1)
    return Served(None, False)


def following(
    session: Session, chosen: Filter, after: Submission | None = None, member: Member | None = None
) -> str | None:
    """The id of the one that waits longest, or came just after another; with a member, of one for them."""
    return next(iter(_line(session, chosen, after, member, 1)), None)


def _line(
    session: Session, chosen: Filter, after: Submission | None, member: Member | None, many: int
) -> Sequence[str]:
    moment, rows = Submission.created_at, select(Submission.id).where(*chosen.conditions(session.now()))
    if member is not None and chosen.state == "ready":
        rows = rows.where(free(session, member), for_their_eyes(member), passed_to(member))
    if after is not None:
        rows = rows.where(behind(after))
    return session.scalars(rows.order_by(moment, Submission.id).limit(many)).all()


def behind(after: Submission) -> ColumnElement[bool]:
    """What came later than another."""
    moment = Submission.created_at
    later = or_(moment > after.created_at, Submission.id > after.id)
    return and_(moment >= after.created_at, later)


def previous(session: Session, chosen: Filter, before: Submission) -> str | None:
    """The id of the one that came just before another."""
    moment, rows = Submission.created_at, select(Submission.id).where(*chosen.conditions(session.now()))
    sooner = or_(moment < before.created_at, Submission.id < before.id)
    rows = rows.where(moment <= before.created_at, sooner)
    return session.scalar(rows.order_by(moment.desc(), Submission.id.desc()).limit(1))


def count(session: Session, chosen: Filter) -> int:
    """How many there are, counted no further than MANY."""
    return session.scalar(some(session, chosen)) or 0


def some(session: Session, chosen: Filter) -> Select[int]:
    """A statement that counts them."""
    return tally(select(Submission.id).where(*chosen.conditions(session.now())))


def earlier(session: Session, submission: Submission, limit: int = 8) -> Sequence[Submission]:
    """What came before from the same customer, or from the address they gave, newest first.

    Nobody has proved an address by typing it: this is a hint for a person, nothing to decide by.
    """
    author = submission.customer
    theirs = Customer.id == author.id
    people = select(Customer.id).where(
        or_(theirs, Customer.email == author.email) if author.email else theirs
    )
    rows = select(Submission).where(Submission.customer_id.in_(people), Submission.id != submission.id)
    rows = rows.options(selectinload(Submission.photos)).order_by(Submission.created_at.desc())
    return session.scalars(rows.limit(limit)).all()


def decisions(session: Session, submission: Submission) -> Sequence[Decision]:
    """Every decision about it, newest first, with who made it."""
    about = select(Decision).where(Decision.submission_id == submission.id)
    return session.scalars(
        about.options(selectinload(Decision.account)).order_by(Decision.created_at.desc())
    ).all()


def unsettled(submission: Submission, purpose: str, now: datetime) -> Sequence[Consent]:
    """The answers that still keep it from this use: open, refused, taken back or run out."""
    return [one for one in submission.consents if one.purpose == purpose and not one.lives(now)]
