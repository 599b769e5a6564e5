"""What waits in each brand, and how each campaign stands: the page a working day starts with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Function, Select, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from ugc.db import Session
from ugc.models import Appeal, Brand, Campaign, Channel, Mail, Report, Reshare, Stateful, Submission, Thread
from ugc.moderate.queue import MANY, Filter, count, some

V = TypeVar("V")
GONE = ("withdrawn", "erased", "unusable", "found")


@dataclass(frozen=True)
class Waiting:
    """How much in one brand waits for a person."""

    brand: Brand
    queue: int
    inbox: int
    failed_reshares: int
    remove_by_hand: int
    failed_letters: int
    broken_channels: int

    @property
    def total(self) -> int:
        """Everything together."""
        stuck = self.failed_reshares + self.remove_by_hand + self.failed_letters + self.broken_channels
        return self.queue + self.inbox + stuck


@dataclass(frozen=True)
class Standing:
    """How one campaign stands. `agreed` of its newest `asked` (MANY at most) may be shown, by consent."""

    campaign: Campaign
    by_state: Mapping[str, int]
    unanswered: int
    asked: int
    agreed: int
    next_reshare: datetime | None

    @property
    def submissions(self) -> int:
        """How many there are that nobody took back."""
        return sum(number for state, number in self.by_state.items() if state not in GONE)


def brands(session: Session) -> Sequence[Brand]:
    """The brands of this session, by name."""
    return session.scalars(select(Brand).order_by(Brand.name)).all()


def campaigns(session: Session, brand: Brand) -> Sequence[Campaign]:
    """The campaigns of a brand with their definitions, the newest first."""
    rows = select(Campaign).where(Campaign.brand_id == brand.id).order_by(Campaign.opens_at.desc())
    return session.scalars(rows.options(joinedload(Campaign.revision))).all()


def pending(session: Session, brand: Brand) -> dict[str, int]:
    """How much waits on the screens one works through, the long ones counted no further than MANY."""
    appeals = select(func.count(Appeal.id)).where(Appeal.brand_id == brand.id, Appeal.state == "open")
    reports = select(func.count(Report.id)).where(Report.brand_id == brand.id, Report.state == "open")
    numbers = (some(session, Filter(brand.id)), _unanswered(brand), appeals, reports)
    queue, inbox, *again = session.execute(select(*(one.scalar_subquery() for one in numbers))).one()
    return {"queue": queue, "inbox": inbox, "reports": sum(again)}


def waiting(session: Session) -> list[Waiting]:
    """Every brand of this session with what waits in it, by name; the long ones no further than MANY."""
    failed = _per_brand(session, Reshare, "failed")
    by_hand = _per_brand(session, Reshare, "remove_by_hand")
    letters = _per_brand(session, Mail, "failed")
    channels = _count(session, Channel.brand_id, Channel.problem.is_not(None))
    stuck = (failed, by_hand, letters, channels)
    return [
        Waiting(
            brand,
            count(session, Filter(brand.id)),
            session.scalar(_unanswered(brand)) or 0,
            *(part.get(brand.id, 0) for part in stuck),
        )
        for brand in brands(session)
    ]


def standing(session: Session, brand: Brand) -> list[Standing]:
    """The campaigns of a brand, the newest first."""
    states = _states(session, brand)
    ours = and_(Thread.brand_id == brand.id, Thread.state == "ours")
    unanswered = _per_campaign(session, func.count(), Thread, ours)
    coming = and_(Reshare.brand_id == brand.id, Reshare.state == "scheduled", Reshare.due_at > session.now())
    following = _per_campaign(session, func.min(Reshare.due_at), Reshare, coming)
    rows = campaigns(session, brand)
    shares = {campaign.id: _share(session, campaign) for campaign in rows}
    return [
        Standing(
            campaign=campaign,
            by_state=states.get(campaign.id, {}),
            unanswered=unanswered.get(campaign.id, 0),
            asked=shares[campaign.id][0],
            agreed=shares[campaign.id][1],
            next_reshare=following.get(campaign.id),
        )
        for campaign in rows
    ]


def _unanswered(brand: Brand) -> Select[int]:
    ours = select(Thread.id).where(Thread.brand_id == brand.id, Thread.state == "ours").limit(MANY)
    return select(func.count()).select_from(ours.subquery())


def _share(session: Session, campaign: Campaign) -> tuple[int, int]:
    """How many of a campaign's newest were asked, and how many of those agree to the gallery."""
    newest = select(Submission.id).where(
        Submission.brand_id == campaign.brand_id,
        Submission.campaign_id == campaign.id,
        Submission.state.not_in(GONE),
    )
    newest = newest.order_by(Submission.created_at.desc()).limit(MANY)
    agrees = case((Submission.agreed("gallery", session.now()), 1), else_=0)
    both = select(func.count(), func.coalesce(func.sum(agrees), 0)).select_from(Submission)
    asked, agreed = session.execute(both.where(Submission.id.in_(newest))).one()
    return asked, agreed


def _states(session: Session, brand: Brand) -> dict[str, dict[str, int]]:
    """By campaign and state: how many submissions."""
    found: dict[str, dict[str, int]] = {}
    grouped = (Submission.campaign_id, Submission.state)
    counted = select(*grouped, func.count()).where(Submission.brand_id == brand.id).group_by(*grouped)
    for campaign_id, state, number in session.execute(counted):
        found.setdefault(campaign_id, {})[state] = number
    return found


def _per_campaign(
    session: Session, value: Function[V], about: type[Thread | Reshare], where: ColumnElement[bool]
) -> dict[str, V]:
    """By campaign: a value over the threads or reshares of its submissions."""
    rows = select(Submission.campaign_id, value).join(about, about.submission_id == Submission.id)
    return dict(session.execute(rows.where(where).group_by(Submission.campaign_id)).all())


def _per_brand(session: Session, model: type[Stateful], state: str) -> dict[str, int]:
    return _count(session, model.brand_id, model.state == state)


def _count(session: Session, by: InstrumentedAttribute[str], where: ColumnElement[bool]) -> dict[str, int]:
    return dict(session.execute(select(by, func.count()).where(where).group_by(by)).all())
