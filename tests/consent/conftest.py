from datetime import timedelta

import pytest

from tests.support.people import World, consent, submission
from ugc.db import EVERYONE, Database
from ugc.models import Submission


@pytest.fixture
def asked(database: Database, world: World) -> Submission:
    """An approved submission that waits for a guardian's answer about two uses."""
    with database.write(EVERYONE) as session:
        row = submission(session, world, state="approved")
        row.shows_child = "other"
        for purpose in ("gallery", "reshare"):
            question = consent(world, row, purpose, "requested", party="guardian")
            question.expires_at = session.now() + timedelta(hours=72)
            session.add(question)
        return row
