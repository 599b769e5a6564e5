"""Renditions made anew: nothing public is gone for a moment, and a run that was stopped goes on."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.collect.sending import send
from tests.support import photos
from ugc.collect import rebuild as work
from ugc.collect.develop import develop
from ugc.collect.entry import Entry
from ugc.collect.uploads import Draft, sweep
from ugc.db import EVERYONE, Database
from ugc.definitions.schema import Definition
from ugc.links import Links
from ugc.media import Darkroom, Developed, Recipe, Unusable
from ugc.models import Photo, Rendition, Submission
from ugc.stores import Store

LINKS = Links("https://pip.example", "a secret key of at least 32 characters")
Rebuild = Callable[[str], None]


@pytest.fixture(scope="module")
def darkroom() -> Iterator[Darkroom]:
    with Darkroom() as darkroom:
        yield darkroom


@pytest.fixture
def ready(draft: Draft, store: Store, darkroom: Darkroom, definition: Definition, entry: Entry) -> list[str]:
    """Two photos, developed."""
    for seed in range(2):
        draft.keep(f"{seed}.jpg", BytesIO(photos.jpeg((480, 360), seed)))
    send(draft, definition, entry)
    with draft.database.read(EVERYONE) as session:
        ids = list(session.scalars(select(Photo.id).order_by(Photo.id)))
    for photo_id in ids:
        develop(draft.database, store, darkroom, LINKS, photo_id)
    return ids


@pytest.fixture
def rebuild(database: Database, store: Store, darkroom: Darkroom) -> Rebuild:
    return lambda photo_id: work.rebuild(database, store, darkroom, LINKS, photo_id)


def outdated(database: Database) -> list[str]:
    return list(work.outdated(database, LINKS, None))


def credit(database: Database, name: str) -> None:
    with database.write(EVERYONE) as session:
        session.scalars(select(Submission)).one().credit = name


def keys(database: Database) -> set[str]:
    with database.read(EVERYONE) as session:
        return set(session.scalars(select(Rendition.key)))


def test_only_what_another_recipe_made_is_made_anew(
    database: Database, ready: list[str], rebuild: Rebuild
) -> None:
    assert outdated(database) == []
    credit(database, "Nadia")
    assert outdated(database) == ready
    rebuild(ready[0])
    assert outdated(database) == ready[1:]  # whoever is stopped here goes on there


def test_the_new_say_what_is_true_now_and_the_old_are_gone(
    database: Database, store: Store, ready: list[str], rebuild: Rebuild
) -> None:
    before = keys(database)
    credit(database, "Zora")
    for photo_id in ready:
        rebuild(photo_id)
    sweep(database, store)
    after = keys(database)
    assert not before & after
    assert set(store.keys("r/")) == after
    for key in after:
        with store.open(key) as file:
            assert b"Zora" in file.read()


def test_until_the_new_are_there_the_old_stay(
    database: Database, store: Store, darkroom: Darkroom, ready: list[str]
) -> None:
    before = keys(database)

    class Watched(Darkroom):
        def develop(self, original: Path, into: Path, recipe: Recipe) -> Developed:
            assert keys(database) == before
            assert before <= set(store.keys())
            return darkroom.develop(original, into, recipe)

    credit(database, "Zora")
    work.rebuild(database, store, Watched(), LINKS, ready[0])
    assert before <= set(store.keys())
    assert len(keys(database)) == len(before)


def test_made_by_the_same_recipe_they_are_the_same(
    database: Database, store: Store, ready: list[str], rebuild: Rebuild
) -> None:
    before = keys(database)
    work.forget(database, None)
    assert outdated(database) == ready
    for photo_id in ready:
        rebuild(photo_id)
    sweep(database, store)
    assert keys(database) == before == set(store.keys("r/"))
    assert outdated(database) == []


def test_there_and_back_again_none_is_lost(
    database: Database, store: Store, ready: list[str], rebuild: Rebuild
) -> None:
    before = keys(database)
    for name in ("Zora", "Nadia & Milo"):
        credit(database, name)
        for photo_id in ready:
            rebuild(photo_id)
    sweep(database, store)
    assert keys(database) == before == set(store.keys("r/"))


def test_an_original_nobody_can_read_any_more_leaves_all_as_it_was(
    database: Database, store: Store, ready: list[str], rebuild: Rebuild
) -> None:
    before = keys(database)
    with database.read(EVERYONE) as session:
        original = session.get_one(Photo, ready[0]).original_key
    store.put(original, BytesIO(photos.truncated()), content_type="image/jpeg")
    with pytest.raises(Unusable):
        rebuild(ready[0])
    assert keys(database) == before
    with database.read(EVERYONE) as session:
        assert session.get_one(Photo, ready[0]).lease_until is None


def test_what_was_taken_back_is_left_alone(database: Database, ready: list[str], rebuild: Rebuild) -> None:
    with database.write(EVERYONE) as session:
        session.scalars(select(Submission)).one().state = "withdrawn"
    work.forget(database, None)
    assert outdated(database) == []
    rebuild(ready[0])
    with database.read(EVERYONE) as session:
        assert session.get_one(Photo, ready[0]).recipe is not None
