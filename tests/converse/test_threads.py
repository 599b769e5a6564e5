"""P10 and “you can't automate engagement”: only a person answers, and everybody is answered or listed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.people import World, consent, submission
from ugc.converse import NotSaid, close, inbox, make_public, release, say, write_back
from ugc.converse.inbox import turns
from ugc.db import EVERYONE, Database, Session, Whose
from ugc.lifecycle import Actor, begin
from ugc.models import Mail, Message, Submission, Thread

CARDS = ["Where were they off to?"]
DAY = timedelta(hours=24)


def open_thread(session: Session, about: Submission) -> Thread:
    row = Thread(brand_id=about.brand_id, customer_id=about.customer_id, submission_id=about.id)
    row.due_at = session.now() + DAY
    begin(session, row, Actor("customer", about.customer_id))
    return row


@pytest.fixture
def thread(database: Database, world: World) -> str:
    with database.write(EVERYONE) as session:
        return open_thread(session, submission(session, world, kind="question")).id


def test_an_answer_turns_the_thread_and_is_mailed(database: Database, world: World, thread: str) -> None:
    with database.write(Whose.brand(world.brand.id)) as session:
        row = session.get_one(Thread, thread)
        message = say(
            session, row, "To the pond, I bet! Which size are the boots?", world.spokesperson, CARDS
        )
        assert (row.state, row.first_reply_at, row.due_at) == ("theirs", session.now(), None)
        letter = session.scalars(select(Mail)).one()
    assert (letter.kind, letter.about_id, letter.to) == ("answer", message.id, world.customer.email)
    assert ("mail", letter.id) in session.hints


@pytest.mark.parametrize(
    "text", ["Where were they off to?", " where were they off to", "Where were they off to?!"]
)
def test_an_unedited_cue_card_cannot_be_sent(
    database: Database, world: World, thread: str, text: str
) -> None:
    with database.write(EVERYONE) as session, pytest.raises(NotSaid, match="cue card"):
        say(session, session.get_one(Thread, thread), text, world.spokesperson, CARDS)


@pytest.mark.parametrize(("text", "why"), [("  \n ", "nothing written"), ("x" * 4001, "4001 characters")])
def test_an_empty_or_endless_message_is_refused(
    database: Database, world: World, thread: str, text: str, why: str
) -> None:
    with database.write(EVERYONE) as session, pytest.raises(NotSaid, match=why):
        say(session, session.get_one(Thread, thread), text, world.spokesperson, CARDS)


def test_who_may_not_speak_drafts_and_a_spokesperson_releases(
    database: Database, world: World, thread: str
) -> None:
    with database.write(EVERYONE) as session:
        row = session.get_one(Thread, thread)
        draft = say(session, row, "The blue ones are back on Monday.", world.moderator, CARDS)
        assert (draft.sent_at, row.state) == (None, "ours")
        assert session.scalars(select(Mail)).all() == []
        with pytest.raises(NotSaid, match="may speak"):
            release(session, row, draft, world.second_moderator)
        release(session, row, draft, world.spokesperson)
        assert (row.state, draft.released_by) == ("theirs", world.spokesperson.account_id)
        with pytest.raises(NotSaid, match="already"):
            release(session, row, draft, world.spokesperson)


def test_a_customer_who_writes_back_is_waited_for_no_longer(
    database: Database, world: World, thread: str
) -> None:
    with database.write(EVERYONE) as session:
        row = session.get_one(Thread, thread)
        say(session, row, "Which size?", world.spokesperson, CARDS)
    with database.write(Whose.of(world.customer)) as session:
        row = session.get_one(Thread, thread)
        write_back(session, row, "Size 24!", DAY)
        assert (row.state, row.due_at) == ("ours", session.now() + DAY)


def test_an_unanswered_person_cannot_be_closed_away(database: Database, world: World, thread: str) -> None:
    with database.write(EVERYONE) as session:
        row = session.get_one(Thread, thread)
        with pytest.raises(NotSaid, match="Nobody has answered"):
            close(session, row, world.moderator)
        say(session, row, "Thank you, Carla!", world.spokesperson, CARDS)
        close(session, row, world.moderator)
        assert row.state == "closed"


def test_the_inbox_shows_the_most_urgent_first_and_only_our_turn(
    database: Database, world: World, thread: str
) -> None:
    with database.write(EVERYONE) as session:
        urgent = open_thread(session, submission(session, world))
        urgent.due_at = session.now() + timedelta(hours=1)
        answered = open_thread(session, submission(session, world))
        say(session, answered, "Lovely, thank you!", world.spokesperson, CARDS)
    with database.read(Whose.brand(world.brand.id)) as session:
        rows = inbox(session, world.brand, "ours")
        assert [row.id for row in rows] == [urgent.id, thread]
        assert [row.id for row in inbox(session, world.brand, "ours", after=rows[0])] == [thread]
    with database.read(Whose.brand(world.other_brand.id)) as session:
        assert inbox(session, world.brand, "ours") == []


def test_an_answer_becomes_public_only_with_the_customers_consent(
    database: Database, world: World, thread: str
) -> None:
    with database.write(EVERYONE) as session:
        row = session.get_one(Thread, thread)
        answer = say(session, row, "Yes, from size 20 on.", world.spokesperson, CARDS)
        make_public(session, row, answer, world.spokesperson)
        assert answer.public
        shy = submission(session, world, kind="question", purposes={"reshare": "given"})
        session.add(consent(world, shy, "gallery", "refused"))
        private = open_thread(session, shy)
        kept = say(session, private, "Between you and me: yes.", world.spokesperson, CARDS)
        with pytest.raises(NotSaid, match="has not agreed"):
            make_public(session, private, kept, world.spokesperson)


def test_a_draft_or_a_customers_words_cannot_be_made_public(
    database: Database, world: World, thread: str
) -> None:
    with database.write(EVERYONE) as session:
        row = session.get_one(Thread, thread)
        draft = say(session, row, "Perhaps.", world.moderator, CARDS)
        theirs = write_back(session, row, "Hello?", DAY)
        for message in (draft, theirs):
            with pytest.raises(NotSaid, match="Only an answer"):
                make_public(session, row, message, world.spokesperson)
    with database.read(EVERYONE) as session:
        assert not any(session.scalars(select(Message.public)))


def test_the_others_come_by_their_last_change(database: Database, world: World, clock: Clock) -> None:
    with database.write(EVERYONE) as session:
        ids = []
        for _ in range(3):
            row = open_thread(session, submission(session, world))
            clock.advance(minutes=1)
            say(session, row, "Lovely, thank you!", world.spokesperson, CARDS)
            ids.append(row.id)
    with database.read(Whose.brand(world.brand.id)) as session:
        rows = inbox(session, world.brand, "theirs")
        assert [row.id for row in rows] == ids[::-1]
        assert [row.id for row in inbox(session, world.brand, "theirs", after=rows[1])] == ids[:1]
        assert turns(session, world.brand) == {"ours": 0, "theirs": 3, "closed": 0}
