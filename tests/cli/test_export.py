"""A customer's data from the command line."""

from pathlib import Path
from zipfile import ZipFile

from click.testing import CliRunner, Result

from tests.support.people import build_world, submission
from tests.support.reshares import DEFINITION
from ugc.cli import main
from ugc.db import EVERYONE, Database
from ugc.models import Revision


def export(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", *arguments])


def test_a_zip_is_written_for_each_brand_that_knows_them(database: Database, tmp_path: Path) -> None:
    world = build_world(database)
    with database.write(EVERYONE) as session:
        session.get_one(Revision, world.campaign.revision_id).document = DEFINITION.model_dump(mode="json")
        submission(session, world, state="ready")
    result = export("--customer", "CARLA@example.net", "--to", str(tmp_path / "out"))
    (path,) = (tmp_path / "out").iterdir()
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    assert path.name == f"pip-and-moss-{world.customer.id}.zip"
    with ZipFile(path) as archive:
        assert set(archive.namelist()) == {"index.html", "everything.json"}


def test_somebody_unknown_is_refused_with_a_sentence(database: Database, tmp_path: Path) -> None:
    result = export("--customer", "nobody@example.net", "--to", str(tmp_path / "out"))
    assert (result.exit_code, result.stderr) == (1, "Nobody here is known as nobody@example.net.\n")
