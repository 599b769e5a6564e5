"""An installation that the commands find by its settings."""

from pathlib import Path

import pytest

from ugc import migrations
from ugc.db import Database
from ugc.wiring import system_clock

KEY = "k" * 32


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The installation's own database, migrated and empty."""
    monkeypatch.setenv("UGC_SECRET_KEY", KEY)
    monkeypatch.setenv("UGC_STORAGE", str(tmp_path))
    database = Database(f"sqlite:///{tmp_path}/ugc.sqlite3", system_clock)
    migrations.upgrade(database.engine)
    return database
