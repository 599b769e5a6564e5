"""Planning: slots, words, and what is refused."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.clock import Clock
from tests.support.people import World, submission
from tests.support.reshares import DEFINITION, LINKS, Desk, add_photo, approved, channel, member, withdraw
from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import ENGINE, move
from ugc.models import Channel, Consent, Reshare, Submission
from ugc.publish.credit import CreditLost, Refused
from ugc.publish.plan import cancel, move_to, neighbour, plan, rewrite, send_now
from ugc.publish.proposal import preview
from ugc.stores import MemoryStore

TUESDAY = datetime(2026, 11, 24, 18, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 8, 30, tzinfo=UTC)


@pytest.fixture
def desk(database: Database, world: World) -> Desk:
    """A desk with two approved submissions and channels that nothing is sent to."""
    with database.write(EVERYONE) as session:
        there = channel(session, world, "mastodon", "https://social.example", "token")
        story = approved(session, world, MemoryStore(), photos=2)
        return Desk(database, world, MemoryStore(), None, there.id, story.id)  # type: ignore[arg-type]


def planned(session: Session, desk: Desk, about: str = "", **how: object) -> Reshare:
    """Plan a submission (the desk's own) on the desk's channel."""
    story = session.get_one(Submission, about or desk.submission_id)
    there = session.get_one(Channel, desk.channel_id)
    options = {"links": LINKS} | how
    return plan(session, story, there, member(desk.world), DEFINITION, session.now(), **options)  # type: ignore[arg-type]


def test_it_goes_into_the_next_slot_in_the_campaigns_words(desk: Desk) -> None:
    with desk.database.write(EVERYONE) as session:
        row = planned(session, desk)
        assert (row.state, row.due_at) == ("scheduled", TUESDAY)
        assert row.caption == "We splashed all the way to school. 📷 Carla #littlewearers"
        assert len(row.photo_ids) == 2


def test_a_slot_of_a_channel_is_given_away_once(desk: Desk) -> None:
    with desk.database.write(EVERYONE) as session:
        other = submission(session, desk.world, state="approved")
        planned(session, desk)
        assert planned(session, desk, other.id).due_at == FRIDAY


def test_another_channel_has_the_slot_still(desk: Desk) -> None:
    with desk.database.write(EVERYONE) as session:
        planned(session, desk)
        desk.channel_id = channel(session, desk.world, "manual", "https://pics.example/pip").id
        assert planned(session, desk).due_at == TUESDAY


def test_the_same_submission_goes_to_a_channel_once_while_it_is_there(desk: Desk) -> None:
    with desk.database.write(EVERYONE) as session:
        row = planned(session, desk)
        with pytest.raises(Refused, match="already planned"):
            planned(session, desk)
        cancel(session, row, member(desk.world))
        assert planned(session, desk).due_at == TUESDAY


def test_what_its_author_has_not_agreed_to_is_refused(desk: Desk) -> None:
    with desk.database.write(EVERYONE) as session:
        only_gallery = submission(session, desk.world, state="approved", purposes={"gallery": "given"})
        waiting = submission(session, desk.world, state="ready")
        withdraw(session, desk.submission_id)
        for refused in (only_gallery.id, waiting.id, desk.submission_id):
            with pytest.raises(Refused, match="may not be reshared"):
                planned(session, desk, refused)


def test_another_brands_channel_is_refused(desk: Desk) -> None:
    with desk.database.write(EVERYONE) as session:
        session.get_one(Channel, desk.channel_id).brand_id = desk.world.other_brand.id
        with pytest.raises(Refused):
            planned(session, desk)


def test_a_draft_waits_for_a_spokesperson_who_gives_it_a_moment(desk: Desk) -> None:
    with desk.database.write(EVERYONE) as session:
        row = planned(session, desk, draft=True)
        assert (row.state, row.due_at) == ("draft", TUESDAY)
        move_to(session, row, FRIDAY, member(desk.world))
        assert (row.state, row.due_at) == ("scheduled", FRIDAY)


def test_a_moment_of_ones_own_is_neither_over_nor_taken(desk: Desk, clock: Clock) -> None:
    with desk.database.write(EVERYONE) as session:
        other = submission(session, desk.world, state="approved")
        tomorrow = clock() + timedelta(days=1)
        row = planned(session, desk, at=tomorrow)
        assert row.due_at == tomorrow
        with pytest.raises(Refused, match="is over"):
            planned(session, desk, other.id, at=clock())
        with pytest.raises(Refused, match="Something else"):
            planned(session, desk, other.id, at=tomorrow)
        move_to(session, row, tomorrow, member(desk.world))  # to where it is


def test_the_neighbouring_free_slots(desk: Desk) -> None:
    with desk.database.write(EVERYONE) as session:
        other = submission(session, desk.world, state="approved")
        planned(session, desk)
        row = planned(session, desk, other.id)
        assert row.due_at == FRIDAY
        assert neighbour(session, row, DEFINITION, later=True) == TUESDAY + timedelta(days=7)
        with pytest.raises(Refused, match="no free slot"):  # Tuesday is taken
            neighbour(session, row, DEFINITION, later=False)
        move_to(session, row, TUESDAY + timedelta(days=7), member(desk.world))
        assert neighbour(session, row, DEFINITION, later=False) == FRIDAY


def test_a_campaign_without_slots_asks_for_a_moment(desk: Desk) -> None:
    bare = DEFINITION.model_copy(update={"reshare": None})
    with desk.database.write(EVERYONE) as session:
        story, there = (
            session.get_one(Submission, desk.submission_id),
            session.get_one(Channel, desk.channel_id),
        )
        with pytest.raises(Refused, match="no weekly slots"):
            plan(session, story, there, member(desk.world), bare, session.now(), links=LINKS)


def test_an_edit_that_loses_the_credit_is_refused_and_changes_nothing(desk: Desk) -> None:
    with desk.database.write(EVERYONE) as session:
        with pytest.raises(CreditLost):
            planned(session, desk, caption="Look at this!")
        row = planned(session, desk)
        with pytest.raises(CreditLost, match="“Carla”"):
            rewrite(session, row, "Look at this!", member(desk.world))
        rewrite(session, row, "Look at this, by Carla!", member(desk.world))
        assert row.caption == "Look at this, by Carla!"


def test_an_anonymous_customers_wording_stands(desk: Desk) -> None:
    with desk.database.write(EVERYONE) as session:
        session.get_one(Submission, desk.submission_id).credit = "a walker from Leeds"
        assert "📷 a walker from Leeds" in planned(session, desk).caption


def test_the_preview_is_what_will_be_posted(desk: Desk) -> None:
    with desk.database.write(EVERYONE) as session:
        row = planned(session, desk)
        seen = preview(row, "America/New_York")
    assert seen.caption == row.caption
    assert seen.credit == "Carla"
    assert [(photo.alt, picture.width) for photo, picture in seen.pictures] == [
        ("Ducks, 1", 640),
        ("Ducks, 2", 640),
    ]
    assert seen.at
    assert seen.at.isoformat() == "2026-11-24T13:00:00-05:00"
    assert (seen.length, seen.limit) == (len(row.caption), 500)


def test_a_network_takes_so_many_photos_and_no_more(desk: Desk) -> None:
    with desk.database.write(EVERYONE) as session:
        story = session.get_one(Submission, desk.submission_id)
        for position in (2, 3, 4):
            add_photo(session, MemoryStore(), story, position)
        session.refresh(story)
        assert planned(session, desk).photo_ids == [photo.id for photo in story.photos[:4]]


def test_send_now_is_due_at_once_and_hints_the_engine(desk: Desk) -> None:
    hints: list[tuple[str, str]] = []
    desk.database.hint = lambda kind, row_id: hints.append((kind, row_id))
    with desk.database.write(EVERYONE) as session:
        row = planned(session, desk, draft=True)
        send_now(session, row, member(desk.world))
        assert (row.state, row.due_at) == ("scheduled", session.now())
    assert hints == [("reshare", row.id)]


@pytest.mark.parametrize("act", [cancel, send_now])
def test_what_is_on_its_way_cannot_be_changed(desk: Desk, act: object) -> None:
    with desk.database.write(EVERYONE) as session:
        row = planned(session, desk)
        move(session, row, "sending", ENGINE)
        with pytest.raises(Refused, match="sending"):
            act(session, row, member(desk.world))  # type: ignore[operator]
        with pytest.raises(Refused, match="sending"):
            move_to(session, row, FRIDAY, member(desk.world))


def test_two_planners_at_once_get_two_slots(desk: Desk) -> None:
    from threading import Barrier, Thread

    with desk.database.write(EVERYONE) as session:
        stories = [submission(session, desk.world, state="approved").id for _ in range(4)]
    ready, slots = Barrier(len(stories)), []

    def one(story: str) -> None:
        ready.wait()
        with desk.database.write(EVERYONE) as session:
            slots.append(planned(session, desk, story).due_at)

    threads = [Thread(target=one, args=(story,)) for story in stories]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(slots)) == len(stories)


def test_every_party_has_to_agree(desk: Desk) -> None:
    with desk.database.write(EVERYONE) as session:
        author = session.query(Consent).filter_by(submission_id=desk.submission_id, purpose="reshare").one()
        guardian = Consent(brand_id=author.brand_id, customer_id=author.customer_id, party="guardian")
        guardian.submission_id, guardian.name, guardian.email = desk.submission_id, "Gus", "gus@example.net"
        guardian.purpose, guardian.terms_id, guardian.language = "reshare", author.terms_id, "en"
        guardian.statement, guardian.state = "You may.", "requested"
        session.add(guardian)
        with pytest.raises(Refused):
            planned(session, desk)
