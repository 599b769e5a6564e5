"""Weekly local slots as UTC moments, held against zoneinfo over every clock change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ugc.definitions.times import Slot, parse_slot
from ugc.publish.slots import between, free

ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC", "Africa/Cairo"]
MINUTES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
SLOTS = st.lists(st.builds(Slot, st.integers(0, 6), MINUTES), min_size=1, max_size=5, unique=True)
MOMENTS = st.integers(0, 7 * 366 * 24 * 60).map(
    lambda n: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=n)
)


def moments_by_hand(slots: list[Slot], zone: str, around: datetime) -> list[datetime]:
    """Every slot of the three weeks around a moment, made from the calendar and zoneinfo alone."""
    first = around.date() - timedelta(days=8)
    days = [first + timedelta(days=n) for n in range(24)]
    return sorted(
        {utc_of(day, slot.at, zone) for day in days for slot in slots if day.weekday() == slot.weekday}
    )


def utc_of(day: date, at: time, zone: str) -> datetime:
    """The first UTC minute whose local clock shows the time or, when the clock skips it, a later one."""
    wanted, tz = datetime.combine(day, at), ZoneInfo(zone)
    valid = wanted.replace(tzinfo=tz).astimezone(UTC).astimezone(tz).replace(tzinfo=None) == wanted
    offset = (wanted if valid else wanted - timedelta(hours=3)).replace(tzinfo=tz).utcoffset()
    assert offset is not None
    return (wanted - offset).replace(tzinfo=UTC)


@given(SLOTS, st.sampled_from(ZONES), MOMENTS)
def test_the_next_slot_is_the_first_after_now(slots: list[Slot], zone: str, now: datetime) -> None:
    expected = next(moment for moment in moments_by_hand(slots, zone, now) if moment > now)
    assert next(free(slots, zone, now, ())) == expected


@given(SLOTS, st.sampled_from(ZONES), MOMENTS)
def test_a_slot_is_given_away_once(slots: list[Slot], zone: str, now: datetime) -> None:
    expected = [moment for moment in moments_by_hand(slots, zone, now) if moment > now][:2]
    first = next(free(slots, zone, now, ()))
    assert [first, next(free(slots, zone, now, [first]))] == expected


@given(SLOTS, st.sampled_from(ZONES), MOMENTS)
def test_a_week_holds_its_slots_and_nothing_of_the_next(
    slots: list[Slot], zone: str, start: datetime
) -> None:
    end = start + timedelta(days=7)
    found = between(slots, zone, start, end)
    assert found == [moment for moment in moments_by_hand(slots, zone, start) if start <= moment < end]


@pytest.mark.parametrize(
    ("slot", "after", "expected"),
    [
        (
            "Sun 01:30",
            "2027-03-27T12:00",
            "2027-03-28T01:30",
        ),  # London skips 01:00 to 02:00: 02:30 summer time
        ("Sun 01:30", "2027-10-30T12:00", "2027-10-31T00:30"),  # 01:30 happens twice: the first, summer time
        ("Tue 18:00", "2027-03-29T12:00", "2027-03-30T17:00"),
        ("Tue 18:00", "2027-01-04T12:00", "2027-01-05T18:00"),
        ("Tue 18:00", "2027-01-05T18:00", "2027-01-12T18:00"),  # the moment itself is over
    ],
)
def test_where_london_changes_its_clocks(slot: str, after: str, expected: str) -> None:
    def utc(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)

    assert next(free([parse_slot(slot)], "Europe/London", utc(after), ())) == utc(expected)


def test_a_campaign_without_slots_has_no_next_one() -> None:
    assert list(free([], "UTC", datetime(2027, 1, 1, tzinfo=UTC), ())) == []
