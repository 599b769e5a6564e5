"""Listening through Instagram's official interface: mentions asked in public, hashtags kept count of."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.support.graph import GraphServer
from tests.support.listening import LINKS, TAG, VAULT, Ear, channel, define
from ugc.collect import finds
from ugc.db import EVERYONE
from ugc.models import Attempt, Channel, Find, Mail, Member, Reply


@pytest.fixture
def by_graph(hears: Ear, graph: GraphServer) -> Ear:
    define(hears.database, hears.world.campaign, networks=["instagram"])
    channel(hears.database, hears.world, "instagram-graph", graph.base_url, graph.token)
    graph.now = hears.clock
    return hears


def test_who_names_us_is_found_once_and_copied(by_graph: Ear, graph: GraphServer) -> None:
    number = graph.share(f"Puddles with @pipandmoss #{TAG}", "A boot", "A hat", tagging=True)
    by_graph.listen()
    by_graph.listen()
    by_graph.tend()
    [find] = by_graph.finds()
    assert (find.network, find.remote_id, find.author_handle) == ("instagram", number, "@ana")
    assert find.permalink == f"https://www.instagram.com/p/C{number}/"
    assert len(by_graph.photos()) == 2


def test_who_names_us_and_deletes_it_is_gone_here(by_graph: Ear, graph: GraphServer) -> None:
    graph.share(f"Puddles with @pipandmoss #{TAG}", "A boot", tagging=True)
    graph.share("You in the picture", "A boot", tagging=True)
    by_graph.listen()
    by_graph.tend()
    graph.posts.clear()
    by_graph.later(hours=2)
    states = {find.caption: find.state for find in by_graph.finds()}
    assert states == {"": "gone", "You in the picture": "found"}  # that one cannot be looked at again


def test_our_own_posts_are_left_out_although_a_hashtag_does_not_say_whose_they_are(
    by_graph: Ear, graph: GraphServer
) -> None:
    graph.share(f"Ours #{TAG}", "A boot", by="pipandmoss")
    by_graph.listen()
    assert by_graph.finds() == []


def test_a_hashtag_counts_for_seven_days_and_others_wait_their_turn(
    by_graph: Ear, graph: GraphServer
) -> None:
    tags = [f"boots{number}contest" for number in range(31)]
    define(by_graph.database, by_graph.world.campaign, networks=["instagram"], tags=tags, every="1h")
    for tag in (tags[0], tags[30]):
        graph.share(f"@pipandmoss #{tag}", "A boot")
    by_graph.listen()
    by_graph.listen()
    assert len(graph.hashtags) == 30
    assert [find.caption for find in by_graph.finds()] == [f"@pipandmoss #{tags[0]}"]
    search = by_graph.search()
    assert "#boots30contest waits for its turn" in (search.problem or "")
    assert (search.heard_at, search.due_at) == (by_graph.clock(), by_graph.clock() + timedelta(hours=1))
    assert [row.problem for row in by_graph.rows(Channel)] == [None]
    with by_graph.database.read(EVERYONE) as session:
        counted = select(func.count()).select_from(Attempt).where(Attempt.key.startswith("tag:"))
        assert session.scalar(counted) == 30
    define(by_graph.database, by_graph.world.campaign, networks=["instagram"], tags=tags[1:], every="1h")
    by_graph.clock.advance(days=7, hours=2)
    graph.share(f"@pipandmoss again #{tags[30]}", "A boot")
    by_graph.listen()
    assert len(by_graph.finds()) == 2
    assert by_graph.search().problem is None


def ask(ear: Ear, **options: str | bool) -> None:
    with ear.database.write(EVERYONE) as session:
        speaker = session.get_one(Member, ear.world.spokesperson.id)
        for find in session.scalars(select(Find).where(Find.state == "found")):
            finds.ask(
                session, find, f"What a puddle you found there, {find.caption}!", speaker, LINKS, **options
            )  # type: ignore[arg-type]


def test_who_names_us_is_asked_below_their_post(by_graph: Ear, graph: GraphServer) -> None:
    graph.share(f"Puddles with @pipandmoss #{TAG}", "A boot")
    by_graph.listen()
    ask(by_graph)
    [reply] = by_graph.rows(Reply)
    graph.lost = 1
    finds.send(by_graph.database, VAULT, by_graph.door, reply.id)
    by_graph.clock.advance(minutes=20)
    finds.send(by_graph.database, VAULT, by_graph.door, reply.id)
    [said] = graph.comments
    assert said["text"].startswith("@ana What a puddle")
    assert [(one.state, one.remote_id) for one in by_graph.rows(Reply)] == [("sent", said["id"])]


def test_a_post_without_an_author_is_kept_early_and_left_to_a_person(
    by_graph: Ear, graph: GraphServer
) -> None:
    for number in range(2):
        graph.share(f"Puddle {number} #{TAG}", "A boot")
    by_graph.listen()
    by_graph.tend()
    found = by_graph.finds()
    assert {(find.author_id, find.author_name) for find in found} == {("", "Somebody on Instagram")}
    assert len({find.customer_id for find in found}) == len(by_graph.photos()) == 2
    ask(by_graph, private=True)
    assert [reply.state for reply in by_graph.rows(Reply)] == ["by_hand", "by_hand"]
    assert all(reply.body.startswith("Hello! What a puddle") for reply in by_graph.rows(Reply))
    with by_graph.database.write(EVERYONE) as session:
        finds.refuse(session, session.get_one(Find, found[0].id))
    assert sorted(find.state for find in by_graph.finds()) == ["asked", "refused"]
    graph.posts.clear()
    by_graph.later(days=2)
    assert sorted(find.state for find in by_graph.finds()) == ["asked", "refused"]  # nothing to look at there
    assert graph.comments == []


def test_who_said_no_is_known_by_the_name_a_person_saw(by_graph: Ear, graph: GraphServer) -> None:
    graph.share(f"Puddles with @pipandmoss #{TAG}", "A boot")
    by_graph.listen()
    ask(by_graph)
    with by_graph.database.write(EVERYONE) as session:
        finds.refuse(session, session.get_one(Find, by_graph.finds()[0].id))
    graph.share(f"Another puddle #{TAG}", "A boot")
    by_graph.listen()
    with pytest.raises(finds.NotAsked, match="said no"):
        ask(by_graph, handle="@Ana")
    ask(by_graph, handle="@eva")
    assert sorted((find.state, find.author_handle) for find in by_graph.finds()) == [
        ("asked", "@eva"),
        ("refused", "@ana"),
    ]


def test_a_token_that_has_run_out_is_told_once_and_its_queue_kept(by_graph: Ear, graph: GraphServer) -> None:
    with by_graph.database.write(EVERYONE) as session:
        session.get_one(Member, by_graph.world.moderator.id).role = "owner"
    graph.share(f"@pipandmoss #{TAG}", "A boot")
    graph.refuse("/ig_hashtag_search", "expired", 2)
    by_graph.listen()
    by_graph.listen()
    [account] = by_graph.rows(Channel)
    assert "The token has run out" in (account.problem or "")
    assert [mail.kind for mail in by_graph.rows(Mail)] == ["channel"]
    by_graph.listen()
    assert [row.problem for row in by_graph.rows(Channel)] == [None]
    assert len(by_graph.finds()) == 1
