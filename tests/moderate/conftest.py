"""A definition with a short grace period, and a story that waits for somebody to decide."""

import pytest

from tests.support.people import World, submission
from ugc.db import EVERYONE, Database
from ugc.definitions.schema import Definition
from ugc.models import Submission


@pytest.fixture
def definition() -> Definition:
    return Definition.model_validate(
        {
            "slug": "little-wearers",
            "brand": "pip-and-moss",
            "title": "Little Wearers",
            "accepts": ["photo", "story"],
            "languages": ["en"],
            "timezone": "Europe/London",
            "dates": {"opens": "2026-10-01T09:00:00"},
            "invite": {"headline": "Show us where they go", "prompt": "One photo and its story."},
            "consent": {
                "terms": "terms/little-wearers.md",
                "purposes": ["gallery", "reshare"],
                "territory": "United Kingdom",
                "until": "2029-03-31",
            },
            "moderation": {
                "reasons": [{"code": "blurred", "label": "Too blurred", "says": "Have you a sharper one?"}],
                "grace": "30s",
            },
        }
    )


@pytest.fixture
def story(database: Database, world: World) -> Submission:
    with database.write(EVERYONE) as session:
        return submission(session, world, state="ready")
