"""Listening on Instagram through the real instaloader, from the channel's key to the copied pictures."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.support.instagram import InstagramServer
from tests.support.listening import TAG, VAULT, Ear, channel, define
from ugc.models import Channel, Search
from ugc.platforms.instagram import Instagram
from ugc.platforms.listening import Budget


@pytest.fixture
def on_instagram(hears: Ear, instagram: InstagramServer) -> Ear:
    define(hears.database, hears.world.campaign, networks=["instagram"])
    address = "https://www.instagram.com/pipandmoss/"
    channel(hears.database, hears.world, "instagram", address, instagram.token)
    return hears


def test_a_sidecar_is_found_and_copied_in_order(on_instagram: Ear, instagram: InstagramServer) -> None:
    code = instagram.share(f"Puddles #{TAG}", "A clip", "A boot", "A hat", film=True)
    instagram.share(f"Ours #{TAG}", "A coat", by="pipandmoss")
    on_instagram.listen()
    on_instagram.tend()
    [find] = on_instagram.finds()
    assert (find.network, find.remote_id, find.author_handle) == ("instagram", code, "@ana")
    assert [photo.alt for photo in on_instagram.photos()] == ["A boot", "A hat"]
    assert [one["kind"] for one in find.media] == ["video", "photo", "photo"]


def test_deleted_there_is_gone_here(on_instagram: Ear, instagram: InstagramServer) -> None:
    code = instagram.share(f"Puddles #{TAG}", "A boot")
    on_instagram.listen()
    on_instagram.tend()
    instagram.delete(code)
    on_instagram.later(hours=2)
    assert [find.state for find in on_instagram.finds()] == ["gone"]


def test_the_session_is_kept_instead_of_the_password_and_stands_nowhere_in_the_open(
    on_instagram: Ear,
    instagram: InstagramServer,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    instagram.share(f"Puddles #{TAG}", "A boot")
    instagram.refuse("/explore", "slow down")
    for how in ("checkpoint", "slow down", "login required", "html", "trouble"):
        instagram.refuse("/api/v1/tags/", how)
        on_instagram.listen()
    on_instagram.listen()
    assert list(instagram.sessions.values()) == ["pipandmoss"]  # signed in once for all of it
    [account] = on_instagram.rows(Channel)
    [session_id] = instagram.sessions
    assert session_id in VAULT.open(account.secret)
    with on_instagram.database.engine.connect() as connection:
        tables = connection.execute(text("SELECT * FROM channel")).all(), on_instagram.rows(Search)
        dump = str(tables) + str([vars(row) for row in on_instagram.rows(Search)])
        dump += str(connection.execute(text("SELECT * FROM event")).all())
    out, err = capfd.readouterr()
    for secret in ("brand-pass-81c2", session_id):
        assert secret not in dump + caplog.text + out + err


def test_a_checkpoint_holds_up_nobody_else_and_stands_at_the_channel(
    on_instagram: Ear, instagram: InstagramServer
) -> None:
    instagram.share(f"Puddles #{TAG}", "A boot")
    instagram.users["mosskids"] = "kids-pass"
    second = "https://www.instagram.com/mosskids/"
    channel(on_instagram.database, on_instagram.world, "instagram", second, "mosskids kids-pass", "second")
    instagram.refuse("/api/v1/tags/", "checkpoint")
    on_instagram.listen()
    problems = {row.name: row.problem for row in on_instagram.rows(Channel)}
    assert sorted(problem is None for problem in problems.values()) == [False, True]
    assert len(on_instagram.finds()) == 1


def test_a_week_of_listening_stays_within_the_budget(
    on_instagram: Ear, instagram: InstagramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Less than the posts of a week would need, so it has to hold; and new posts are heard all the same."""
    budget = Budget(6, timedelta(hours=1))
    monkeypatch.setattr(Instagram, "capabilities", replace(Instagram.capabilities, budget=budget))
    tags = [TAG, f"{TAG}boots"]
    define(on_instagram.database, on_instagram.world.campaign, networks=["instagram"], tags=tags, every="1h")
    instagram.now = on_instagram.clock
    for step in range(7 * 3):
        instagram.share(f"Day {step} #{tags[step % 2]}", f"A boot {step}", at=on_instagram.clock())
        on_instagram.listen_if_due()
        on_instagram.tend()
        on_instagram.later(minutes=30)
        on_instagram.clock.advance(hours=7, minutes=30)
    times = sorted(instagram.asked_at)
    busiest = max(sum(at - budget.window < other <= at for other in times) for at in times)
    assert budget.requests / 2 < busiest <= budget.requests
    assert len(on_instagram.finds()) > 15
