"""Connecting accounts from the command line, against a real server."""

import json

import pytest
from click.testing import CliRunner, Result

from tests.cli.conftest import KEY
from tests.support.mastodon import MastodonServer
from tests.support.people import build_world
from ugc.cli import main
from ugc.db import EVERYONE, Database
from ugc.models import Channel
from ugc.vault import Vault


@pytest.fixture
def database(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """With two brands, and servers on this machine allowed."""
    monkeypatch.setenv("UGC_ALLOW_PRIVATE", "127.0.0.0/8")
    build_world(database)
    return database


def ugc(*arguments: str, token: str = "") -> Result:
    return CliRunner().invoke(main, ["channel", *arguments], input=token)


def add(server: MastodonServer, token: str, brand: str = "pip-and-moss") -> Result:
    return ugc("add", brand, "mastodon", "--url", server.base_url, "--token", "-", token=token)


def test_a_channel_is_kept_once_the_network_knows_us(database: Database, mastodon: MastodonServer) -> None:
    result = add(mastodon, f"{mastodon.token}\n")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "@pipandmoss@" in result.stdout
    with database.read(EVERYONE) as session:
        kept = session.query(Channel).one()
    assert mastodon.token not in kept.secret
    assert Vault(KEY).open(kept.secret) == mastodon.token


@pytest.mark.parametrize(("token", "brand"), [("wrong", "pip-and-moss"), (MastodonServer.token, "nobody")])
def test_a_wrong_token_or_brand_is_refused_with_a_sentence(
    database: Database, mastodon: MastodonServer, token: str, brand: str
) -> None:
    result = add(mastodon, token, brand)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.strip().endswith(".")
    with database.read(EVERYONE) as session:
        assert session.query(Channel).all() == []


def test_the_same_name_twice_is_refused(database: Database, mastodon: MastodonServer) -> None:
    add(mastodon, mastodon.token)
    result = add(mastodon, mastodon.token)
    assert result.exit_code == 1
    assert "called mastodon already" in result.stderr


def test_a_manual_channel_needs_no_token(database: Database) -> None:
    result = ugc("add", "pip-and-moss", "pics", "--network", "manual", "--url", "https://pics.example/pip")
    assert (result.exit_code, result.stdout) == (0, "pics is connected as pics.example/pip.\n")


def test_check_tells_which_channel_is_broken(database: Database, mastodon: MastodonServer) -> None:
    add(mastodon, mastodon.token)
    assert ugc("check").exit_code == 0
    with database.write(EVERYONE) as session:
        session.query(Channel).one().secret = Vault(KEY).seal("revoked")
    result = ugc("check", "--json")
    assert result.exit_code == 1
    [told] = json.loads(result.stdout)
    assert (told["brand"], told["name"]) == ("pip-and-moss", "mastodon")
    assert "Sign in again" in told["problem"]
    with database.read(EVERYONE) as session:
        assert session.query(Channel).one().problem == told["problem"]
