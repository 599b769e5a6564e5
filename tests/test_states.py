"""Every pair of states of every machine: the arrows that exist, and no others."""

import itertools

import pytest

from ugc import states
from ugc.states import Drawn, Machine

ARROWS = {
    "submission": """
        received>ready received>unusable received>withdrawn received>found
        found>received found>withdrawn
        unusable>received unusable>withdrawn
        ready>approved ready>declined ready>returned ready>withdrawn
        returned>received returned>ready returned>withdrawn
        approved>held approved>ready approved>withdrawn
        held>approved held>declined held>withdrawn
        declined>ready declined>held declined>withdrawn
        withdrawn>erased
    """,
    "photo": "received>ready received>unusable ready>received",
    "consent": """
        requested>given requested>refused requested>lapsed given>withdrawn given>expired refused>given
        lapsed>requested
    """,
    "reshare": """
        draft>scheduled draft>cancelled
        scheduled>sending scheduled>sent scheduled>cancelled
        sending>sent sending>failed sending>unknown sending>scheduled sending>cancelled
        unknown>sent unknown>scheduled
        failed>scheduled failed>cancelled
        sent>removing removing>removed removing>remove_by_hand remove_by_hand>removed
    """,
    "thread": "ours>theirs ours>closed theirs>ours theirs>closed closed>ours",
    "screening": "waiting>done waiting>failed done>waiting failed>waiting",
    "mail": """
        queued>sending queued>cancelled sending>sent sending>failed sending>queued
        failed>queued failed>cancelled cancelled>queued
    """,
    "find": """
        found>asked found>passed found>refused found>gone passed>found passed>refused passed>gone
        asked>answered asked>granted asked>refused asked>lapsed asked>gone
        answered>granted answered>refused answered>lapsed answered>gone
        lapsed>answered lapsed>granted lapsed>refused lapsed>gone
        granted>gone refused>gone
    """,
    "search": "waiting>over over>waiting",
    "reply": """
        queued>sending queued>by_hand queued>cancelled by_hand>sent by_hand>cancelled
        sending>sent sending>unknown sending>failed sending>queued sending>cancelled
        unknown>sent unknown>queued failed>queued failed>by_hand failed>cancelled
    """,
}
MACHINES = [
    states.SUBMISSION,
    states.PHOTO,
    states.CONSENT,
    states.RESHARE,
    states.THREAD,
    states.SCREENING,
    states.MAIL,
    states.FIND,
    states.SEARCH,
    states.REPLY,
]
PAIRS = [(machine, *pair) for machine in MACHINES for pair in itertools.product(machine.arrows, repeat=2)]


@pytest.mark.parametrize(("machine", "old", "new"), PAIRS, ids=lambda value: getattr(value, "name", value))
def test_an_arrow_exists_exactly_where_the_drawing_has_one(machine: Machine, old: str, new: str) -> None:
    assert machine.allows(old, new) == (f"{old}>{new}" in ARROWS[machine.name].split())


def test_a_machine_with_an_unreachable_state_is_refused() -> None:
    with pytest.raises(Drawn, match="island"):
        Machine("lamp", "off", {"off": frozenset({"on"}), "on": frozenset(), "island": frozenset()})


def test_a_machine_with_an_arrow_into_nowhere_is_refused() -> None:
    with pytest.raises(Drawn, match="elsewhere"):
        Machine("lamp", "off", {"off": frozenset({"elsewhere"})})
