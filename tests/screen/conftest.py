"""Submissions with developed photos, and what a screening says about them."""

from collections.abc import Callable

import pytest
from PIL import Image

from tests.support.people import World, submission
from tests.support.reshares import DEFINITION
from ugc.collect.settle import ask_for_hints
from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import ENGINE, begin, move
from ugc.media.detectors import Detectors
from ugc.media.fingerprints import fingerprints
from ugc.media.looks import looks
from ugc.models import Fingerprint, Hint, Photo, Revision, Screening, Submission, new_id
from ugc.screen import screen
from ugc.stores.memory import MemoryStore


@pytest.fixture
def _defined(database: Database, world: World) -> None:
    """The campaign has a real definition."""
    with database.write(EVERYONE) as session:
        revision = session.get_one(Revision, world.campaign.revision_id)
        revision.document = DEFINITION.model_dump(mode="json")


@pytest.fixture
def sent(database: Database, world: World, _defined: None) -> Callable[..., Submission]:
    """A submission that is ready, with these pictures as its photos."""

    def sent(*pictures: Image.Image, story: str = "We splashed all the way.", **other: object) -> Submission:
        with database.write(EVERYONE) as session:
            row = submission(session, world, state="ready", kind="photo", **other)  # type: ignore[arg-type]
            row.story = story
            for picture in pictures:
                add_picture(session, row, picture)
            ask_for_hints(session, row)
            session.refresh(row, ["photos"])
        return row

    return sent


def add_picture(session: Session, about: Submission, picture: Image.Image, *, camera: bool = True) -> Photo:
    """A photo as the darkroom leaves it, without its files."""
    photo = Photo(brand_id=about.brand_id, customer_id=about.customer_id, submission_id=about.id)
    photo.position, photo.filename, photo.alt = 0, "IMG_1.jpg", ""
    photo.original_key, photo.sha256, photo.size, photo.mime = f"o/{new_id()}", "0" * 64, 1, "image/jpeg"
    photo.width, photo.height = picture.size
    begin(session, photo, ENGINE)
    photo.looks = looks(picture, camera=camera)._asdict()
    parts = fingerprints(picture)._asdict().items()
    session.add_all(Fingerprint.of(photo, part, slopes) for part, slopes in parts if slopes)
    move(session, photo, "ready", ENGINE)
    return photo


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def hints(database: Database, store: MemoryStore) -> Callable[[Submission], dict[str, Hint]]:
    """Screen a submission, and the hints by kind; of several photos, the last one's."""

    def hints(about: Submission) -> dict[str, Hint]:
        with database.read(EVERYONE) as session:
            of_it = Screening.submission_id == about.id
            (waiting,) = session.query(Screening.id).where(of_it).one()
        screen(database, store, Detectors(), lambda *_: None, waiting)
        with database.read(EVERYONE) as session:
            return {hint.kind: hint for hint in session.query(Hint).where(Hint.submission_id == about.id)}

    return hints
