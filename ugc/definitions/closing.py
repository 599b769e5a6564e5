"""The end of a campaign: no more submissions, and nobody forgotten."""

from sqlalchemy import func, select

from ugc.db import Session
from ugc.definitions.apply import Refused
from ugc.lifecycle import Actor, record
from ugc.models import Campaign, Submission, Thread


def unanswered(session: Session, campaign: Campaign) -> int:
    """How many people of this campaign wait for us."""
    waiting = select(func.count()).select_from(Thread).join(Submission)
    return session.scalar(waiting.where(Submission.campaign_id == campaign.id, Thread.state == "ours")) or 0


def close(session: Session, campaign: Campaign, actor: Actor, *, although_unanswered: bool = False) -> None:
    """Take no more submissions from now on. What is there stays; a closed campaign stays closed.

    Raises Refused while people wait for an answer, unless they are left waiting knowingly (P10).
    """
    if campaign.closed_at:
        return
    waiting = unanswered(session, campaign)
    if waiting and not although_unanswered:
        raise Refused(f"{campaign.slug}: {waiting} people wait for an answer. Answer them first.")
    campaign.closed_at = session.now()
    record(session, campaign, None, "closed", actor, f"{waiting} unanswered" if waiting else "")
