"""The bench of copies in small: what it measures is there, and nothing is said about how long it took."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support import photos
from tests.support.postgres import Postgres
from ugc.bench import duplicates
from ugc.bench.copies import CHANGES
from ugc.cli import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for seed in range(3):
        photos.scene(seed=seed + 1, grain=0.5).save(tmp_path / f"{seed}.jpg")
    return tmp_path


def test_it_finds_copies_in_a_crowd_on_both_databases(folder: Path, postgres_server: Postgres) -> None:
    for address in (None, postgres_server.fresh("template0")):
        result = duplicates.run(photos=200, rounds=1, database=address, folder=folder)
        assert set(result["found"]) == set(CHANGES)
        assert result["found"]["made smaller, to a quarter"] == 1
        assert result["false"] == {"false": 0, "pairs": 3}
        assert {"ours", "one row by its key"} <= {row["who"] for row in result["times"]}


def test_the_command_prints_it_for_people_and_for_machines(folder: Path) -> None:
    command = ["bench", "duplicates", "--photos", "50", "--rounds", "1", "--folder", str(folder)]
    told = CliRunner().invoke(main, command)
    assert told.exit_code == 0, told.output
    assert "100.0% found  mirrored" in told.output
    machine = CliRunner().invoke(main, [*command, "--json"])
    assert '"photos": 50' in machine.output
