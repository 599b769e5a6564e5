"""What waits in each brand, and how each campaign stands: the page a working day starts with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from ugc.db import MANY, Session, tally
from ugc.models import Appeal, Brand, Campaign, Channel, Mail, Report, Reshare, Stateful, Submission, Thread
from ugc.moderate.queue import Filter, some

GONE = ("withdrawn", "erased", "unusable", "found")


@dataclass(frozen=True)
class Waiting:
    """How much in one brand waits for a person."""

    brand: Brand
    queue: int
    inbox: int
    reports: int  # and objections
    failed_reshares: int
    remove_by_hand: int
    failed_letters: int
    broken_channels: int

    @property
    def total(self) -> int:
        """Everything together."""
        stuck = self.failed_reshares + self.remove_by_hand + self.failed_letters + self.broken_channels
        return self.queue + self.inbox + self.reports + stuck


@dataclass(frozen=True)
class Standing:
    """How one campaign stands. `agreed` of its newest `asked` (MANY at most) may be shown, by consent.

    `unanswered` are counted no further than MANY.
    """

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
    return [
        Waiting(
            brand,
            **pending(session, brand),
            failed_reshares=failed.get(brand.id, 0),
            remove_by_hand=by_hand.get(brand.id, 0),
            failed_letters=letters.get(brand.id, 0),
            broken_channels=channels.get(brand.id, 0),
        )
        for brand in session.scalars(select(Brand).order_by(Brand.name))
    ]


def standing(session: Session, brand: Brand) -> list[Standing]:
    """The campaigns of a brand, the newest first."""
    states = _states(session, brand)
    following = _following(session, brand)
    rows = campaigns(session, brand)
    shares = {campaign.id: _share(session, campaign) for campaign in rows}
    return [
        Standing(
            campaign=campaign,
            by_state=states.get(campaign.id, {}),
            unanswered=session.scalar(_ours_of(campaign)) or 0,
            asked=shares[campaign.id][0],
            agreed=shares[campaign.id][1],
            next_reshare=following.get(campaign.id),
        )
        for campaign in rows
    ]


def _unanswered(brand: Brand) -> Select[int]:
    return tally(select(Thread.id).where(Thread.brand_id == brand.id, Thread.state == "ours"))


def _ours_of(campaign: Campaign) -> Select[int]:
    ours = exists(Thread.id).where(Thread.submission_id == Submission.id, Thread.state == "ours")
    here = (Submission.brand_id == campaign.brand_id, Submission.campaign_id == campaign.id)
    return tally(select(Submission.id).where(*here, ours))


def _share(session: Session, campaign: Campaign) -> tuple[int, int]:
    """How many of a campaign's newest were asked, and how many of those agree to the gallery."""
    newest = select(Submission.id).where(
        Submission.brand_id == campaign.brand_id,
        Submission.campaign_id == campaign.id,
        Submission.state.not_in(GONE),
    )
    newest = newest.order_by(Submission.created_at.desc()).limit(MANY)
    agrees = case((Submission.settled(session.now()), 1), else_=0)
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


def _following(session: Session, brand: Brand) -> dict[str, datetime]:
    """By campaign: when the next reshare is due."""
    coming = (Reshare.brand_id == brand.id, Reshare.state == "scheduled", Reshare.due_at > session.now())
    rows = select(Submission.campaign_id, func.min(Reshare.due_at)).join(Reshare.submission).where(*coming)
    found = session.execute(rows.group_by(Submission.campaign_id))
    return {campaign_id: due_at for campaign_id, due_at in found if due_at}


def _per_brand(session: Session, model: type[Stateful], state: str) -> dict[str, int]:
    return _count(session, model.brand_id, model.state == state)


def _count(session: Session, by: InstrumentedAttribute[str], where: ColumnElement[bool]) -> dict[str, int]:
    return dict(session.execute(select(by, func.count()).where(where).group_by(by)).all())
