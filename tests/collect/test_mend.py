"""A submission that came back: photos replaced, words changed, sent again."""

from dataclasses import replace
from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from tests.collect.sending import send
from tests.support import photos
from tests.support.people import World
from ugc.collect.entry import Entry
from ugc.collect.mend import Mended, mend
from ugc.collect.uploads import Draft, new_draft, sweep
from ugc.db import EVERYONE, Database, Whose
from ugc.definitions.schema import Definition
from ugc.lifecycle import ENGINE, Actor, Conflict, move
from ugc.models import Customer, Photo, Rendition, Submission
from ugc.stores import Store, open_store


@pytest.fixture
def store() -> Store:
    return open_store("memory://")


@pytest.fixture
def returned(draft: Draft, store: Store, definition: Definition, entry: Entry, world: World) -> Submission:
    """A submission with two developed photos that a moderator returned."""
    for number in range(2):
        draft.keep(f"{number}.jpg", BytesIO(photos.jpeg((64, 48), number)))
    sent = send(draft, definition, entry)
    with draft.database.write(EVERYONE) as session:
        submission = session.get_one(Submission, sent.id)
        for photo in submission.photos:
            rendition = Rendition(brand_id=photo.brand_id, photo_id=photo.id, key=f"r/{photo.id}/640.jpg")
            rendition.format, rendition.width, rendition.height, rendition.size = "jpeg", 64, 48, 5
            store.put(rendition.key, BytesIO(b"small"), content_type="image/jpeg")
            session.add(rendition)
            move(session, photo, "ready", ENGINE)
        move(session, submission, "ready", ENGINE)
        move(session, submission, "returned", Actor("member", world.moderator.account_id), "Too dark.")
        return submission


def send_again(draft: Draft, submission: Submission, mended: Mended) -> Submission:
    """As the customer's own page does it."""
    with draft.database.read(EVERYONE) as session:
        author = session.get_one(Customer, submission.customer_id)
    with draft.database.write(Whose.of(author)) as session:
        return mend(session, submission.id, draft.key, mended)


def test_new_words_for_the_same_photos_are_ready_at_once(draft: Draft, returned: Submission) -> None:
    first, second = returned.photos
    mended = send_again(draft, returned, Mended("Mended.", alts={first.id: "A duck", second.id: ""}))
    assert (mended.state, mended.story) == ("ready", "Mended.")
    assert [photo.alt for photo in mended.photos] == ["A duck", ""]


def test_what_is_asked_by_now_is_not_answered_by_an_older_page(draft: Draft, returned: Submission) -> None:
    with pytest.raises(Conflict):
        send_again(draft, returned, Mended("Mended.", asked="another decision"))
    with draft.database.read(EVERYONE) as session:
        kept = session.get_one(Submission, returned.id)
        assert (kept.state, kept.story) == ("returned", returned.story)


def test_a_photo_is_replaced_and_the_engine_called(
    draft: Draft, store: Store, database: Database, returned: Submission
) -> None:
    dark, fine = returned.photos
    fresh = replace(draft, key=new_draft())
    upload = fresh.keep("brighter.jpg", BytesIO(photos.jpeg((64, 48), 9)))
    hints: list[tuple[str, str]] = []
    database.hint = lambda *hint: hints.append(hint)
    mended = send_again(
        fresh, returned, Mended("Mended.", alts={upload.id: "Brighter"}, without=frozenset({dark.id}))
    )
    assert mended.state == "received"
    assert [photo.alt for photo in mended.photos] == ["", "Brighter"]
    assert mended.photos[0].id == fine.id
    assert hints == [("photo", mended.photos[1].id)]
    sweep(database, store)
    assert set(store.keys()) == {fine.original_key, f"r/{fine.id}/640.jpg", upload.key}
    with database.read(EVERYONE) as session:
        assert len(session.scalars(select(Photo)).all()) == 2


def test_without_enough_photos_it_is_unusable_again(draft: Draft, returned: Submission) -> None:
    nothing = frozenset(photo.id for photo in returned.photos)
    assert send_again(draft, returned, Mended("Only words.", without=nothing)).state == "unusable"


def test_the_same_click_twice_changes_nothing(draft: Draft, returned: Submission) -> None:
    send_again(draft, returned, Mended("Once."))
    with pytest.raises(Conflict):
        send_again(draft, returned, Mended("Twice."))


def test_another_customer_cannot_mend_it(
    draft: Draft, database: Database, returned: Submission, world: World
) -> None:
    with database.write(Whose.of(world.another_customer)) as session, pytest.raises(NoResultFound):
        mend(session, returned.id, draft.key, Mended("Not mine."))
