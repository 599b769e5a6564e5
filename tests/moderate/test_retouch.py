"""Hiding parts of photos: at once, on record, by the sides of the original, and to be undone."""

import pytest
from sqlalchemy import select

from tests.support.people import World, consent
from tests.support.reshares import approved
from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import Conflict
from ugc.media.recipes import Area
from ugc.models import Event, Photo, Rendition, Retouch, Submission, Upload
from ugc.moderate.retouch import MOST, Refused, retouch, undo
from ugc.permissions import NotAllowed
from ugc.publish.gallery import media
from ugc.publish.gallery import one as shown
from ugc.stores.memory import MemoryStore

FACE = Area("blur", 0.4, 0.1, 0.2, 0.3)


@pytest.fixture
def photo(database: Database, world: World) -> Photo:
    """A photo everybody can see."""
    with database.write(EVERYONE) as session:
        row = approved(session, world, MemoryStore())
        row.visible_from = session.now()
        return row.photos[0]


def hide(session: Session, photo: Photo, world: World, *areas: Area, seen: int | None = None) -> Photo:
    row = session.get_one(Photo, photo.id)
    retouch(session, row, areas, world.moderator, row.edition if seen is None else seen)
    return row


def hidden(session: Session, photo: Photo) -> list[tuple[str, float, float, float, float]]:
    rows = session.scalars(select(Retouch).where(Retouch.photo_id == photo.id, Retouch.undone_at.is_(None)))
    return [(row.kind, row.left, row.top, row.width, row.height) for row in rows]


def test_from_that_moment_nothing_of_the_old_picture_is_public(
    database: Database, world: World, photo: Photo
) -> None:
    with database.read(EVERYONE) as session:
        keys = list(session.scalars(select(Rendition.key)))
        assert all(media(session, key) for key in keys)
    with database.write(EVERYONE) as session:
        hide(session, photo, world, FACE)
        assert ("photo", photo.id) in session.hints
    with database.read(EVERYONE) as session:
        assert not [key for key in keys if media(session, key)]
        item = shown(session, photo.submission_id)
        assert item and not item.photos
        row = session.get_one(Photo, photo.id)
        assert (row.state, row.thumbhash, row.edition) == ("received", None, 1)
        assert set(keys) <= set(session.scalars(select(Upload.key).where(Upload.draft == "")))
        (event,) = session.scalars(select(Event).where(Event.about_id == photo.id, Event.new == "blurred"))
        assert event.actor == f"member:{world.moderator.account_id}" and "20.0%" in event.reason


def test_what_is_drawn_on_a_cropped_picture_lies_in_the_original(
    database: Database, world: World, photo: Photo
) -> None:
    with database.write(EVERYONE) as session:
        hide(session, photo, world, Area("crop", 0.5, 0.2, 0.4, 0.5))
        hide(session, photo, world, Area("blur", 0.5, 0.5, 0.5, 0.5), Area("crop", 0, 0, 0.5, 1))
        first, second = sorted(hidden(session, photo))
        assert first == ("blur", *map(pytest.approx, (0.7, 0.45, 0.2, 0.25)))
        assert second == ("crop", *map(pytest.approx, (0.5, 0.2, 0.2, 0.5)))


def test_each_part_can_be_undone_and_the_record_stays(database: Database, world: World, photo: Photo) -> None:
    with database.write(EVERYONE) as session:
        row = hide(session, photo, world, FACE, Area("crop", 0, 0, 0.5, 1))
        face = next(one for one in row.retouches if one.kind == "blur")
        undo(session, face, world.moderator, 1)
        assert [kind for kind, *_ in hidden(session, photo)] == ["crop"]
        assert row.edition == 2
        with pytest.raises(Conflict):
            undo(session, face, world.moderator, 2)
    with database.read(EVERYONE) as session:
        told = list(
            session.scalars(select(Event.new).where(Event.about_id == photo.id, Event.old == "blurred"))
        )
        assert told == ["undone"]
        assert session.get_one(Retouch, face.id).undone_at


def test_somebody_elses_change_comes_first(database: Database, world: World, photo: Photo) -> None:
    with database.write(EVERYONE) as session:
        hide(session, photo, world, FACE)
        with pytest.raises(Conflict):
            hide(session, photo, world, FACE, seen=0)
        assert len(hidden(session, photo)) == 1


@pytest.mark.parametrize(
    "areas",
    [
        (),
        (Area("blur", 0.5, 0.5, 0.0001, 0.5),),
        (Area("blur", 1.0, 0.5, 0.5, 0.5),),
        (Area("crop", 0.5, 0.5, 0.01, 0.5),),
        (Area("crop", 0, 0, 0.5, 0.5), Area("crop", 0, 0, 0.6, 0.6)),
        (FACE,) * (MOST + 1),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    database: Database, world: World, photo: Photo, areas: tuple[Area, ...]
) -> None:
    with database.write(EVERYONE) as session, pytest.raises(Refused):
        hide(session, photo, world, *areas)
    with database.read(EVERYONE) as session:
        assert session.get_one(Photo, photo.id).state == "ready"
        assert not hidden(session, photo)


def test_what_hangs_over_the_edge_is_cut_there(database: Database, world: World, photo: Photo) -> None:
    with database.write(EVERYONE) as session:
        hide(session, photo, world, Area("blur", 0.9, 0.9, 0.5, 0.5))
        assert hidden(session, photo) == [("blur", *map(pytest.approx, (0.9, 0.9, 0.1, 0.1)))]


def test_neither_a_viewer_nor_what_nobody_may_see(database: Database, world: World, photo: Photo) -> None:
    with database.write(EVERYONE) as session:
        with pytest.raises(NotAllowed):
            retouch(session, session.get_one(Photo, photo.id), [FACE], world.spokesperson, 0)
        about = session.get_one(Submission, photo.submission_id)
        session.add(consent(world, about, "gallery", "requested", "depicted"))
        session.flush()
        session.refresh(about)
        with pytest.raises(Refused):
            hide(session, photo, world, FACE)


def test_a_customer_hides_in_their_own_photo_and_undoes_only_that(
    database: Database, world: World, photo: Photo
) -> None:
    with database.write(EVERYONE) as session:
        row = hide(session, photo, world, FACE)
        retouch(session, row, [FACE], world.customer, 1)
        ours, theirs = sorted(row.retouches, key=lambda one: one.account_id is None)
        with pytest.raises(NotAllowed):
            undo(session, ours, world.customer, 2)
        undo(session, theirs, world.customer, 2)
        assert row.retouches == [ours]
        told = session.scalars(select(Event.actor).where(Event.about_id == photo.id, Event.new == "undone"))
        assert list(told) == [f"customer:{world.customer.id}"]
        with pytest.raises(NotAllowed):
            retouch(session, row, [FACE], world.another_customer, 3)


def test_a_customers_crop_never_takes_the_place_of_ours(
    database: Database, world: World, photo: Photo
) -> None:
    with database.write(EVERYONE) as session:
        row = hide(session, photo, world, Area("crop", 0, 0, 0.5, 1))
        with pytest.raises(Refused):
            retouch(session, row, [Area("crop", 0, 0, 0.5, 0.5)], world.customer, 1)
        retouch(session, row, [Area("blur", 0.5, 0, 0.5, 0.5)], world.customer, 1)
        assert hidden(session, photo)[1] == ("blur", *map(pytest.approx, (0.25, 0, 0.25, 0.5)))


def test_a_customer_may_hide_what_nobody_else_may_see_yet(
    database: Database, world: World, photo: Photo
) -> None:
    with database.write(EVERYONE) as session:
        about = session.get_one(Submission, photo.submission_id)
        session.add(consent(world, about, "gallery", "requested", "depicted"))
        session.flush()
        session.refresh(about)
        retouch(session, session.get_one(Photo, photo.id), [FACE], world.customer, 0)
        assert len(hidden(session, photo)) == 1
