"""`media rebuild`: what it says, and how it ends."""

import json

from click.testing import CliRunner, Result

from tests.support.people import build_world
from tests.support.people import submission as begin_submission
from ugc.cli import main
from ugc.db import EVERYONE, Database
from ugc.models import Photo


def rebuild(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["media", "rebuild", *arguments])


def test_nothing_to_do_is_said(database: Database) -> None:
    result = rebuild()
    assert (result.exit_code, result.stdout) == (0, "0 photos are made anew.\n")
    assert json.loads(rebuild("--json").stdout) == {"made": 0, "problems": []}


def test_a_campaign_nobody_knows_is_refused(database: Database) -> None:
    result = rebuild("nowhere")
    assert (result.exit_code, result.stderr) == (1, "There is no campaign nowhere.\n")


def test_an_original_that_is_lost_is_named(database: Database) -> None:
    world = build_world(database)
    with database.write(EVERYONE) as session:
        photo = Photo(brand_id=world.brand.id, customer_id=world.customer.id, position=0, alt="", size=1)
        photo.submission_id = begin_submission(session, world).id
        photo.filename, photo.original_key, photo.sha256, photo.mime = (
            "a.jpg",
            "o/lost",
            "0" * 64,
            "image/jpeg",
        )
        photo.state = "ready"
        session.add(photo)
    result = rebuild(world.campaign.slug)
    assert result.exit_code == 1
    assert f"{photo.id}: the original is not where we put it." in result.stderr
    assert "everything else is done" in result.stderr
