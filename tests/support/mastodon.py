"""A Mastodon server of the tests' own: a program apart, spoken to over HTTP, with two accounts."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.support.ports import end, free_port, listens, wait_until

CONFIG = """
media_storage_path = "{folder}/media"
[[seed.accounts]]
username = "pipandmoss"
display_name = "Pip & Moss"
access_token = "{token}"
[[seed.accounts]]
username = "outsider"
access_token = "{outsider}"
"""


class MastodonServer:
    """A running server: `token` is the brand's account, `outsider` somebody else's."""

    token = "brand-secret-7c1f"
    outsider = "outsider-secret-90ab"

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url

    def call(self, method: str, path: str, body: object = None, token: str = "") -> Any:
        """Ask the server something directly, past the code under test; returns its JSON."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token or self.token}"}
        data = json.dumps(body).encode() if body is not None else None
        request = Request(self.base_url + path, data=data, headers=headers, method=method)
        with urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def statuses(self, token: str = "") -> list[dict[str, Any]]:
        """What the account has posted, newest first."""
        account = self.call("GET", "/api/v1/accounts/verify_credentials", token=token)
        found: list[dict[str, Any]] = self.call("GET", f"/api/v1/accounts/{account['id']}/statuses?limit=40")
        return found

    def source(self, status_id: str) -> str:
        """A status as it was written."""
        return str(self.call("GET", f"/api/v1/statuses/{status_id}/source")["text"])

    def post(self, text: str, token: str = "") -> dict[str, Any]:
        """Post a status without us."""
        status: dict[str, Any] = self.call("POST", "/api/v1/statuses", {"status": text}, token=token)
        return status

    def fault(self, method: str, path: str, *, count: int = 1, **effect: object) -> None:
        """Make the next `count` requests to `path` (`*` matches anything) fail, for example `status=503`."""
        rule = {"match": {"methods": [method], "path": path}, "effect": {"type": "status"} | effect}
        self.call("POST", "/api/v1/_mock/faults", rule | {"count": count})

    def reset(self) -> None:
        """Forget all statuses and faults."""
        self.call("POST", "/api/v1/_mock/reset")


@pytest.fixture(scope="session")
def mastodon_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MastodonServer]:
    folder = tmp_path_factory.mktemp("mastodon")
    config = folder / "config.toml"
    config.write_text(
        CONFIG.format(folder=folder, token=MastodonServer.token, outsider=MastodonServer.outsider)
    )
    port = free_port()
    program = [sys.executable, "-m", "mastodon_mock", "serve", "--in-memory", "--config", str(config)]
    program += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"]
    program += ["--domain", f"127.0.0.1:{port}"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(program, stdout=log, stderr=log, cwd=folder, env=_environment(folder))
    try:
        wait_until(lambda: listens(port), "the Mastodon server to listen")
        yield MastodonServer(f"http://127.0.0.1:{port}")
    finally:
        end(process)


def _environment(folder: Path) -> dict[str, str]:
    return {"TMPDIR": str(folder), "PATH": "/usr/bin:/bin"}


@pytest.fixture
def mastodon(mastodon_server: MastodonServer) -> MastodonServer:
    """The server without any statuses or faults."""
    mastodon_server.reset()
    return mastodon_server
