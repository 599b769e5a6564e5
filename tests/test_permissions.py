"""Who may do what: the whole table, and the two rules beside it."""

from typing import get_args

import pytest

from ugc.models import Campaign, Member
from ugc.permissions import ROLES, Action, NotAllowed, may, require

TABLE = """
              see originals moderate settle reply speak reshare campaigns channels members audit judge
owner         x   x         x        x      x     x     x       x         x        x       x     .
manager       x   x         x        x      x     x     x       x         x        .       x     .
moderator     x   x         x        .      x     x     .       .         .        .       .     .
spokesperson  x   .         .        .      x     x     x       .         .        .       .     .
judge         x   .         .        .      .     .     .       .         .        .       .     x
viewer        x   .         .        .      .     .     .       .         .        .       .     .
stranger      .   .         .        .      .     .     .       .         .        .       .     .
"""
HEAD, *ROWS = [line.split() for line in TABLE.strip().splitlines()]


def person(role: str, *, may_speak: bool = True, brand: str = "ours") -> Member:
    return Member(role=role, may_speak=may_speak, brand_id=brand)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_role_may_do_this_and_nothing_else(row: list[str]) -> None:
    role, *marks = row
    assert [may(person(role), action) for action in HEAD] == [mark == "x" for mark in marks]


def test_the_table_names_every_role_and_every_action() -> None:
    assert {row[0] for row in ROWS} == {*ROLES, "stranger"}
    assert set(HEAD) == set(get_args(Action))


@pytest.mark.parametrize("role", sorted(ROLES))
def test_nobody_speaks_for_a_brand_without_being_asked_to(role: str) -> None:
    assert not may(person(role, may_speak=False), "speak")


def test_a_role_reaches_no_further_than_its_brand() -> None:
    require(person("owner"), "campaigns", Campaign(brand_id="ours"))
    with pytest.raises(NotAllowed):
        require(person("owner"), "campaigns", Campaign(brand_id="theirs"))
    with pytest.raises(NotAllowed):
        require(person("viewer"), "campaigns", Campaign(brand_id="ours"))
