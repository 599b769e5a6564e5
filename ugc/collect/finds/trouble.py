"""What a network's refusal means for those who listen: later, or not before a person has acted."""

from datetime import timedelta

from ugc import accounts
from ugc.db import Session
from ugc.models import Channel, Find, Reply, Search
from ugc.platforms import PlatformError

PERSON = timedelta(minutes=30)  # how often we look whether a person has mended a channel
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=1)


def note(session: Session, row: Find | Search | Reply, channel: Channel, problem: PlatformError) -> None:
    """Write a problem down at the row, at its channel where it is the channel's, and come back later."""
    wait = LONGEST if row.problem else FIRST
    if problem.retry_after is not None:
        wait = timedelta(seconds=problem.retry_after)
    if problem.needs_person:
        accounts.ask_a_person(session, channel, problem.message)
        wait = PERSON
    row.problem, row.lease_until, row.due_at = problem.message, None, session.now() + wait


def well(row: Find | Search) -> None:
    """Nothing is wrong (any more). What posting found out about the channel stays."""
    if row.problem and row.channel.problem == row.problem:
        row.channel.problem = None
    row.problem = None
