"""A PostgreSQL server of the tests' own, and fresh databases copied from a migrated template."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from tests.support.ports import free_port, wait_until
from ugc import migrations

MEMORY = Path("/dev/shm")  # Linux' file system in memory
ROOM = 2 * 2**30  # bytes that are to be free there; the server takes a tenth of it


def _program(name: str) -> str:
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(debian[-1]) if debian else shutil.which(name) or name


def _as_nobody() -> dict[str, str]:
    """PostgreSQL refuses to run as root, so root hands over to Debian's postgres account."""
    return {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}


class Postgres:
    """A running server; `fresh()` makes an empty, migrated database and returns its URL."""

    def __init__(self, port: int) -> None:
        self.server = f"host=127.0.0.1 port={port} user=ugc dbname=postgres"
        self.url = f"postgresql+psycopg://ugc@127.0.0.1:{port}/"
        self._admin("CREATE DATABASE template_ugc")
        engine = create_engine(self.url + "template_ugc")
        migrations.upgrade(engine)
        engine.dispose()

    def _admin(self, statement: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(statement)

    def fresh(self, template: str = "template_ugc") -> str:
        """The URL of a new database, like the template (`template0` for an empty one)."""
        name = f"t{uuid4().hex}"
        self._admin(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url + name

    def drop(self, url: str) -> None:
        """Remove a database again, whoever is still connected."""
        self._admin(f"DROP DATABASE IF EXISTS {url.rsplit('/', 1)[1]} WITH (FORCE)")


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Start a server in a folder of its own; nothing it holds outlives the test run.

    Not below pytest's own folders: those are root's alone, and the server is not root. In memory where there
    is room: making a database means making three hundred files, and nearly every test makes one.
    """
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    where = MEMORY if roomy else None
    with (
        tempfile.TemporaryDirectory(prefix="ugc-postgres-", dir=where) as folder,
        _serving(Path(folder)) as port,
    ):
        yield Postgres(port)


@contextmanager
def _serving(folder: Path) -> Iterator[int]:
    owner, port, data = _as_nobody(), free_port(), folder / "data"
    if owner:
        shutil.chown(folder, **owner)
    make = [_program("initdb"), "-D", str(data), "-U", "ugc", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(make, check=True, capture_output=True, cwd=folder, **owner)
    options = {
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "max_wal_size": "64MB",
        "max_connections": "60",
    }
    run = [_program("postgres"), "-D", str(data), "-p", str(port), "-h", "127.0.0.1", "-k", ""]
    run += [word for key, value in options.items() for word in ("-c", f"{key}={value}")]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(run, stdout=log, stderr=log, cwd=folder, **owner)
    try:
        wait_until(lambda: _answers(port), "PostgreSQL to answer")
        yield port
    finally:
        server.send_signal(signal.SIGINT)  # a fast shutdown; the gentle one waits for every client
        server.wait(30)


def _answers(port: int) -> bool:
    try:
        psycopg.connect(f"host=127.0.0.1 port={port} user=ugc dbname=postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def blocked(session: Session) -> bool:
    """Whether another transaction waits for this one; on SQLite every writer does."""
    if session.get_bind().dialect.name == "sqlite":
        return True
    session.execute(text("SELECT pg_stat_clear_snapshot()"))  # else a transaction sees what it saw first
    here = "datname = current_database() AND wait_event_type = 'Lock'"
    return bool(session.scalar(text(f"SELECT count(*) FROM pg_stat_activity WHERE {here}")))
