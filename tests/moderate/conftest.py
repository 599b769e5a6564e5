"""A definition whose grace period is the usual 30 seconds, and a story that waits for somebody to decide."""

import pytest

from tests.support.people import World, submission
from tests.support.reshares import DEFINITION
from ugc.db import EVERYONE, Database
from ugc.definitions import Definition
from ugc.models import Submission


@pytest.fixture
def definition() -> Definition:
    return DEFINITION


@pytest.fixture
def story(database: Database, world: World) -> Submission:
    with database.write(EVERYONE) as session:
        return submission(session, world, state="ready")
