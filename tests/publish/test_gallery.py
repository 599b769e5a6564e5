"""What the public sees: pages without gaps or doubles, answered questions, nothing that is not public."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from tests.support.clock import Clock
from tests.support.people import World, consent, submission
from tests.support.reshares import add_photo
from ugc.db import EVERYONE, Database, Session, Whose
from ugc.definitions.working import Order
from ugc.lifecycle import ENGINE, begin, move
from ugc.models import Campaign, Consent, Message, Photo, Rendition, Submission, Thread
from ugc.publish.gallery import Cursor, gallery, media, one
from ugc.stores import MemoryStore


@pytest.fixture
def stories(database: Database, world: World, clock: Clock) -> list[str]:
    """Seven public submissions, newest first; three of them became public at the same moment."""
    with database.write(EVERYONE) as session:
        rows = [submission(session, world, state="approved") for _ in range(7)]
        for age, row in enumerate(rows):
            row.visible_from = clock() - timedelta(minutes=0 if age < 3 else age)
        return [row.id for row in sorted(rows, key=lambda row: (row.visible_from, row.id), reverse=True)]


def seen(session: Session, world: World, limit: int = 24, order: Order = "newest") -> list[str]:
    """The ids on all pages, in order."""
    campaign, found = session.get_one(Campaign, world.campaign.id), []
    page = gallery(session, campaign, order=order, limit=limit)
    while True:
        found += [item.submission.id for item in page.items]
        if page.next_cursor is None:
            return found
        after = Cursor.read(str(page.next_cursor))
        page = gallery(session, campaign, after, order=order, limit=limit)


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 24])
def test_pages_show_everything_once_in_either_order(
    database: Database, world: World, stories: list[str], limit: int
) -> None:
    with database.read(Whose.brand(world.brand.id)) as session:
        assert seen(session, world, limit) == stories
        assert seen(session, world, limit, "oldest") == stories[::-1]


def test_another_brands_session_sees_nothing(database: Database, world: World, stories: list[str]) -> None:
    with database.read(Whose.brand(world.other_brand.id)) as session:
        assert gallery(session, world.campaign).items == []
        assert one(session, stories[0]) is None


@pytest.mark.parametrize("cursor", ["", "x", "20260101T000000000000", "20260101T000000000000-", "2026-x"])
def test_a_cursor_that_is_none(cursor: str) -> None:
    assert Cursor.read(cursor) is None


def test_only_what_is_public_at_this_moment(database: Database, world: World, clock: Clock) -> None:
    with database.write(EVERYONE) as session:
        shown = submission(session, world, state="approved")
        submission(session, world, state="ready")
        submission(session, world, state="approved", purposes={"gallery": "refused", "reshare": "given"})
        in_grace = submission(session, world, state="approved")
        in_grace.visible_from = clock() + timedelta(seconds=30)
        held = submission(session, world, state="approved")
        move(session, held, "held", ENGINE)
        guarded = submission(session, world, state="approved")
        session.add(consent(world, guarded, "gallery", "requested", party="guardian"))
    with database.read(EVERYONE) as session:
        assert seen(session, world) == [shown.id]
        assert one(session, shown.id)
        assert all(one(session, row.id) is None for row in (in_grace, held, guarded))
    clock.advance(minutes=1)
    with database.read(EVERYONE) as session:
        assert seen(session, world) == [in_grace.id, shown.id]


def test_a_page_from_before_a_rebuild_gets_the_new_picture_of_its_size(
    database: Database, world: World
) -> None:
    with database.write(EVERYONE) as session:
        shown = submission(session, world, state="approved", kind="photo")
        add_photo(session, MemoryStore(), shown)
        photo = session.query(Photo).one()
        wide, old = f"r/{photo.id}/{'f' * 16}-2048.jpg", f"r/{photo.id}/{'0' * 16}-2016.jpg"
        made = {"brand_id": photo.brand_id, "photo_id": photo.id, "format": "jpeg", "height": 3, "size": 1}
        session.add(Rendition(key=wide, width=2048, **made))
    with database.read(EVERYONE) as session:
        found = media(session, old)
        assert found and found.key == wide
        assert media(session, old.replace(".jpg", ".webp")) is None
    with database.write(EVERYONE) as session:
        given = session.query(Consent).filter_by(submission_id=shown.id, purpose="gallery").one()
        move(session, given, "withdrawn", ENGINE)
    with database.read(EVERYONE) as session:
        assert media(session, old) is None


def test_withdrawn_is_gone_from_page_single_and_media(database: Database, world: World) -> None:
    with database.write(EVERYONE) as session:
        shown = submission(session, world, state="approved", kind="photo")
        add_photo(session, MemoryStore(), shown)
        key = session.query(Photo).one().renditions[0].key
    with database.read(EVERYONE) as session:
        item = one(session, shown.id)
        assert item
        assert [photo.alt for photo in item.photos] == ["Ducks, 1"]
        found = media(session, key)
        assert found
        assert (found.key, found.mime) == (key, "image/jpeg")
        assert media(session, "r/none.jpg") is None
    with database.write(EVERYONE) as session:
        given = session.query(Consent).filter_by(submission_id=shown.id, purpose="gallery").one()
        move(session, given, "withdrawn", ENGINE)
    with database.read(EVERYONE) as session:
        assert seen(session, world) == []
        assert one(session, shown.id) is None
        assert media(session, key) is None


def test_a_hidden_campaign_shows_nothing(database: Database, world: World, stories: list[str]) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Campaign, world.campaign.id).hidden_at = session.now()
    with database.read(EVERYONE) as session:
        assert seen(session, world) == []


def test_a_photo_that_could_not_be_developed_is_left_out(database: Database, world: World) -> None:
    with database.write(EVERYONE) as session:
        shown = submission(session, world, state="approved", kind="photo")
        add_photo(session, MemoryStore(), shown, 1)
        broken = add_photo(session, MemoryStore(), shown, 0)
        broken.state = "unusable"
    with database.read(EVERYONE) as session:
        item = one(session, shown.id)
        assert item
        assert [photo.position for photo in item.photos] == [1]


def question(session: Session, world: World) -> tuple[Submission, Thread]:
    row = submission(session, world, state="approved", kind="question")
    thread = Thread(brand_id=row.brand_id, customer_id=row.customer_id, submission_id=row.id)
    begin(session, thread, ENGINE)
    return row, thread


def say(
    session: Session, world: World, thread: Thread, body: str, *, public: bool, sent: bool = True
) -> None:
    message = Message(brand_id=thread.brand_id, customer_id=thread.customer_id, thread_id=thread.id)
    message.account_id, message.body, message.public = world.spokesperson.account_id, body, public
    message.sent_at = session.now() if sent else None
    session.add(message)


def test_a_question_is_shown_once_it_is_answered_in_public(database: Database, world: World) -> None:
    with database.write(EVERYONE) as session:
        _, quiet = question(session, world)
        say(session, world, quiet, "Between us: yes.", public=False)
        say(session, world, quiet, "A draft.", public=True, sent=False)
        answered, thread = question(session, world)
        say(session, world, thread, "Yes, every Sunday.", public=True)
        say(session, world, thread, "See you there, Carla!", public=False)
    with database.read(Whose.brand(world.brand.id)) as session:
        [item] = gallery(session, world.campaign).items
        assert item.submission.id == answered.id
        [answer] = item.answers
        assert answer.body == "Yes, every Sunday."
        assert answer.account
        assert answer.account.name == "Sam"


def test_a_page_takes_a_handful_of_queries_however_many_photos_it_shows(
    database: Database, world: World
) -> None:
    with database.write(EVERYONE) as session:
        for _ in range(12):
            row = submission(session, world, state="approved", kind="photo")
            add_photo(session, MemoryStore(), row)
            add_photo(session, MemoryStore(), row, 1)
        _, thread = question(session, world)
        say(session, world, thread, "Yes.", public=True)
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    with database.read(Whose.brand(world.brand.id)) as session:
        page = gallery(session, world.campaign)
        assert [len(photo.renditions) for item in page.items for photo in item.photos] == [2] * 24
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 4
