"""What happens before an installation serves."""

from pathlib import Path

from sqlalchemy import text

from ugc.cli.setup import prepare
from ugc.settings import Settings
from ugc.wiring import wire


def test_sqlite_learns_about_its_indexes_before_it_serves(tmp_path: Path) -> None:
    """Of an index an upgrade brought it knows nothing, and takes it for better than those it knows."""
    services = wire(Settings(secret_key="k" * 32, storage=tmp_path))
    try:
        assert prepare(services) == []
        with services.database.engine.begin() as connection:
            connection.execute(text("CREATE TABLE more (a, b)"))
            connection.execute(text("CREATE INDEX more_a ON more (a)"))
            connection.execute(text("INSERT INTO more VALUES (1, 2)"))
        assert prepare(services) == []
        with services.database.engine.connect() as connection:
            assert connection.scalar(text("SELECT idx FROM sqlite_stat1 WHERE tbl = 'more'")) == "more_a"
    finally:
        services.close()
