"""The three stores, each empty."""

from pathlib import Path

import pytest

from tests.support.seaweed import Seaweed
from ugc.stores import Store, open_store


def address(kind: str, request: pytest.FixtureRequest) -> str:
    if kind == "s3":
        server: Seaweed = request.getfixturevalue("seaweed_server")
        return server.fresh()
    folder: Path = request.getfixturevalue("tmp_path")
    return f"file://{folder}/media" if kind == "local" else "memory://"


@pytest.fixture(params=["memory", "local", "s3"])
def store(request: pytest.FixtureRequest) -> Store:
    return open_store(address(request.param, request))


@pytest.fixture(params=["local", "s3"])
def lasting_url(request: pytest.FixtureRequest) -> str:
    """The address of a store that outlives its process."""
    return address(request.param, request)
