"""What a network's refusal means for those who listen: later, or not before a person has acted."""

from datetime import timedelta

from sqlalchemy import select

from ugc.db import Session
from ugc.lifecycle import ENGINE, begin
from ugc.models import Channel, Find, Mail, Member, Reply, Search
from ugc.permissions import may
from ugc.platforms import PlatformError

PERSON = timedelta(minutes=30)  # how often we look whether a person has mended a channel
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=1)


def note(session: Session, row: Find | Search | Reply, channel: Channel, problem: PlatformError) -> None:
    """Write a problem down at the row, at its channel where it is the channel's, and come back later."""
    wait = LONGEST if row.problem else FIRST
    if problem.retry_after is not None:
        wait = timedelta(seconds=problem.retry_after)
    if problem.needs_person:
        if channel.problem is None:
            _tell(session, channel)
        channel.problem, wait = problem.message, PERSON
    row.problem, row.lease_until, row.due_at = problem.message, None, session.now() + wait


def _tell(session: Session, channel: Channel) -> None:
    """One letter to everybody who can mend a channel, when it breaks and not again until it was mended."""
    members = session.scalars(select(Member).where(Member.brand_id == channel.brand_id)).all()
    for member in members:
        if may(member, "channels"):
            key = f"channel:{channel.id}:{session.now():%Y%m%d%H%M%S}:{member.id}"
            mail = Mail(brand_id=channel.brand_id, kind="channel", about_id=channel.id, key=key)
            mail.to, mail.due_at = member.account.email, session.now()
            begin(session, mail, ENGINE)
            session.hint("mail", mail.id)


def well(row: Find | Search) -> None:
    """Nothing is wrong (any more). What posting found out about the channel stays."""
    if row.problem and row.channel.problem == row.problem:
        row.channel.problem = None
    row.problem = None
