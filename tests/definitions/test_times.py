from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from ugc.definitions.times import format_duration, parse_duration, parse_slot, to_utc, upcoming

LONDON = "Europe/London"


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2026-11-22T18:00", "2026-11-22T18:00"),
        ("2026-07-01T18:00", "2026-07-01T17:00"),
        ("2026-10-25T01:30", "2026-10-25T00:30"),  # happens twice: the first one
        ("2027-03-28T01:30", "2027-03-28T01:30"),  # skipped: read with the offset before the gap
    ],
)
def test_a_local_time_means_one_moment_also_where_the_clocks_change(local: str, utc: str) -> None:
    expected = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert to_utc(datetime.fromisoformat(local), LONDON) == expected


@given(st.integers(1, 999_999), st.sampled_from("smhd"))
def test_a_duration_reads_back_whatever_unit_it_is_written_in(number: int, unit: str) -> None:
    length = parse_duration(f"{number}{unit}")
    assert parse_duration(format_duration(length)) == length


@pytest.mark.parametrize("wrong", ["", "24", "24 h", "0h", "-1h", "1.5h", "1h30m", "١h", 24, None, True])
def test_nothing_else_is_a_duration(wrong: object) -> None:
    with pytest.raises(PydanticCustomError):
        parse_duration(wrong)


@pytest.mark.parametrize(
    "wrong", ["Tuesday 18:00", "Tue 24:00", "Tue 6:00", "tue 18:00", "18:00", "Die 18:00", 3]
)
def test_nothing_else_is_a_slot(wrong: object) -> None:
    with pytest.raises(PydanticCustomError):
        parse_slot(wrong)


def test_slots_keep_their_local_hour_when_the_clocks_change() -> None:
    slots = [parse_slot("Sun 10:00"), parse_slot("Sat 10:00")]
    after = datetime(2026, 10, 24, 9, 0, tzinfo=UTC)  # Saturday 10:00 in London: that slot is over
    assert [moment.isoformat() for moment in islice(upcoming(slots, LONDON, after), 3)] == [
        "2026-10-25T10:00:00+00:00",
        "2026-10-31T10:00:00+00:00",
        "2026-11-01T10:00:00+00:00",
    ]


@given(
    st.lists(
        st.builds(lambda d, h: f"{d} {h:02}:30", st.sampled_from(["Sat", "Sun", "Mon"]), st.integers(0, 23)),
        min_size=1,
    ),
    st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2028-01-01")),
    st.sampled_from([LONDON, "America/New_York", "Australia/Lord_Howe", "UTC"]),
)
def test_upcoming_slots_rise_and_come_after(slots: list[str], after: datetime, zone: str) -> None:
    moment = after.replace(tzinfo=UTC)
    found = list(islice(upcoming(map(parse_slot, slots), zone, moment), 10))
    assert found == sorted(found)
    assert found[0] > moment
    assert found[0] - moment <= timedelta(days=8)
    days = {slot[:3] for slot in slots}
    assert {each.astimezone(ZoneInfo(zone)).strftime("%a") for each in found} <= days


def test_without_slots_there_is_nothing_to_wait_for() -> None:
    assert list(upcoming([], LONDON, datetime(2026, 1, 1, tzinfo=UTC))) == []
