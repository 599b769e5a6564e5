"""Local times, durations and weekly slots: how a definition writes them and what they mean in UTC.

A definition says its time zone once and writes local times. Where the clocks change, RFC 5545 §3.3.5 decides:
a time that happens twice means its first occurrence; a time that is skipped is read with the offset before
the gap (01:30 on the night London springs forward is 02:30 summer time).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, WithJsonSchema

from ugc.definitions.problems import close_to, wrong

T = TypeVar("T", date, datetime)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
UNITS = {
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
    "s": timedelta(seconds=1),
}
DURATION = re.compile(r"([1-9][0-9]{0,5})([smhd])", re.ASCII)
LOCAL_TIME = r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?"
SLOT = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([01]\d|2[0-3]):[0-5]\d"


def to_utc(local: datetime, zone: str) -> datetime:
    """The UTC moment of a naive local time; RFC 5545 decides what skipped and repeated times mean."""
    return local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def parse_duration(value: object) -> timedelta:
    """`30s`, `15m`, `24h` or `7d`; nothing else is a duration."""
    if isinstance(value, timedelta):
        return value
    if not (isinstance(value, str) and (found := DURATION.fullmatch(value))):
        raise wrong(f"{value!r} is not a duration", 'a whole number and s, m, h or d, as in "24h"')
    return int(found[1]) * UNITS[found[2]]


def format_duration(value: timedelta) -> str:
    """The duration in its largest whole unit."""
    unit = next(unit for unit, length in UNITS.items() if not value % length)
    return f"{value // UNITS[unit]}{unit}"


@dataclass(frozen=True, order=True)
class Slot:
    """A weekly moment in local time. `weekday` counts from Monday = 0."""

    weekday: int
    at: time

    def __str__(self) -> str:
        return f"{DAYS[self.weekday]} {self.at:%H:%M}"


def parse_slot(value: object) -> Slot:
    """`Tue 18:00`: an English weekday in three letters and a local time of 24 hours."""
    if isinstance(value, Slot):
        return value
    if not (isinstance(value, str) and re.fullmatch(SLOT, value, re.ASCII)):
        raise wrong(f"{value!r} is not a weekly slot", 'a weekday and a time, as in "Tue 18:00"')
    return Slot(DAYS.index(value[:3]), time.fromisoformat(value[4:]))


def upcoming(slots: Iterable[Slot], zone: str, after: datetime) -> Iterator[datetime]:
    """The UTC moments of the weekly slots that come after a moment, soonest first, without end."""
    week = sorted(slots)
    today = after.astimezone(ZoneInfo(zone)).date()
    for day in (today + timedelta(days=n) for n in (count() if week else ())):
        due = sorted(to_utc(datetime.combine(day, s.at), zone) for s in week if s.weekday == day.weekday())
        yield from (moment for moment in due if moment > after)


def _local_time(value: object) -> datetime:
    right = "a local time without offset, as in 2027-03-31T18:00:00"
    if isinstance(value, str) and re.fullmatch(LOCAL_TIME, value, re.ASCII):
        value = _from_iso(datetime, value, right)
    if not isinstance(value, datetime):
        raise wrong(f"{str(value)!r} is not a date and time", right)
    if value.tzinfo is not None:
        raise wrong("has an offset of its own, but the campaign's timezone is said once", right)
    return _in_our_days(value, right)


def _local_date(value: object) -> date:
    right = "a date, as in 2029-03-31"
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        value = _from_iso(date, value, right)
    if not isinstance(value, date) or isinstance(value, datetime):
        raise wrong(f"{str(value)!r} is not a date", right)
    return _in_our_days(value, right)


def _from_iso(kind: type[T], value: str, right: str) -> T:
    try:
        return kind.fromisoformat(value)
    except ValueError as error:
        raise wrong(f"{value!r} is not in the calendar", right) from error


def _in_our_days(value: T, right: str) -> T:
    if not 2000 <= value.year < 2200:
        raise wrong(f"the year {value.year} is not believable", right)
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, LookupError, OSError) as error:
        right = close_to(value, available_timezones()) or "Europe/London"
        raise wrong(f"{value!r} is not a time zone", right) from error
    return value


Duration = Annotated[
    timedelta,
    BeforeValidator(parse_duration),
    PlainSerializer(format_duration, return_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{DURATION.pattern}$"}),
]
LocalTime = Annotated[
    datetime,
    BeforeValidator(_local_time),
    WithJsonSchema({"type": "string", "pattern": f"^{LOCAL_TIME}$"}),
]
LocalDate = Annotated[
    date,
    BeforeValidator(_local_date),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
WeeklySlot = Annotated[
    Slot,
    BeforeValidator(parse_slot),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{SLOT}$"}),
]
Zone = Annotated[str, AfterValidator(_zone)]
