"""What a moderator is told about one submission, and about what it is like."""

from typing import get_args

import pytest

from tests.support import people
from tests.support.hints import hint, screening
from tests.support.people import World
from tests.support.reshares import add_photo, channel
from ugc.db import EVERYONE, Database, Session, Whose
from ugc.definitions.working import HintName
from ugc.lifecycle import ENGINE, Actor, begin, move
from ugc.models import Decision, Find, Photo, Submission
from ugc.moderate.hints import KINDS, Screened, screened
from ugc.stores.memory import MemoryStore


@pytest.fixture
def pair(database: Database, world: World) -> tuple[Submission, Submission]:
    """An earlier submission by another customer, and one whose second photo is like its photo."""
    with database.write(EVERYONE) as session:
        earlier = people.submission(session, world, author=world.another_customer, state="ready")
        later = people.submission(session, world, state="ready")
        store = MemoryStore()
        like = add_photo(session, store, earlier)
        _, second = add_photo(session, store, later), add_photo(session, store, later, 1)
        screening(session, later)
        points = [{"id": like.id, "distance": 3, "mirrored": True}]
        hint(session, later, "duplicate", "found", second, photos=points)
    return earlier, later


def told(database: Database, world: World, about: Submission) -> Screened:
    with database.read(Whose.brand(world.brand.id)) as session:
        return screened(session, session.get_one(Submission, about.id))


def decline(session: Session, world: World, about: Submission) -> Decision:
    row = session.get_one(Submission, about.id)
    made = Decision(brand_id=row.brand_id, customer_id=row.customer_id, submission_id=row.id)
    made.account_id, made.outcome, made.reason = world.moderator.account_id, "declined", "Not yours."
    made.final_at = session.now()
    session.add(made)
    move(session, row, "declined", Actor("member", world.moderator.account_id))
    return made


def test_every_kind_of_hint_is_shown_somewhere() -> None:
    assert set(KINDS) == set(get_args(HintName))


def test_the_copy_is_shown_with_who_sent_it_and_where(
    database: Database, world: World, pair: tuple[Submission, Submission]
) -> None:
    (one,) = told(database, world, pair[1]).found
    assert (one.kind, one.photo, one.sure) == ("duplicate", 2, 0.8)
    (other,) = one.alike
    assert other.submission.customer.name == "Ciro"
    assert other.photo is not None and other.photo.renditions
    assert (other.mirrored, other.same_campaign, other.same_customer) == (True, True, False)
    assert not other.declined


def test_declined_before_is_said_unless_it_was_undone(
    database: Database, world: World, pair: tuple[Submission, Submission]
) -> None:
    earlier, later = pair
    with database.write(EVERYONE) as session:
        made = decline(session, world, earlier)
    assert told(database, world, later).found[0].alike[0].declined
    with database.write(EVERYONE) as session:
        session.get_one(Decision, made.id).undone_at = session.now()
    assert not told(database, world, later).found[0].alike[0].declined


def test_a_copy_elsewhere_in_the_brand_by_the_same_person(
    database: Database, world: World, pair: tuple[Submission, Submission]
) -> None:
    with database.write(EVERYONE) as session:
        earlier = session.get_one(Submission, pair[0].id)
        earlier.campaign_id = people.campaign(session, world.brand, "autumn").id
        earlier.customer_id = world.customer.id
    (other,) = told(database, world, pair[1]).found[0].alike
    assert (other.same_campaign, other.same_customer) == (False, True)


def test_one_that_was_found_under_a_hashtag_says_where(
    database: Database, world: World, pair: tuple[Submission, Submission]
) -> None:
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, pair[0].id)
        there = channel(session, world, "mastodon", "https://social.example")
        whose = {"brand_id": row.brand_id, "customer_id": row.customer_id, "submission_id": row.id}
        find = Find(**whose, campaign_id=row.campaign_id, channel_id=there.id, network="mastodon")
        find.uri = find.remote_id = find.permalink = find.author_id = "https://social.example/@ciro/1"
        find.author_handle, find.author_name, find.caption, find.media = "@ciro", "Ciro", "", []
        find.posted_at = find.looked_at = session.now()
        begin(session, find, ENGINE)
    assert told(database, world, pair[1]).found[0].alike[0].network == "mastodon"


def test_what_was_taken_back_since_is_not_pointed_at(
    database: Database, world: World, pair: tuple[Submission, Submission]
) -> None:
    with database.write(EVERYONE) as session:
        move(session, session.get_one(Submission, pair[0].id), "withdrawn", ENGINE)
    assert told(database, world, pair[1]).found == []


def test_text_that_is_alike_is_shown_beside(
    database: Database, world: World, pair: tuple[Submission, Submission]
) -> None:
    earlier, later = pair
    with database.write(EVERYONE) as session:
        hint(session, later, "copied", "found", submissions=[{"id": earlier.id, "alike": 0.9}])
    copied = next(one for one in told(database, world, later).found if one.kind == "copied")
    assert (copied.photo, copied.alike[0].submission.id, copied.alike[0].photo) == (None, earlier.id, None)


def test_what_was_not_checked_is_never_among_what_is_clear(
    database: Database, world: World, pair: tuple[Submission, Submission]
) -> None:
    with database.write(EVERYONE) as session:
        first, second = session.query(Photo).filter_by(submission_id=pair[1].id).order_by(Photo.position)
        hint(session, pair[1], "blur", "not_checked", first, why="missing")
        hint(session, pair[1], "blur", "clear", second)
        hint(session, pair[1], "dark", "clear", first)
    said = told(database, world, pair[1])
    assert said.unchecked == [("blur", "missing")]
    assert said.clear == ["dark"]


def test_one_nobody_screened_says_so(database: Database, world: World) -> None:
    with database.write(EVERYONE) as session:
        unasked, waiting = (people.submission(session, world, state="ready") for _ in range(2))
        screening(session, waiting, "waiting")
    assert told(database, world, unasked) == Screened("")
    assert told(database, world, waiting) == Screened("waiting")
