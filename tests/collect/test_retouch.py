"""What a moderator hid stays hidden, whatever else makes renditions: the engine, a rebuild, both at once."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from tests.collect.sending import send
from tests.support import photos
from tests.support.people import World
from ugc.collect import rebuild as again
from ugc.collect.develop import develop
from ugc.collect.entry import Entry
from ugc.collect.uploads import Draft, sweep
from ugc.db import EVERYONE, Database
from ugc.definitions.schema import Definition
from ugc.lifecycle import due
from ugc.links import Links
from ugc.media import Darkroom, Developed, Recipe
from ugc.media.recipes import Area
from ugc.models import Fingerprint, Photo, Retouch, Submission
from ugc.moderate.retouch import retouch, undo
from ugc.stores import Store

LINKS = Links("https://pip.example", "a secret key of at least 32 characters")
LEFT = Area("crop", 0, 0, 0.5, 1)
Work = Callable[..., None]


@pytest.fixture(scope="module")
def darkroom() -> Iterator[Darkroom]:
    with Darkroom() as darkroom:
        yield darkroom


@pytest.fixture
def photo_id(draft: Draft, store: Store, darkroom: Darkroom, definition: Definition, entry: Entry) -> str:
    """A photo of 640 × 480, developed."""
    draft.keep("one.jpg", BytesIO(photos.jpeg()))
    send(draft, definition, entry)
    with draft.database.read(EVERYONE) as session:
        (found,) = session.scalars(select(Photo.id))
    develop(draft.database, store, darkroom, LINKS, found)
    return found


@pytest.fixture
def hide(database: Database, world: World, photo_id: str) -> Work:
    def hide(*areas: Area) -> None:
        with database.write(EVERYONE) as session:
            row = session.get_one(Photo, photo_id)
            retouch(session, row, areas, world.moderator, row.edition)

    return hide


def seen(database: Database, photo_id: str) -> Photo:
    with database.read(EVERYONE) as session:
        return session.get_one(Photo, photo_id)


def slopes(database: Database) -> list[bytes]:
    with database.read(EVERYONE) as session:
        return list(session.scalars(select(Fingerprint.slopes).order_by(Fingerprint.part)))


def sizes(store: Store, photo: Photo) -> set[tuple[int, int]]:
    found = set()
    for rendition in photo.renditions:
        with store.open(rendition.key) as file:
            found.add(Image.open(BytesIO(file.read())).size)
    return found


def test_it_is_made_anew_from_the_original_and_known_as_before(
    database: Database, store: Store, darkroom: Darkroom, photo_id: str, hide: Work
) -> None:
    before, known = seen(database, photo_id), slopes(database)
    with store.open(before.original_key) as file:
        original = file.read()
    hide(LEFT)
    with database.read(EVERYONE) as session:
        assert due(session, Photo, "received") == [photo_id]
    develop(database, store, darkroom, LINKS, photo_id)
    after = seen(database, photo_id)
    assert (after.state, after.width, after.height) == ("ready", 320, 480)
    assert max(sizes(store, after)) == (320, 480)
    assert (slopes(database), after.looks) == (known, before.looks)
    assert after.thumbhash and after.thumbhash != before.thumbhash
    with store.open(after.original_key) as file:
        assert file.read() == original
    sweep(database, store)
    assert not {one.key for one in before.renditions} & set(store.keys())
    assert sizes(store, after)


def test_undone_it_is_as_it_was_and_the_sweep_takes_nothing_of_it(
    database: Database, world: World, store: Store, darkroom: Darkroom, photo_id: str, hide: Work
) -> None:
    before = sizes(store, seen(database, photo_id))
    hide(LEFT)
    with database.write(EVERYONE) as session:
        undo(session, session.scalars(select(Retouch)).one(), world.moderator, 1)
    develop(database, store, darkroom, LINKS, photo_id)
    sweep(database, store)
    assert sizes(store, seen(database, photo_id)) == before


def test_a_rebuild_keeps_it(
    database: Database, store: Store, darkroom: Darkroom, photo_id: str, hide: Work
) -> None:
    hide(LEFT)
    develop(database, store, darkroom, LINKS, photo_id)
    assert not list(again.outdated(database, LINKS, None))
    with database.write(EVERYONE) as session:
        session.scalars(select(Submission)).one().credit = "Nadia"
    again.rebuild(database, store, darkroom, LINKS, photo_id)
    assert max(sizes(store, seen(database, photo_id))) == (320, 480)


class Meanwhile:
    """A darkroom in which something happens while it works."""

    def __init__(self, darkroom: Darkroom, happens: Callable[[], None]) -> None:
        self.darkroom, self.happens = darkroom, happens

    def develop(self, original: Path, into: Path, recipe: Recipe) -> Developed:
        self.happens()
        return self.darkroom.develop(original, into, recipe)


def test_whoever_is_making_the_old_picture_meanwhile_does_not_bring_it_back(
    database: Database, store: Store, darkroom: Darkroom, photo_id: str, hide: Work
) -> None:
    rebuilding = Meanwhile(darkroom, lambda: hide(LEFT))
    again.rebuild(database, store, rebuilding, LINKS, photo_id)  # type: ignore[arg-type]
    assert (seen(database, photo_id).state, seen(database, photo_id).renditions) == ("received", [])
    developing = Meanwhile(darkroom, lambda: hide(LEFT))
    develop(database, store, developing, LINKS, photo_id)  # type: ignore[arg-type]
    assert (seen(database, photo_id).state, seen(database, photo_id).renditions) == ("received", [])
    develop(database, store, darkroom, LINKS, photo_id)
    assert max(sizes(store, seen(database, photo_id))) == (160, 480)
