"""The doctor from the command line: sentences, JSON, and an exit code for cron."""

import json
from io import BytesIO
from pathlib import Path

from click.testing import CliRunner, Result

from tests.support.people import build_world
from ugc.cli import main
from ugc.db import Database
from ugc.stores import open_store


def doctor(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["doctor", *arguments])


def test_in_good_health(database: Database) -> None:
    build_world(database)
    result = doctor()
    assert (result.exit_code, result.stdout) == (0, "Everything is in order.\n")
    assert json.loads(doctor("--json").stdout) == []


def test_what_is_wrong_is_said_and_cron_hears_of_it(database: Database, tmp_path: Path) -> None:
    open_store((tmp_path / "media").as_uri()).put("o/stranger", BytesIO(b"?"), content_type="image/jpeg")
    result = doctor()
    assert result.exit_code == 1
    assert result.stdout.startswith("Files:\n  The file o/stranger belongs to no photo")
    (one,) = json.loads(doctor("--json").stdout)
    assert one["check"] == "files"
