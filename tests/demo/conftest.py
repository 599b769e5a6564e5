import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.clock import Clock
from ugc.cli.setup import prepare
from ugc.settings import ROOT, Settings
from ugc.wiring import Services, wire

Installation = Callable[..., Services]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Makes installations with all campaigns applied, or some: `installation("ask-us", database_url=…)`."""
    made: list[Services] = []

    def build(*slugs: str, clock: Clock | None = None, **settings: str) -> Services:
        storage = tmp_path_factory.mktemp("storage")
        campaigns = ROOT / "campaigns"
        if slugs:
            shutil.copytree(campaigns, storage / "campaigns")
            for path in (storage / "campaigns").glob("*.toml"):
                if path.stem not in slugs:
                    path.unlink()
            campaigns = storage / "campaigns"
        chosen = Settings(secret_key="k" * 40, storage=storage, campaigns=campaigns, **settings)
        made.append(wire(chosen, clock or Clock()))
        assert prepare(made[-1]) == []
        return made[-1]

    yield build
    for services in made:
        services.close()


@pytest.fixture
def somewhere(installation: Installation, database_url: str) -> Iterator[Services]:
    """One campaign on an empty database of either kind."""
    yield installation("ask-us", database_url=database_url)


__all__ = ["Installation", "Path"]
