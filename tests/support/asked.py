"""What the database is asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from ugc.db import Database


@contextmanager
def asked(database: Database) -> Iterator[list[str]]:
    """Every statement meanwhile."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(database.engine, "before_cursor_execute", note)
