"""A whole installation of the tests' own: `python -m ugc …` as processes, a folder, a mail server."""

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

import requests
from sqlalchemy import select

from tests.support.ports import end, free_port, listens, wait_until
from tests.support.smtp import MailServer, mail_server
from ugc.db import EVERYONE, Database
from ugc.models import Reshare, Submission
from ugc.settings import ROOT

PASSWORD = "a horse, a staple and tea"
SECRET = "a secret key for the tests, long enough"
DATE = re.compile(r"\b20\d\d-\d\d-\d\d")
UNDOING = "gym-open-day"  # keeps its grace period, for tests that undo
WRITTEN = date(2026, 11, 22)  # the day the shipped campaigns are meant to be looked at


class Installation:
    """One installation. `serve` and `worker` are its processes; a killed one may be started again."""

    def __init__(self, folder: Path, mail: MailServer) -> None:
        self.folder = folder
        self.mail = mail
        self.port = free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.running: list[subprocess.Popen[bytes]] = []
        self.environment = {
            "PATH": "/usr/bin:/bin",
            "PYTHONUNBUFFERED": "1",
            "UGC_SECRET_KEY": SECRET,
            "UGC_STORAGE": str(folder / "storage"),
            "UGC_CAMPAIGNS": str(folder / "campaigns"),
            "UGC_BASE_URL": self.base_url,
            "UGC_MAIL_URL": f"smtp://127.0.0.1:{mail.port}?starttls=no",
            "UGC_MAIL_FROM": "hello@ugc.example",
            "UGC_ALLOW_PRIVATE": "127.0.0.0/8",
        }

    def run(self, *words: str, typed: str = "") -> str:
        """Run a command to its end and return what it said. Fails the test with what went wrong."""
        options = {"cwd": ROOT, "env": self.environment, "capture_output": True, "text": True}
        done = subprocess.run(self._command(*words), check=False, input=typed, **options)
        assert done.returncode == 0, f"{' '.join(words)}: {done.stderr}"
        return done.stdout

    def start(self, *words: str, before: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
        """Start a command that stays; `before` is a program that runs it."""
        with (self.folder / "log").open("ab") as log:
            command = [*before, *self._command(*words)]
            process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        self.running.append(process)
        return process

    def serve(self, *words: str) -> subprocess.Popen[bytes]:
        """Start the web process and wait until it answers."""
        process = self.start("serve", "--port", str(self.port), *words)
        wait_until(lambda: listens(self.port) or process.poll() is not None, "the server to listen")
        assert process.poll() is None, self.log()
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """End a process as a power cut does."""
        process.send_signal(signal.SIGKILL)
        process.wait()

    def log(self) -> str:
        """What its processes said."""
        return (self.folder / "log").read_text()

    def add_member(self, name: str, brand: str, role: str, *, may_speak: bool = False) -> tuple[str, str]:
        """Let somebody work for a brand, while it is served; their address and the password they chose."""
        email = f"{name.lower()}@{brand}.example"
        words = ["--brand", brand, "--role", role, "--name", name, *(["--may-speak"] if may_speak else [])]
        said = self.run("member", "add", email, *words)
        with requests.Session() as browser:
            link: str = re.search(r"within an hour: (\S+)", said)[1]  # type: ignore[index]
            form = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get(link, timeout=60).text)
            typed = {"csrf_token": form[1], "password": PASSWORD}  # type: ignore[index]
            browser.post(link, data=typed, timeout=60).raise_for_status()
        return email, PASSWORD

    def database(self) -> Database:
        """Its database, for looking and for setting the stage."""
        return Database(f"sqlite:///{self.folder}/storage/ugc.sqlite3", lambda: datetime.now(UTC))

    def ready(self, name: str) -> str:
        """The id of what somebody sent, once it waits in the queue."""
        found: list[str] = []

        def waits() -> bool:
            with self.database().read(EVERYONE) as session:
                of = Submission.customer.has(name=name)
                found[:] = session.scalars(select(Submission.id).where(of, Submission.state == "ready"))
            return bool(found)

        wait_until(waits, f"what {name} sent to be ready", 90)
        return found[0]

    def slot_comes(self, name: str) -> None:
        """Let the moment come for which what somebody sent is planned; the next sweep finds it."""
        with self.database().write(EVERYONE) as session:
            planned = select(Reshare).where(Reshare.submission.has(Submission.customer.has(name=name)))
            session.scalars(planned).one().due_at = session.now()

    def letters(self, to: str, subject: str = "") -> list[EmailMessage]:
        """The letters somebody received, by a part of their subject."""
        return [one for one in self.mail.received if one["To"] == to and subject in one["Subject"]]

    def letter(self, to: str, subject: str = "") -> EmailMessage:
        """The newest of them; waits for it."""
        wait_until(lambda: self.letters(to, subject), f"a letter to {to} about {subject or 'anything'}", 90)
        return self.letters(to, subject)[-1]

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "ugc", *words]


@contextmanager
def installation(folder: Path) -> Iterator[Installation]:
    """An installation with the shipped campaigns and no process yet; those it gets end with it."""
    folder.mkdir(parents=True, exist_ok=True)
    with mail_server() as mail:
        it = Installation(folder, mail)
        _copy_campaigns(folder / "campaigns")
        it.run("init")
        try:
            yield it
        finally:
            for process in it.running:
                end(process)


def _copy_campaigns(into: Path) -> None:
    """The shipped campaigns as if today were the day they are written for, and with little grace."""
    shutil.copytree(ROOT / "campaigns", into)
    later = datetime.now(UTC).date() - WRITTEN
    for file in into.glob("*.toml"):
        moved = DATE.sub(lambda found: str(date.fromisoformat(found[0]) + later), file.read_text())
        if file.stem != UNDOING:
            moved = moved.replace('grace = "30s"\n', "").replace("[moderation]", '[moderation]\ngrace = "1s"')
        file.write_text(moved)
