"""`collect` from the command line, against a real server."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner, Result

from tests.cli.conftest import KEY
from tests.support.listening import TAG, define
from tests.support.mastodon import MastodonServer
from tests.support.people import World, build_world
from ugc.cli import main
from ugc.db import EVERYONE, Database
from ugc.models import Campaign, Channel, Find
from ugc.vault import Vault


@pytest.fixture
def world(database: Database, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("UGC_ALLOW_PRIVATE", "127.0.0.0/8")
    world = build_world(database)
    define(database, world.campaign, networks=["mastodon"])
    return world


@pytest.fixture
def connected(database: Database, world: World, mastodon: MastodonServer) -> World:
    with database.write(EVERYONE) as session:
        channel = Channel(brand_id=world.brand.id, network="mastodon", name="mastodon")
        channel.base_url, channel.secret = mastodon.base_url, Vault(KEY).seal(mastodon.token)
        session.add(channel)
    mastodon.post(f"Puddle day! #{TAG}", token=mastodon.outsider)
    return world


def collect(*words: str) -> Result:
    return CliRunner().invoke(main, ["collect", "little-wearers", *words])


def found(database: Database) -> list[str]:
    with database.read(EVERYONE) as session:
        return [find.caption for find in session.query(Find)]


def test_what_was_posted_is_kept_and_summed_up(database: Database, connected: World) -> None:
    result = collect()
    assert (result.exit_code, result.stdout) == (
        0,
        "mastodon: 1 new.\n1 new. Nothing is shown before its author agreed.\n",
    )
    assert found(database) == [f"Puddle day! #{TAG}"]
    assert "1 known already" in collect("--since", "2026-01-01").stdout


def test_a_dry_run_says_what_would_be_found_and_keeps_nothing(database: Database, connected: World) -> None:
    result = collect("--dry-run")
    assert result.exit_code == 0
    assert result.stdout.startswith("new ")
    assert "@outsider@" in result.stdout
    assert found(database) == []


def test_a_server_that_refuses_us_is_said_and_the_exit_code_tells(
    database: Database, connected: World, mastodon: MastodonServer
) -> None:
    mastodon.fault("GET", f"/api/v1/timelines/tag/{TAG}", status=401, body={"error": "revoked"}, count=2)
    assert (collect("--dry-run").exit_code, "Sign in again" in collect().stdout) == (1, True)


@pytest.mark.parametrize(("words", "why"), [((), "has no channel"), (("--network", "bluesky"), "on bluesky")])
def test_without_a_channel_there_is_nothing_to_listen_through(
    world: World, words: tuple[str, ...], why: str
) -> None:
    result = collect(*words)
    assert (result.exit_code, why in result.stderr) == (1, True)


def test_a_campaign_that_is_over_or_unknown_is_refused(database: Database, connected: World) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Campaign, connected.campaign.id).closed_at = datetime.now(UTC)
    assert "is not open" in collect().stderr
    assert "no campaign nowhere" in CliRunner().invoke(main, ["collect", "nowhere"]).stderr
