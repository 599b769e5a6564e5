"""Which of a campaign's weekly moments is next, and which lie in a span of time. Pure functions.

Slots are local times; `definitions.times` says what the clock changes make of them (RFC 5545 §3.3.5): a
skipped time moves forward, a repeated one is its first occurrence.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from ugc.definitions.times import Slot, upcoming

JUST_BEFORE = timedelta(microseconds=1)


def free(
    slots: Sequence[Slot], zone: str, after: datetime, taken: Collection[datetime]
) -> Iterator[datetime]:
    """The UTC moments after `after` that no other reshare has, soonest first; none without slots."""
    return (moment for moment in upcoming(slots, zone, after) if moment not in taken)


def between(slots: Sequence[Slot], zone: str, start: datetime, end: datetime) -> list[datetime]:
    """The UTC moments from `start` up to, but not including, `end`."""
    moments = upcoming(slots, zone, start - JUST_BEFORE)
    return list(dict.fromkeys(takewhile(lambda moment: moment < end, moments)))
