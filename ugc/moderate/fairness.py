"""How fair a campaign is to who takes part: how long they wait, why they are declined, whether that holds.

Nobody of the staff is counted or compared: what is measured is the work, not who does it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import ceil
from typing import Any

from sqlalchemy import Integer, Select, Subquery, case, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from ugc.db import Session, tally
from ugc.definitions import Definition, load
from ugc.definitions.texts import text
from ugc.models import Appeal, Campaign, Decision, Event, Review, Submission

AGES = (timedelta(days=1), timedelta(days=3), timedelta(days=7))
MOST = 5000  # decisions: more say nothing that these do not
OWN_WORDS = ""


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded; None of nothing."""
        return round(100 * self.part / self.whole) if self.whole else None


@dataclass(frozen=True)
class Fairness:
    """`waiting` counts by age, each no further than MANY: under a day, to three days, to a week, longer.

    Of the last MOST decisions of the time that stood: `median` and `p90` are from sending to the first one,
    `reasons` go by label, the most frequent first; OWN_WORDS stands for what nobody has listed. `agreed` is
    of what two or more people looked at.
    """

    waiting: tuple[int, ...]
    decided: int
    median: timedelta | None
    p90: timedelta | None
    reasons: Mapping[str, int]
    returned: Share
    mended: Share
    upheld: Share
    agreed: Share

    @property
    def empty(self) -> bool:
        """Whether nothing has happened that could be fair or not."""
        return not (self.decided or sum(self.waiting) or self.upheld.whole)


class _Seconds(FunctionElement[int]):
    """A moment as whole seconds, so that how long something took is a plain difference."""

    type = Integer()
    inherit_cache = True


@compiles(_Seconds, "sqlite")
def _seconds_sqlite(moment: _Seconds, compiler: SQLCompiler, **how: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(moment.clauses, **how)}) AS INTEGER)"


@compiles(_Seconds, "postgresql")
def _seconds_postgresql(moment: _Seconds, compiler: SQLCompiler, **how: Any) -> str:
    return f"CAST(floor(extract(epoch FROM {compiler.process(moment.clauses, **how)})) AS BIGINT)"


def fairness(session: Session, campaign: Campaign, since: datetime) -> Fairness:
    """What was decided since then, and what waits now."""
    made = _made(campaign, since)
    took, outcomes = _took(session, made), _outcomes(session, made)
    returned = select(made.c.submission_id).where(made.c.outcome == "returned").distinct()
    sent_back = session.scalar(select(func.count()).select_from(returned.subquery())) or 0
    return Fairness(
        waiting=_waiting(session, campaign),
        decided=sum(outcomes.values()),
        median=_quantile(took, 0.5),
        p90=_quantile(took, 0.9),
        reasons=_reasons(outcomes, load(campaign.revision)),
        returned=Share(sent_back, len(took)),
        mended=Share(_mended(session, returned) if sent_back else 0, sent_back),
        upheld=_upheld(session, campaign, since),
        agreed=_agreed(session, campaign, since),
    )


def _made(campaign: Campaign, since: datetime) -> Subquery:
    """The newest decisions that stood."""
    took = _Seconds(Decision.created_at) - _Seconds(Submission.created_at)
    rows = select(Decision.submission_id, Decision.outcome, Decision.reason, took.label("took"))
    rows = rows.join(Submission, Submission.id == Decision.submission_id)
    rows = rows.where(Decision.brand_id == campaign.brand_id, Decision.created_at >= since)
    rows = rows.where(Submission.campaign_id == campaign.id, Decision.undone_at.is_(None))
    return rows.order_by(Decision.created_at.desc()).limit(MOST).subquery()


def _took(session: Session, made: Subquery) -> Sequence[int]:
    """Seconds to the first decision about each, the shortest first."""
    first = func.min(made.c.took)
    return session.scalars(select(first).group_by(made.c.submission_id).order_by(first)).all()


def _outcomes(session: Session, made: Subquery) -> dict[tuple[str, str], int]:
    """How many there are, by outcome and words."""
    by = (made.c.outcome, made.c.reason)
    rows = session.execute(select(*by, func.count()).group_by(*by))
    return {(outcome, reason): number for outcome, reason, number in rows}


def _waiting(session: Session, campaign: Campaign) -> tuple[int, ...]:
    bounds = [session.now(), *(session.now() - age for age in AGES), datetime.min.replace(tzinfo=UTC)]
    waits = select(Submission.id).where(
        Submission.brand_id == campaign.brand_id,
        Submission.campaign_id == campaign.id,
        Submission.state == "ready",
    )
    ages = [
        tally(waits.where(Submission.created_at <= after, Submission.created_at > before))
        for after, before in pairwise(bounds)
    ]
    return tuple(session.scalar(age) or 0 for age in ages)


def _quantile(took: Sequence[int], share: float) -> timedelta | None:
    """The nearest rank: the shortest time that this share of them did not exceed."""
    return timedelta(seconds=took[max(ceil(share * len(took)) - 1, 0)]) if took else None


def _reasons(outcomes: Mapping[tuple[str, str], int], definition: Definition) -> dict[str, int]:
    """By the label of the listed reason that the words begin with, in whichever language."""
    codes = {one.code: one.label for one in definition.moderation.reasons}
    says = [text(definition, language).reasons for language in definition.languages]
    labels = {words: codes[code] for one in says for code, words in one.items()}
    counted: Counter[str] = Counter()
    for (outcome, words), number in outcomes.items():
        if outcome == "declined":
            counted[next((labels[one] for one in labels if words.startswith(one)), OWN_WORDS)] += number
    return dict(counted.most_common())


def _mended(session: Session, returned: Select[str]) -> int:
    """How many of these their customers sent again."""
    again = select(func.count(Event.about_id.distinct())).where(
        Event.about == Submission.__tablename__, Event.old == "returned", Event.new == "received"
    )
    return session.scalar(again.where(Event.about_id.in_(returned))) or 0


def _upheld(session: Session, campaign: Campaign, since: datetime) -> Share:
    answered = (
        select(func.count(), func.coalesce(func.sum(case((Appeal.state == "upheld", 1), else_=0)), 0))
        .join(Decision, Decision.id == Appeal.decision_id)
        .join(Submission, Submission.id == Decision.submission_id)
        .where(Submission.campaign_id == campaign.id, Appeal.state != "open", Appeal.decided_at >= since)
    )
    whole, part = session.execute(answered).one()
    return Share(part, whole)


def _agreed(session: Session, campaign: Campaign, since: datetime) -> Share:
    """Of what at least two people looked at, how often nobody said otherwise."""
    newest = (
        select(Review.submission_id, Review.seen, case((Review.disputes, 1), else_=0).label("disputes"))
        .join(Submission, Submission.id == Review.submission_id)
        .where(Review.brand_id == campaign.brand_id, Review.created_at >= since)
        .where(Submission.campaign_id == campaign.id)
        .order_by(Review.created_at.desc())
        .limit(MOST)
        .subquery()
    )
    looked = (
        select(func.max(newest.c.disputes).label("disputed"))
        .group_by(newest.c.submission_id, newest.c.seen)
        .having(func.count() > 1)
        .subquery()
    )
    whole, disputed = session.execute(
        select(func.count(), func.coalesce(func.sum(looked.c.disputed), 0)).select_from(looked)
    ).one()
    return Share(whole - disputed, whole)
