"""The web application over real parts: each test's own database, local store and outbox."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.clock import Clock
from tests.support.people import World
from tests.web.everything import one_of_everything
from ugc.db import Database
from ugc.settings import Settings
from ugc.web import create_app
from ugc.wiring import Services, wire

KEY = "k" * 40


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(secret_key=KEY, storage=tmp_path, database_url=database_url)


@pytest.fixture
def services(settings: Settings, database: Database, clock: Clock) -> Iterator[Services]:
    made = wire(settings, clock)
    made.database.engine.dispose()
    made.database = database
    yield made
    made.close()


@pytest.fixture
def app(settings: Settings, services: Services) -> Flask:
    return create_app(settings, services=services)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def ids(database: Database, running: World, services: Services) -> dict[str, str]:
    """One of everything at Pip & Moss, by the name its routes call it."""
    return one_of_everything(database, running, services)


@pytest.fixture
def lenient(app: Flask) -> Flask:
    """The application without CSRF tokens, so that what is tried here is who may do it."""
    app.config["WTF_CSRF_ENABLED"] = False
    return app
