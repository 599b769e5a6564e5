"""The inbox screens: answering under one's own name, drafts, public answers, and what is refused."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.finds import a_find
from tests.support.people import World, submission
from tests.web.staff import signed_in, token
from ugc.collect.finds.answers import note
from ugc.converse import say, write_back
from ugc.db import EVERYONE, Database
from ugc.definitions import load
from ugc.lifecycle import ENGINE, begin
from ugc.models import Channel, Mail, Member, Message, Revision, Thread


@pytest.fixture
def thread(database: Database, running: World) -> str:
    """An approved question nobody has answered yet."""
    with database.write(EVERYONE) as session:
        asked = submission(session, running, state="approved", kind="question")
        asked.story = "Do the boots come in size 24?"
        row = Thread(brand_id=asked.brand_id, customer_id=asked.customer_id, submission_id=asked.id)
        row.due_at = session.now()
        begin(session, row, ENGINE)
        return row.id


def post(app: Flask, member: Member, address: str, **fields: str) -> tuple[int, str]:
    """Send a form of the thread's page as this person; the status and page they see then."""
    client = signed_in(app, member)
    page = client.get("/staff/inbox/" + address.split("/", maxsplit=1)[0]).text
    answer = client.post(f"/staff/inbox/{address}", data={"csrf_token": token(page), **fields})
    if answer.status_code == 303:
        return 303, client.get(answer.location).text
    return answer.status_code, answer.text


def test_the_inbox_lists_who_waits(app: Flask, running: World, thread: str) -> None:
    html = signed_in(app, running.spokesperson).get("/staff/inbox").text
    assert "Carla" in html
    assert "Do the boots come in size 24?" in html
    assert "Carla" not in signed_in(app, running.outsider).get("/staff/inbox").text


def test_an_answer_goes_out_under_the_writers_name(
    app: Flask, database: Database, running: World, thread: str
) -> None:
    status, page = post(app, running.spokesperson, thread, body="They do, from Monday on.")
    assert status == 303
    assert "They do, from Monday on." in page
    with database.read(EVERYONE) as session:
        assert [mail.kind for mail in session.query(Mail)] == ["answer"]
        assert session.get_one(Thread, thread).state == "theirs"


def test_a_cue_card_as_it_stands_is_refused_and_kept_in_the_field(
    app: Flask, database: Database, running: World, thread: str
) -> None:
    with database.read(EVERYONE) as session:
        card = load(session.get_one(Thread, thread).submission.campaign.revision).conversation.cue_cards[0]
    status, page = post(app, running.spokesperson, thread, body=card)
    assert status == 422
    assert "Make it your own" in page
    with database.read(EVERYONE) as session:
        assert session.query(Message).count() == 0


def test_who_may_not_speak_leaves_a_draft_that_a_spokesperson_sends(
    app: Flask, database: Database, running: World, thread: str
) -> None:
    _, page = post(app, running.moderator, thread, body="They do, from Monday on.")
    assert "Draft, waiting" in page
    assert "Send this draft" not in page
    with database.read(EVERYONE) as session:
        draft = session.query(Message).one()
        assert session.query(Mail).count() == 0
    status, _ = post(app, running.moderator, f"{thread}/messages/{draft.id}/release")
    assert status == 422
    status, _ = post(app, running.spokesperson, f"{thread}/messages/{draft.id}/release")
    assert status == 303
    with database.read(EVERYONE) as session:
        assert session.query(Mail).count() == 1


def test_an_answer_can_go_public_in_the_same_breath(
    app: Flask, database: Database, running: World, thread: str
) -> None:
    post(app, running.spokesperson, thread, body="They do, from Monday on.", public="y")
    with database.read(EVERYONE) as session:
        about = session.get_one(Thread, thread).submission_id
    assert "They do, from Monday on." in app.test_client().get(f"/s/{about}").text


def test_nobody_is_closed_away_unanswered(
    app: Flask, database: Database, running: World, thread: str
) -> None:
    status, page = post(app, running.spokesperson, f"{thread}/close")
    assert status == 422
    assert "Nobody has answered this person yet" in page


def test_a_closed_conversation_opens_when_the_customer_writes(
    app: Flask, database: Database, running: World, thread: str
) -> None:
    with database.write(EVERYONE) as session:
        say(session, session.get_one(Thread, thread), "Thank you!", running.spokesperson, [])
    assert post(app, running.spokesperson, f"{thread}/close")[0] == 303
    with database.write(EVERYONE) as session:
        row = session.get_one(Thread, thread)
        write_back(
            session, row, "One more thing …", load(row.submission.campaign.revision).conversation.reply_within
        )
    assert "One more thing …" in signed_in(app, running.spokesperson).get("/staff/inbox").text


def test_a_viewer_reads_and_writes_nothing(
    app: Flask, database: Database, running: World, thread: str
) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Member, running.moderator.id).role = "viewer"
    client = signed_in(app, running.moderator)
    page = client.get(f"/staff/inbox/{thread}").text
    assert "You can read this conversation, but not answer it." in page
    answer = client.post(f"/staff/inbox/{thread}", data={"csrf_token": token(page), "body": "Hello!"})
    assert answer.status_code == 403


def test_a_conversation_that_began_elsewhere_shows_which_way_each_word_came(
    app: Flask, database: Database, running: World
) -> None:
    with database.write(EVERYONE) as session:
        there = Channel(brand_id=running.brand.id, network="mastodon", name="m", base_url="", secret="")
        session.add(there)
        session.flush()
        find = a_find(session, running, running.brand, there, "Boots in a puddle", 1)
        definition = load(session.get_one(Revision, running.campaign.revision_id))
        note(session, definition, find, "Which page?", None)
        find.submission.customer.email = "ana@a.example"
        row = session.scalars(select(Thread)).one()
        say(session, row, "The one behind the link.", session.get_one(Member, running.spokesperson.id), [])
        write_back(session, row, "Found it.", timedelta(days=1))
    page = signed_in(app, running.spokesperson).get(f"/staff/inbox/{row.id}").text
    talk = page.partition('<ol class="talk">')[2].partition("</ol>")[0]
    words = ("on Mastodon", "Which page?", "by mail", "behind the link", "on their page", "Found it.")
    ways = [talk.index(word) for word in words]
    assert ways == sorted(ways)
