"""An installation whose processes are killed, and a look behind their backs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.installation import Installation, installation
from ugc.db import Database
from ugc.stores import LocalStore, Store


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path / "here") as it:
        yield it


@pytest.fixture
def database(here: Installation) -> Iterator[Database]:
    database = here.database()
    yield database
    database.engine.dispose()


@pytest.fixture
def store(here: Installation) -> Store:
    return LocalStore(here.folder / "storage" / "media")
