from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.people import World
from ugc.collect.entry import Agreement, Entry
from ugc.collect.uploads import Draft, new_draft
from ugc.db import EVERYONE, Database
from ugc.definitions.read import read
from ugc.definitions.schema import Definition
from ugc.models import Revision
from ugc.settings import ROOT
from ugc.stores import Store, open_store


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    yield open_store(f"file://{tmp_path}/media" if request.param == "file" else "memory://")


@pytest.fixture
def draft(database: Database, store: Store, world: World) -> Draft:
    return Draft(database, store, world.campaign, new_draft(), most=3)


@pytest.fixture
def definition(database: Database, world: World) -> Definition:
    """Little Wearers, as it is shipped; the campaign's revision holds it."""
    found = read(ROOT / "campaigns" / "little-wearers.toml")
    with database.write(EVERYONE) as session:
        revision = session.get_one(Revision, world.campaign.revision_id)
        revision.document = found.model_dump(mode="json")
    return found


@pytest.fixture
def entry(world: World) -> Entry:
    """A filled-in form: two uses agreed to, one not."""
    agreements = (
        Agreement("gallery", "Show it. Anyone can see it.", given=True),
        Agreement("reshare", "Share it. We may post it.", given=True),
        Agreement("ads", "Use it in adverts. We may pay for them.", given=False),
    )
    return Entry(
        kind="photo",
        name="Nadia",
        email="nadia@example.net",
        language="en",
        credit="Nadia & Milo",
        story="She posted a letter to a duck.",
        terms=world.terms,
        agreements=agreements,
    )
