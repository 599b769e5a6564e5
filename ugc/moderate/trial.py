"""What a rule would have done lately, for whoever thinks about switching it on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import selectinload

from ugc.db import Session
from ugc.definitions.working import HintRule
from ugc.models import Campaign, Hint, Submission, Switch
from ugc.moderate.rules import digest, found, rules, switches

LATELY = timedelta(days=30)
SHOWN = 24


@dataclass(frozen=True)
class Trial:
    """A rule, and what it would have done to those who sent something in the time: LATELY.

    `became` counts what has become of them, by state: what people decided. `newest` are up to SHOWN of them.
    `unchecked` counts submissions in which a hint of the rule could not be looked for.
    """

    rule: HintRule
    seen: str
    switch: Switch | None
    became: Mapping[str, int]
    newest: Sequence[Submission]
    unchecked: int

    @property
    def on(self) -> bool:
        """Whether it works as it stands."""
        return self.switch is not None and self.switch.digest == self.seen

    @property
    def number(self) -> int:
        """How many it would have been about."""
        return sum(self.became.values())


def trials(session: Session, campaign: Campaign) -> list[Trial]:
    """Every rule of a campaign, in the definition's order."""
    on = switches(session, campaign)
    return [_trial(session, campaign, rule, on.get(rule.name)) for rule in rules(campaign)]


def _trial(session: Session, campaign: Campaign, rule: HintRule, switched: Switch | None) -> Trial:
    lately = (
        Submission.brand_id == campaign.brand_id,
        Submission.campaign_id == campaign.id,
        Submission.created_at >= session.now() - LATELY,
    )
    about = (*lately, found(rule))
    became = (
        select(Submission.state, func.count())
        .where(*about)
        .group_by(Submission.state)
        .order_by(func.count().desc(), Submission.state)
    )
    newest = select(Submission).where(*about).order_by(Submission.created_at.desc(), Submission.id.desc())
    newest = newest.options(selectinload(Submission.customer), selectinload(Submission.photos))
    blind = exists().where(
        Hint.submission_id == Submission.id, Hint.finding == "not_checked", Hint.kind.in_(rule.when)
    )
    unchecked = select(func.count()).select_from(Submission).where(*lately, blind)
    return Trial(
        rule,
        digest(rule),
        switched,
        dict(session.execute(became).all()),
        session.scalars(newest.limit(SHOWN)).all(),
        session.scalar(unchecked) or 0,
    )
