"""Fixtures everybody uses: a clock, a browser, an S3 server, a migrated database on SQLite and PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser
from sqlalchemy import create_engine

from tests.support.bluesky import bluesky  # noqa: F401 - a fixture
from tests.support.browser import chromium
from tests.support.clock import Clock
from tests.support.graph import graph  # noqa: F401 - a fixture
from tests.support.instagram import instagram  # noqa: F401 - a fixture
from tests.support.mastodon import mastodon, mastodon_server  # noqa: F401 - fixtures
from tests.support.pds import pds, pds_server  # noqa: F401 - fixtures
from tests.support.people import World, build_world
from tests.support.postgres import Postgres, postgres
from tests.support.reuse import reuse_addresses, reuse_statements, reuse_templates
from tests.support.seaweed import Seaweed, seaweed
from ugc import migrations
from ugc.db import EVERYONE, Database
from ugc.definitions.read import Bundle, read_bundle
from ugc.models import Brand, Revision
from ugc.settings import ROOT

# A busy machine is no finding: how long an example takes is never asserted.
settings.register_profile("ours", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")

reuse_templates()
reuse_addresses()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for whoever asks in this process: Playwright's loop runs once in a thread."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    with postgres() as server:
        yield server


@pytest.fixture(scope="session")
def seaweed_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seaweed]:
    with seaweed(tmp_path_factory.mktemp("seaweed")) as server:
        yield server


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    engine = create_engine(f"sqlite:///{path}")
    migrations.upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty, migrated database; every test that uses it runs on both."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "ugc.sqlite3")
        yield f"sqlite:///{tmp_path}/ugc.sqlite3"
    else:
        server: Postgres = request.getfixturevalue("postgres_server")
        url = server.fresh()
        yield url
        server.drop(url)


@pytest.fixture
def database(database_url: str, clock: Clock) -> Iterator[Database]:
    database = Database(database_url, clock)
    reuse_statements(database.engine)
    yield database
    database.engine.dispose()


@pytest.fixture
def world(database: Database) -> World:
    return build_world(database)


@pytest.fixture(scope="session")
def shipped() -> Bundle:
    """Little Wearers, read and checked once."""
    return read_bundle(ROOT / "campaigns" / "little-wearers.toml")


@pytest.fixture
def running(database: Database, world: World, shipped: Bundle) -> World:
    """The world's campaign with Little Wearers' shipped definition and brand."""
    with database.write(EVERYONE) as session:
        revision = session.get_one(Revision, world.campaign.revision_id)
        revision.document = shipped.definition.model_dump(mode="json")
        session.get_one(Brand, world.brand.id).profile = shipped.brand.model_dump(mode="json")
    return world
