"""Asking, answering, granting, refusing: on a real server, in public, once, by no machine's guess."""

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from tests.support.faulty import Fault, faulty
from tests.support.instagram import InstagramServer
from tests.support.listening import LINKS, TAG, VAULT, Ear, channel, define, share
from tests.support.mastodon import MastodonServer
from ugc.collect import finds
from ugc.collect.entry import Agreement, Entry
from ugc.collect.finds import NotAsked
from ugc.converse import say
from ugc.db import EVERYONE, Session
from ugc.definitions import load
from ugc.lifecycle import Conflict, due
from ugc.models import Consent, Find, Mail, Member, Message, Photo, Refusal, Reply, Submission, Terms, Thread

LIKED = "Your boots in that puddle made our whole table laugh."
PUDDLE = f"Puddle day! #{TAG}"


@pytest.fixture
def found(listening: Ear, mastodon: MastodonServer) -> Ear:
    """One find with a picture, copied."""
    share(mastodon.base_url, mastodon.outsider, listening.door, PUDDLE, "A red boot")
    listening.listen()
    listening.tend()
    return listening


def find(ear: Ear) -> Find:
    return ear.finds()[0]


def ask(ear: Ear, liked: str = LIKED, **options: bool) -> None:
    with ear.database.write(EVERYONE) as session:
        spokesperson = session.get_one(Member, ear.world.spokesperson.id)
        waiting = session.scalars(select(Find).where(Find.state == "found").order_by(Find.posted_at)).first()
        assert waiting
        finds.ask(session, waiting, liked, spokesperson, LINKS, **options)


def send(ear: Ear) -> None:
    with ear.database.read(EVERYONE) as session:
        waiting = due(session, Reply, "queued", "sending", "unknown")
    for reply_id in waiting:
        finds.send(ear.database, VAULT, ear.door, reply_id)


def answer(mastodon: MastodonServer, text: str, token: str = "") -> None:
    """Reply to the newest thing the brand said."""
    newest = mastodon.statuses()[0]
    body = {"status": f"@pipandmoss {text}", "in_reply_to_id": newest["id"]}
    mastodon.call("POST", "/api/v1/statuses", body, token=token or mastodon.outsider)


def entry(session: Session, ear: Ear, email: str = "") -> Entry:
    terms = session.get_one(Terms, ear.world.terms.id)
    agreements = (Agreement("gallery", "Show it.", given=True), Agreement("ads", "Use it.", given=False))
    return Entry("photo", "Ana", email, "en", "@ana", terms, agreements)


def grant(ear: Ear, email: str = "") -> None:
    with ear.database.write(EVERYONE) as session:
        row = session.get_one(Find, find(ear).id)
        definition = load(row.campaign.revision)
        finds.grant(session, row, definition, entry(session, ear, email))


def test_a_question_is_a_public_reply_with_their_name_our_words_ours_and_the_link(
    found: Ear, mastodon: MastodonServer
) -> None:
    ask(found)
    assert find(found).state == "asked"
    send(found)
    [said] = mastodon.statuses()
    assert said["in_reply_to_id"] == find(found).remote_id
    assert said["visibility"] == "unlisted"
    source = mastodon.source(said["id"])
    assert source.startswith(f"@outsider@{mastodon.base_url.removeprefix('http://')} {LIKED}")
    assert "I’m Sam from Pip-And-Moss" in source
    token = source.split("/claim/")[1].split()[0]
    assert LINKS.read_claim(token) == (find(found).id, False)
    send(found)
    assert len(mastodon.statuses()) == 1


@pytest.mark.parametrize(
    ("liked", "why"),
    [("", "Say in a sentence"), ("Nice!", "Say in a sentence"), ("x" * 281, "up to 280 fit")],
)
def test_words_of_ones_own_are_required(found: Ear, liked: str, why: str) -> None:
    with pytest.raises(NotAsked, match=why):
        ask(found, liked)
    assert (find(found).state, found.rows(Reply)) == ("found", [])


def test_the_same_words_go_to_nobody_else_and_requests_are_spaced(
    found: Ear, mastodon: MastodonServer
) -> None:
    for number in range(2):
        mastodon.post(f"Day {number} #{TAG}", token=mastodon.outsider)
    found.listen()
    ask(found)
    with pytest.raises(NotAsked, match="very words"):
        ask(found, LIKED.upper() + "!!")
    ask(found, "That hat on the dog is the best thing we saw this week.")
    ask(found, "We never knew a puddle could be that deep, well done.")
    times = sorted(reply.due_at for reply in found.rows(Reply))
    assert [later - sooner for sooner, later in pairwise(times)] == [timedelta(minutes=5)] * 2
    send(found)
    assert len(mastodon.statuses()) == 1


@pytest.mark.parametrize("fault", [Fault.CUT_BEFORE_SERVER, Fault.CUT_BEFORE_ANSWER])
def test_a_lost_answer_is_looked_for_and_nothing_is_said_twice(
    hears: Ear, mastodon: MastodonServer, fault: Fault
) -> None:
    with faulty(mastodon.base_url) as relay:
        channel(hears.database, hears.world, "mastodon", relay.base_url, mastodon.token)
        share(mastodon.base_url, mastodon.outsider, hears.door, PUDDLE, "A red boot")
        hears.listen()
        ask(hears)
        relay.break_next("POST /api/v1/statuses", fault)
        for _ in range(3):
            send(hears)
            hears.clock.advance(minutes=2)
    assert [reply.state for reply in hears.rows(Reply)] == ["sent"]
    assert len(mastodon.statuses()) == 1


def test_who_deleted_the_post_meanwhile_hears_nothing_of_us(found: Ear, mastodon: MastodonServer) -> None:
    ask(found)
    mastodon.call("DELETE", f"/api/v1/statuses/{find(found).remote_id}", token=mastodon.outsider)
    found.later(hours=2)
    send(found)
    assert ([reply.state for reply in found.rows(Reply)], mastodon.statuses()) == (["cancelled"], [])


def test_a_yes_there_is_thanked_with_the_link_and_grants_nothing(
    found: Ear, mastodon: MastodonServer
) -> None:
    ask(found)
    send(found)
    answer(mastodon, "of course #yes")
    found.listen()
    assert find(found).state == "answered"
    assert found.rows(Consent) == []
    [thread] = found.rows(Thread)
    [said] = found.rows(Message)
    assert (thread.state, said.account_id) == ("ours", None)
    assert "of course #yes" in said.body
    send(found)
    thanks = mastodon.source(mastodon.statuses()[0]["id"])
    assert "Thank you!" in thanks
    assert "automatic" in thanks
    assert "/claim/" in thanks
    found.listen(since=found.clock() - timedelta(days=1))
    assert len(found.rows(Message)) == 1
    assert len(found.rows(Reply)) == 2


def test_somebody_elses_yes_is_nobodys(found: Ear, mastodon: MastodonServer) -> None:
    ask(found)
    send(found)
    answer(mastodon, "sure #yes", token=mastodon.token)
    found.listen()
    assert (find(found).state, found.rows(Message)) == ("asked", [])


def test_a_code_in_a_reply_proves_its_reader(found: Ear, mastodon: MastodonServer) -> None:
    ask(found)
    send(found)
    answer(mastodon, "here: QX7KM2PA")
    found.listen()
    with found.database.read(EVERYONE) as session:
        row = session.get_one(Find, find(found).id)
        assert finds.proved(session, row, "qx7km2pa")
        assert not finds.proved(session, row, "another2")


def test_what_is_granted_goes_the_way_of_everything_that_is_sent(found: Ear) -> None:
    ask(found)
    grant(found, "ana@example.net")
    [submission] = found.rows(Submission)
    assert (submission.state, submission.credit) == ("received", "@ana")
    assert {consent.purpose: consent.state for consent in found.rows(Consent)} == {
        "gallery": "given",
        "ads": "refused",
    }
    [photo] = found.rows(Photo)
    assert (photo.state, photo.alt) == ("received", "A red boot")  # developed anew, with the credit as chosen
    assert [(mail.kind, mail.to) for mail in found.rows(Mail)] == [("receipt", "ana@example.net")]
    with pytest.raises(Conflict):
        grant(found)


def test_a_no_is_for_good_and_for_all_of_theirs(found: Ear, mastodon: MastodonServer) -> None:
    mastodon.post(f"Another #{TAG}", token=mastodon.outsider)
    found.listen()
    ask(found)
    with found.database.write(EVERYONE) as session:
        finds.refuse(session, session.get_one(Find, find(found).id))
    assert {one.state for one in found.finds()} == {"refused"}
    assert {row.state for row in found.rows(Submission)} == {"withdrawn"}
    assert (found.rows(Photo), len(found.rows(Refusal))) == ([], 1)
    send(found)
    assert mastodon.statuses() == []
    mastodon.post(f"A third #{TAG}", token=mastodon.outsider)
    found.listen()
    assert len(found.finds()) == 2


def test_silence_lapses_and_a_late_answer_counts(found: Ear, mastodon: MastodonServer) -> None:
    ask(found)
    send(found)
    found.clock.advance(days=15)
    with found.database.write(EVERYONE) as session:
        finds.lapse(session)
    assert find(found).state == "lapsed"
    answer(mastodon, "sorry, was away #yes")
    found.listen()
    assert find(found).state == "answered"


def test_our_answer_goes_back_to_where_they_said_it(found: Ear, mastodon: MastodonServer) -> None:
    ask(found)
    send(found)
    answer(mastodon, "which page?")
    found.listen()
    with found.database.write(EVERYONE) as session:
        spokesperson = session.get_one(Member, found.world.spokesperson.id)
        say(session, session.scalars(select(Thread)).one(), "The one behind the link.", spokesperson, [])
    send(found)
    assert mastodon.source(mastodon.statuses()[0]["id"]).endswith(" The one behind the link.")
    assert found.rows(Mail) == []
    assert [message.via for message in found.rows(Message)] == ["mastodon", "mastodon"]


def test_where_we_cannot_reply_a_person_does(hears: Ear, instagram: InstagramServer) -> None:
    define(hears.database, hears.world.campaign, networks=["instagram"])
    channel(
        hears.database, hears.world, "instagram", "https://www.instagram.com/pipandmoss/", instagram.token
    )
    instagram.share(PUDDLE, "A boot")
    hears.listen()
    ask(hears, private=True)
    [reply] = hears.rows(Reply)
    assert reply.state == "by_hand"
    token = reply.body.split("/claim/")[1]
    assert LINKS.read_claim(token) == (find(hears).id, True)
    with hears.database.write(EVERYONE) as session:
        spokesperson = session.get_one(Member, hears.world.spokesperson.id)
        finds.mark_sent(session, session.get_one(Reply, reply.id), spokesperson)
        finds.note_answer(session, session.get_one(Find, find(hears).id), "Sure, qx7km2pa", spokesperson)
    assert find(hears).state == "answered"
    assert hears.rows(Reply)[0].state == "sent"
