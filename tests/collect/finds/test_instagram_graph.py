"""Listening through Instagram's official interface: mentions asked in public, hashtags kept count of."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.support.graph import GraphServer
from tests.support.listening import TAG, Ear, channel, define
from ugc.db import EVERYONE
from ugc.models import Attempt, Channel, Mail, Member


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
