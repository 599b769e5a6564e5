"""The planner's calendar: what goes out when, which slots are free, what needs a person, and the mix."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ugc.db import Session
from ugc.definitions import Definition, load
from ugc.models import Brand, Campaign, Channel, Message, Reshare, Submission
from ugc.platforms import NETWORKS, capabilities
from ugc.publish import channels
from ugc.publish.plan import OVER
from ugc.publish.slots import between

MARGIN = timedelta(days=1)  # a local day lies within a day of the same day in UTC
GONE = (*OVER, "removing", "remove_by_hand")
BY_HAND = tuple(name for name in NETWORKS if not capabilities(name).can_publish)


@dataclass(frozen=True)
class Entry:
    """A moment on the board, in its campaign's zone: a reshare, or a free slot of a channel."""

    at: datetime
    campaign: Campaign
    channel: Channel
    reshare: Reshare | None = None


@dataclass(frozen=True)
class Day:
    """A local day and its entries, earliest first."""

    date: date
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Mix:
    """How many posts of customers' content and public answers went or go out, and the wished percentages."""

    customers: int
    conversation: int
    wished: tuple[int, int, int] | None  # conversation, customers, promotion

    def percent(self, part: int) -> int:
        """A part's share of all that goes out."""
        return round(100 * part / (self.customers + self.conversation)) if part else 0


def days(session: Session, brand: Brand, first: date, count: int) -> list[Day]:
    """The board of a brand: `count` days from `first` on, each in the zones of its campaigns."""
    start = datetime.combine(first, time(), UTC) - MARGIN
    end = start + timedelta(days=count) + 2 * MARGIN
    definitions = campaigns(session, brand)
    reshares = session.scalars(_shown(brand).where(Reshare.due_at >= start, Reshare.due_at < end)).all()
    entries = [_entry(one, definitions) for one in reshares]
    entries += _free(session, brand, definitions, start, end, entries)
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.at):
        by_day[entry.at.date()].append(entry)
    return [Day(day, by_day[day]) for day in (first + timedelta(days=n) for n in range(count))]


def campaigns(session: Session, brand: Brand) -> dict[str, tuple[Campaign, Definition]]:
    """The brand's campaigns with their definitions, by id."""
    rows = select(Campaign).where(Campaign.brand_id == brand.id).options(joinedload(Campaign.revision))
    return {row.id: (row, load(row.revision)) for row in session.scalars(rows)}


def find(session: Session, reshare_id: str) -> Reshare | None:
    """A reshare with all that its page shows."""
    return session.scalar(_loaded(select(Reshare).where(Reshare.id == reshare_id)))


def needs_a_person(session: Session, brand: Brand) -> Sequence[Reshare]:
    """What does not go on by itself, the most urgent first; drafts and posts of what is held included."""
    now = session.now()
    waits = or_(
        Reshare.state.in_(("failed", "unknown", "remove_by_hand", "draft")),
        and_(Reshare.state == "scheduled", Reshare.problem.is_not(None)),
        and_(Reshare.state == "scheduled", Reshare.due_at <= now, Channel.network.in_(BY_HAND)),
        and_(Reshare.state == "sent", Submission.state == "held"),
    )
    rows = select(Reshare).join(Reshare.submission).join(Reshare.channel).where(Reshare.brand_id == brand.id)
    urgency = Reshare.remove_by.is_(None), Reshare.remove_by, Reshare.due_at
    return session.scalars(_loaded(rows.where(waits)).order_by(*urgency).limit(50)).all()


def to_share(session: Session, brand: Brand, limit: int = 24) -> Sequence[Submission]:
    """Submissions that may be reshared and are on no channel yet, newest first."""
    there = select(Reshare.id).where(Reshare.submission_id == Submission.id, Reshare.state.not_in(OVER))
    rows = (
        Submission.publishable("reshare", None, session.now())
        .where(Submission.brand_id == brand.id, Submission.kind != "question", ~exists(there))
        .options(selectinload(Submission.photos), joinedload(Submission.campaign))
    )
    return session.scalars(rows.order_by(Submission.visible_from.desc()).limit(limit)).all()


def mix(session: Session, brand: Brand, start: date, end: date) -> Mix:
    """What goes out between two days: reshares of customers' content, and answers given in public."""
    span = datetime.combine(start, time(), UTC), datetime.combine(end, time(), UTC)
    reshares = select(func.count()).where(
        Reshare.brand_id == brand.id,
        Reshare.state.not_in((*GONE, "failed", "draft")),
        Reshare.due_at.between(*span),
    )
    answers = select(func.count()).where(
        Message.brand_id == brand.id, Message.public, Message.sent_at.between(*span)
    )
    wishes = [d.reshare.mix for _, d in campaigns(session, brand).values() if d.reshare and d.reshare.mix]
    wish = next(iter(wishes), None)
    return Mix(
        customers=session.scalar(reshares) or 0,
        conversation=session.scalar(answers) or 0,
        wished=(wish.conversation, wish.customers, wish.promotion) if wish else None,
    )


def _shown(brand: Brand) -> Select[Reshare]:
    return _loaded(select(Reshare).where(Reshare.brand_id == brand.id, Reshare.state.not_in(GONE)))


def _loaded(rows: Select[Reshare]) -> Select[Reshare]:
    submission = joinedload(Reshare.submission)
    return rows.options(
        submission.selectinload(Submission.photos),
        submission.joinedload(Submission.campaign).joinedload(Campaign.revision),
        joinedload(Reshare.channel),
    )


def _entry(reshare: Reshare, definitions: dict[str, tuple[Campaign, Definition]]) -> Entry:
    campaign, definition = definitions[reshare.submission.campaign_id]
    at = reshare.sent_at or reshare.due_at
    assert at is not None
    return Entry(at.astimezone(ZoneInfo(definition.timezone)), campaign, reshare.channel, reshare)


def _free(
    session: Session,
    brand: Brand,
    definitions: dict[str, tuple[Campaign, Definition]],
    start: datetime,
    end: datetime,
    taken: Iterable[Entry],
) -> list[Entry]:
    """Each campaign's coming slots on each of its channels that nothing goes to yet, while it is open."""
    there = {(entry.channel.id, entry.at) for entry in taken}
    found = []
    for channel in channels.of(session, brand):
        for campaign, definition in definitions.values():
            if not definition.reshare or channel.name not in definition.reshare.channels:
                continue
            zone = ZoneInfo(definition.timezone)
            for moment in between(definition.reshare.slots, definition.timezone, start, end):
                if moment > session.now() and campaign.open_at(moment) and (channel.id, moment) not in there:
                    there.add((channel.id, moment))
                    found.append(Entry(moment.astimezone(zone), campaign, channel))
    return found
