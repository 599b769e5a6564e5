"""What the process's log says was refused."""

import json
from typing import Any

import pytest


def refused(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """The facts of every line about it, the oldest first."""
    words = (record.getMessage().partition("refused ") for record in caplog.records)
    return [json.loads(facts) for before, found, facts in words if found and not before]
