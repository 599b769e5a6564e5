"""Doors that may enter loopback, and the servers they lead to."""

from collections.abc import Callable, Iterator

import pytest

from tests.support.posts import LOOPBACK
from tests.support.site import Site, site
from ugc.platforms.http import Door


@pytest.fixture
def door() -> Iterator[Door]:
    """A door that may enter loopback and is impatient."""
    door = Door(LOOPBACK, connect=2, read=10, total=20)
    yield door
    door.close()


@pytest.fixture
def doors() -> Iterator[Callable[..., Door]]:
    """Makes doors as a test wants them and closes them behind it."""
    made: list[Door] = []

    def make(*arguments: object, **options: object) -> Door:
        made.append(Door(*arguments, **options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for door in made:
        door.close()


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as served:
        yield served
