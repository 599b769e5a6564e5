"""The migrations and the models say the same, and what was there before still says what it said."""

from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from ugc import migrations
from ugc.db import Database
from ugc.models import Base


def test_nothing_is_missing_in_the_migrations(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrating_again_changes_nothing(database: Database) -> None:
    migrations.upgrade(database.engine)


def test_an_answer_from_before_networks_were_asked_about_covers_them_all(tmp_path: Path) -> None:
    engine = Database(f"sqlite:///{tmp_path}/old.sqlite3", lambda: datetime.now(UTC)).engine
    _upgrade(engine, "0007")
    with engine.begin() as connection:
        for statement in BEFORE.split(";"):
            connection.execute(text(statement))
    migrations.upgrade(engine)
    with engine.connect() as connection:
        consents = connection.execute(text("SELECT id, person, network FROM consent ORDER BY id")).all()
        places = connection.execute(text("SELECT place FROM channel ORDER BY name")).scalars().all()
        kept = connection.execute(text("SELECT count(*) FROM screening, submission")).scalar()
    assert [tuple(row) for row in consents] == [("a1", "a1", ""), ("a2", "a1", ""), ("g1", "g1", "")]
    assert places == ["other", "instagram", "mastodon"]
    assert kept == 1
    engine.dispose()


DAY = "2026-10-01 00:00:00"
BEFORE = f"""
INSERT INTO brand (id, created_at, slug, name, profile) VALUES ('b', '{DAY}', 'b', 'B', '{{}}');
INSERT INTO campaign (id, created_at, brand_id, slug, opens_at) VALUES ('k', '{DAY}', 'b', 'k', '{DAY}');
INSERT INTO revision (id, created_at, brand_id, campaign_id, number, document, sha256, author)
    VALUES ('r', '{DAY}', 'b', 'k', 1, '{{}}', '', 'file');
INSERT INTO terms (id, created_at, brand_id, campaign_id, language, sha256, text)
    VALUES ('t', '{DAY}', 'b', 'k', 'en', '', 'Be kind.');
INSERT INTO customer (id, created_at, brand_id, name, email, language, link_number)
    VALUES ('c', '{DAY}', 'b', 'Carla', 'c@x.eu', 'en', 1);
INSERT INTO submission (id, created_at, brand_id, customer_id, state, campaign_id, revision_id, kind,
    form_key, story, answers, credit, shows_child, language)
    VALUES ('s', '{DAY}', 'b', 'c', 'ready', 'k', 'r', 'story', 'f', '', '{{}}', 'Carla', 'no', 'en');
INSERT INTO screening (id, created_at, brand_id, customer_id, state, attempts, submission_id)
    VALUES ('n', '{DAY}', 'b', 'c', 'done', 0, 's');
INSERT INTO consent (id, created_at, brand_id, customer_id, submission_id, terms_id, language, statement,
    state, party, name, email, purpose)
    VALUES ('a1', '{DAY}', 'b', 'c', 's', 't', 'en', 'Use it.', 'given', 'author', 'C', 'c@x.eu', 'gallery'),
    ('a2', '{DAY}', 'b', 'c', 's', 't', 'en', 'Use it.', 'given', 'author', 'C', 'c@x.eu', 'reshare'),
    ('g1', '{DAY}', 'b', 'c', 's', 't', 'en', 'Use it.', 'lapsed', 'guardian', '', '', 'reshare');
INSERT INTO channel (id, created_at, brand_id, network, name, base_url, secret)
    VALUES ('1', '{DAY}', 'b', 'mastodon', 'm', 'https://x.example', ''),
    ('2', '{DAY}', 'b', 'manual', 'instagram-by-hand', 'https://x.example', ''),
    ('3', '{DAY}', 'b', 'manual', 'elsewhere', 'https://x.example', '')
"""


def _upgrade(engine: Engine, to: str) -> None:
    with engine.begin() as connection:
        command.upgrade(migrations._config(connection), to)
