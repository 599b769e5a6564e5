"""The commands as an operator runs them: what they print, where, and how they end."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.definitions.conftest import write_folder
from ugc.cli import main
from ugc.db import EVERYONE, Database
from ugc.definitions import find_campaign, load
from ugc.definitions.apply import apply
from ugc.definitions.read import read_bundle
from ugc.lifecycle import Actor


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "campaigns")


def ugc(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["campaign", *map(str, arguments)])


def change(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text().replace(old, new))


def test_check_is_content_with_good_files_and_needs_no_installation(folder: Path) -> None:
    result = ugc("check", folder / "kites.toml")
    assert (result.exit_code, result.stdout) == (0, "kites is in order.\n")
    assert json.loads(ugc("check", folder / "kites.toml", "--json").stdout) == []


def test_check_tells_everything_on_stderr_and_refuses(folder: Path) -> None:
    change(folder / "kites.toml", 'title = "Kites over town"', "titel = 3")
    result = ugc("check", folder / "kites.toml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        f'{folder}/kites.toml:1: title: is missing — title = "Little Wearers"',
        f"{folder}/kites.toml:3: titel: is no key here — did you mean title?",
    ]


def test_check_tells_machines_the_same(folder: Path) -> None:
    change(folder / "kites.toml", 'title = "Kites over town"', "")
    result = ugc("check", folder / "kites.toml", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == [
        {
            "file": f"{folder}/kites.toml",
            "line": 1,
            "key": "title",
            "says": "is missing",
            "would_be_right": 'title = "Little Wearers"',
            "warning": False,
        }
    ]


def test_a_brand_broken_for_two_campaigns_is_told_once(folder: Path) -> None:
    (folder / "more.toml").write_text((folder / "kites.toml").read_text().replace('"kites"', '"more"'))
    change(folder / "brands/larks.toml", '"#205080"', '"blue"')
    assert len(ugc("check", *sorted(folder.glob("*.toml"))).stderr.splitlines()) == 1


def test_a_file_that_is_not_there_is_wrong_usage(folder: Path) -> None:
    assert ugc("check", folder / "nothing.toml").exit_code == 2
    assert ugc("check").exit_code == 2


def test_apply_tells_what_came_of_it_and_twice_is_once(folder: Path, database: Database) -> None:
    assert ugc("diff", folder / "kites.toml").stdout == "kites is new.\n"
    assert ugc("apply", folder / "kites.toml").stdout == "kites: revision 1.\n"
    assert ugc("apply", folder / "kites.toml").stdout == "kites: nothing to change.\n"
    change(folder / "kites.toml", "Kites over town", "Kites")
    assert ugc("diff", folder / "kites.toml").stdout == 'title: "Kites over town" → "Kites"\n'
    result = ugc("apply", folder / "kites.toml", "--json")
    assert json.loads(result.stdout) == [
        {
            "slug": "kites",
            "revision": 2,
            "changes": [{"path": "title", "old": "Kites over town", "new": "Kites"}],
        }
    ]
    assert ugc("diff", folder / "kites.toml").stdout == "kites stands as it is in the file.\n"


def test_nothing_is_applied_while_a_file_is_wrong(folder: Path, database: Database) -> None:
    (folder / "more.toml").write_text('slug = "more"\n')
    assert ugc("apply", folder / "kites.toml", folder / "more.toml").exit_code == 1
    assert ugc("list").stdout == ""


def test_what_staff_wrote_is_replaced_only_knowingly(folder: Path, database: Database) -> None:
    with database.write(EVERYONE) as session:
        apply(session, read_bundle(folder / "kites.toml"), Actor("member", "someone"))
    change(folder / "kites.toml", "Kites over town", "Kites")
    refused = ugc("apply", folder / "kites.toml")
    assert refused.exit_code == 1
    assert "revision 1 was written by member:someone" in refused.stderr
    assert ugc("apply", folder / "kites.toml", "--base", 1).exit_code == 0
    assert ugc("apply", folder / "kites.toml", folder / "kites.toml", "--base", 1).exit_code == 2


def test_export_gives_a_file_that_applies_as_it_is(folder: Path, database: Database) -> None:
    ugc("apply", folder / "kites.toml")
    (folder / "kites.toml").write_text(ugc("export", "kites").stdout)
    assert ugc("apply", folder / "kites.toml").stdout == "kites: nothing to change.\n"


def test_list_tells_whose_and_until_when_in_local_time(folder: Path, database: Database) -> None:
    change(folder / "kites.toml", "2027-03-31T18:00:00", "2199-07-31T18:00:00")
    change(folder / "kites.toml", "2029-03-31", "2199-08-31")
    ugc("apply", folder / "kites.toml")
    (line,) = ugc("list").stdout.splitlines()
    assert line.split() == ["kites", "larks", "r1", "open", "until", "2199-07-31", "18:00"]
    (row,) = json.loads(ugc("list", "--json").stdout)
    assert row["closes"] == "2199-07-31T17:00:00+00:00"


def test_close_ends_it_and_an_unknown_campaign_is_refused(folder: Path, database: Database) -> None:
    ugc("apply", folder / "kites.toml")
    assert ugc("close", "kites").stdout == "kites is closed.\n"
    assert "closed by hand" in ugc("list").stdout
    refused = ugc("close", "kits")
    assert (refused.exit_code, refused.stderr) == (1, "There is no campaign kits. There are: kites.\n")
    with database.read(EVERYONE) as session:
        campaign = find_campaign(session, "kites")
        assert campaign
        assert load(campaign.revision).title == "Kites over town"
        assert campaign.closed_at


def test_newer_terms_are_applied_only_by_asking_everybody_again(folder: Path, database: Database) -> None:
    ugc("apply", folder / "kites.toml")
    assert ugc("ask-again", "kites").stdout == "kites: 0 people are asked again.\n"
    (folder / "terms/kites.md").write_text("Larks Ltd asks, more kindly. Until 31 March 2029.\n")
    assert ugc("apply", folder / "kites.toml", "--ask-again").exit_code == 0
    assert ugc("ask-again", "nothing").exit_code == 1
