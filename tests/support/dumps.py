"""All a database holds, as its own tools write it down."""

from sqlalchemy import Connection, inspect

from ugc.db import Database


def dumped(database: Database) -> str:
    """Every row of every table: SQLite's dump, or what PostgreSQL copies out."""
    with database.engine.connect() as connection:
        if database.engine.dialect.name == "sqlite":
            return "\n".join(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]
        return "".join(_copied(connection, table) for table in inspect(connection).get_table_names())


def _copied(connection: Connection, table: str) -> str:
    cursor = connection.connection.driver_connection.cursor()  # type: ignore[union-attr]
    with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
        return "".join(bytes(row).decode() for row in rows)
