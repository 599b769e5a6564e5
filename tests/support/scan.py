"""Looking for somebody everywhere an installation keeps anything."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text

from ugc.db import Database
from ugc.models import Base
from ugc.stores import Store


def dump(database: Database) -> Iterator[bytes]:
    """Every value of every table, as a dump of the database has it."""
    with database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(text(f'SELECT * FROM "{table.name}"')):
                for value in row:
                    yield bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def disk(folder: Path) -> Iterator[bytes]:
    """Every file below a folder, and its name."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.as_posix().encode()
            yield path.read_bytes()


def bucket(store: Store) -> Iterator[bytes]:
    """Every object, and its key."""
    for key in store.keys(""):
        yield key.encode()
        with store.open(key) as file:
            yield file.read()


def seen(wanted: dict[str, bytes], *places: Iterator[bytes]) -> set[str]:
    """Which of the wanted things turn up anywhere."""
    found = set()
    for place in places:
        for content in place:
            found |= {name for name, value in wanted.items() if value in content}
    return found
