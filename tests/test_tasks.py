"""The engine: hints are carried by every queue, losing them loses nothing, and messages hold no code."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.people import World, submission
from tests.support.ports import wait_until
from tests.support.postgres import Postgres
from tests.support.redis import redis_server
from ugc.consent.sweep import MOST
from ugc.db import EVERYONE, Database
from ugc.lifecycle import ENGINE, begin, due
from ugc.models import Channel, Consent, Mail, Reshare, Revision, Submission
from ugc.settings import Settings
from ugc.tasks import ERRANDS, KINDS, Engine, open_queue
from ugc.wiring import Services, wire


@pytest.fixture(scope="module")
def redis_url() -> Iterator[str]:
    with redis_server() as url:
        yield url


@pytest.fixture(params=["sqlite", "redis", "postgresql"])
def queue_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "redis":
        return str(request.getfixturevalue("redis_url"))
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres_server")
        return server.fresh("template0").replace("+psycopg", "")
    return f"sqlite:///{tmp_path}/queue.sqlite3"


def installation(tmp_path: Path, database: Database, clock: Clock, queue_url: str) -> Services:
    settings = Settings(
        secret_key="k" * 40,
        storage=tmp_path,
        database_url=str(database.engine.url.render_as_string(hide_password=False)),
        queue_url=queue_url,
        mail_url="memory:",
    )
    return wire(settings, clock)


def queue_letter(database: Database, world: World) -> str:
    with database.write(EVERYONE) as session:
        about = submission(session, world)
        mail = Mail(brand_id=world.brand.id, customer_id=world.customer.id, kind="receipt", about_id=about.id)
        mail.to, mail.key, mail.due_at = "carla@example.net", f"receipt:{about.id}", session.now()
        begin(session, mail, ENGINE)
        session.hint("mail", mail.id)
    return mail.id


def state(database: Database, mail_id: str) -> str:
    with database.read(EVERYONE) as session:
        return session.get_one(Mail, mail_id).state


def test_a_hint_is_worked_off_by_a_consumer(
    tmp_path: Path, database: Database, clock: Clock, world: World, queue_url: str
) -> None:
    services = installation(tmp_path, database, clock, queue_url)
    engine = Engine(services)
    consumer = engine.consumer(workers=1, embedded=True)
    consumer.start()
    try:
        mail_id = queue_letter(services.database, world)
        wait_until(lambda: state(database, mail_id) == "sent", "the letter to be sent")
    finally:
        consumer.stop(graceful=True)
        services.close()


def test_losing_the_whole_queue_loses_nothing(
    tmp_path: Path, database: Database, clock: Clock, running: World, caplog: pytest.LogCaptureFixture
) -> None:
    services = installation(tmp_path, database, clock, f"sqlite:///{tmp_path}/queue.sqlite3")
    engine = Engine(services)
    mail_id = queue_letter(services.database, running)
    engine.huey.flush()
    engine.sweep()
    while task := engine.huey.dequeue():
        engine.huey.execute(task)
    assert state(database, mail_id) == "sent"
    assert "chore" not in caplog.text
    services.close()


def test_a_chore_that_fails_holds_up_nothing_else(
    tmp_path: Path, database: Database, clock: Clock, running: World, caplog: pytest.LogCaptureFixture
) -> None:
    services = installation(tmp_path, database, clock, f"sqlite:///{tmp_path}/queue.sqlite3")
    engine = Engine(services)
    mail_id = queue_letter(services.database, running)
    with database.write(EVERYONE) as session:
        session.get_one(Revision, running.campaign.revision_id).document = {"written": "by an older version"}
    engine.huey.flush()
    engine.sweep()
    assert "a chore of the sweep failed" in caplog.text
    assert ["mail", mail_id] in [task.args for task in iter(engine.huey.dequeue, None)]
    services.close()


def test_a_queue_that_is_down_does_not_fail_the_customer(
    tmp_path: Path, database: Database, clock: Clock, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    services = installation(tmp_path, database, clock, "redis://127.0.0.1:1/0")
    Engine(services)
    mail_id = queue_letter(services.database, world)
    assert state(database, mail_id) == "queued"
    assert "the sweep will" in caplog.text
    services.close()


def test_a_message_holds_a_kind_and_an_id_and_no_code(
    tmp_path: Path, database: Database, clock: Clock
) -> None:
    services = installation(tmp_path, database, clock, f"sqlite:///{tmp_path}/queue.sqlite3")
    engine = Engine(services)
    engine.hint("mail", "abc")
    (raw,) = engine.huey.storage.enqueued_items()
    assert json.loads(raw)["args"] == ["mail", "abc"]
    services.close()


def test_a_kind_nobody_knows_is_no_danger(
    tmp_path: Path, database: Database, clock: Clock, world: World
) -> None:
    services = installation(tmp_path, database, clock, f"sqlite:///{tmp_path}/queue.sqlite3")
    engine = Engine(services)
    with pytest.raises(KeyError):
        engine.work("nonsense", "abc")
    with services.database.read(EVERYONE) as session:
        assert session.scalars(select(Mail)).all() == []
    services.close()


def test_a_hint_about_a_row_that_was_erased_is_no_danger(
    tmp_path: Path, database: Database, clock: Clock
) -> None:
    services = installation(tmp_path, database, clock, f"sqlite:///{tmp_path}/queue.sqlite3")
    engine = Engine(services)
    for kind in (*KINDS, *ERRANDS):
        engine.work(kind, "gone")
    services.close()


def test_a_grant_that_ends_ends_its_posts_within_five_minutes(
    tmp_path: Path, database: Database, clock: Clock, running: World, caplog: pytest.LogCaptureFixture
) -> None:
    services = installation(tmp_path, database, clock, f"sqlite:///{tmp_path}/queue.sqlite3")
    engine, ends = Engine(services), clock() + timedelta(days=365)
    with services.database.write(EVERYONE) as session:
        about = submission(session, running, state="approved")
        for given in about.consents:
            given.expires_at = ends
        there = Channel(brand_id=running.brand.id, network="mastodon", name="m", base_url="", secret="")
        session.add(there)
        session.flush()
        for reached in ("sent", "scheduled"):
            session.add(_reshare(about, there, reached, ends + timedelta(days=1)))
    clock.time = ends - timedelta(seconds=1)
    engine.sweep()
    assert _states(services) == ({"given"}, {"sent", "scheduled"})
    clock.advance(minutes=5)
    engine.sweep()
    assert _states(services) == ({"expired"}, {"removing", "cancelled"})
    assert "chore" not in caplog.text
    services.close()


def test_however_many_end_together_all_end_in_one_sweep(
    tmp_path: Path, database: Database, clock: Clock, world: World
) -> None:
    """More than one turn of the grants, and of the posts."""
    services = installation(tmp_path, database, clock, f"sqlite:///{tmp_path}/queue.sqlite3")
    engine, many = Engine(services), MOST + 1
    with services.database.write(EVERYONE) as session:
        there = Channel(brand_id=world.brand.id, network="mastodon", name="m", base_url="", secret="")
        session.add(there)
        session.flush()
        for _ in range(many):
            about = submission(session, world, state="approved")
            for given in about.consents:
                given.expires_at = clock() + timedelta(days=1)
            session.add(_reshare(about, there, "sent", clock()))
    clock.advance(days=1)
    engine.sweep()
    assert _states(services) == ({"expired"}, {"removing"})
    hinted = [json.loads(raw)["args"] for raw in engine.huey.storage.enqueued_items()]
    assert len({row_id for kind, row_id in hinted if kind == "removal"}) == many
    services.close()


def test_a_removal_goes_before_a_flood_of_other_work(
    tmp_path: Path, database: Database, clock: Clock, world: World, queue_url: str
) -> None:
    """Whatever waits already, photos or posts that people were asked to take down, the new one is next."""
    services = installation(tmp_path, database, clock, queue_url)
    engine = Engine(services)
    for number in range(600):
        engine.hint(("photo", "takedown", "mail", "reshare")[number % 4], str(number))
    engine.hint("removal", "taken back")
    engine.hint("erasure", "forgotten")
    taken = [engine.huey.dequeue() for _ in range(3)]
    assert [task.args[0] for task in taken] == ["removal", "erasure", taken[2].args[0]]
    assert taken[2].args[0] not in ("removal", "erasure")
    engine.huey.flush()
    services.close()


def test_posts_that_people_take_down_do_not_crowd_out_a_new_removal(
    database: Database, clock: Clock, world: World
) -> None:
    """More of them are due, and longer, than one turn hints."""
    with database.write(EVERYONE) as session:
        there = Channel(brand_id=world.brand.id, network="mastodon", name="m", base_url="", secret="")
        session.add(there)
        session.flush()
        about = submission(session, world, state="approved")
        older = [_reshare(about, there, "remove_by_hand", clock() - timedelta(hours=1)) for _ in range(501)]
        session.add_all(older)
        fresh = _reshare(about, there, "removing", clock())
        session.add(fresh)
    with database.read(EVERYONE) as session:
        assert due(session, Reshare, *KINDS["removal"].states) == [fresh.id]
        assert len(due(session, Reshare, *KINDS["takedown"].states)) == 500


def _reshare(about: Submission, there: Channel, state: str, due: datetime) -> Reshare:
    row = Reshare(brand_id=about.brand_id, customer_id=about.customer_id, submission_id=about.id)
    row.channel_id, row.caption, row.photo_ids = there.id, about.credit, []
    row.state, row.due_at = state, due
    return row


def _states(services: Services) -> tuple[set[str], set[str]]:
    with services.database.read(EVERYONE) as session:
        return set(session.scalars(select(Consent.state))), set(session.scalars(select(Reshare.state)))


def test_an_unknown_queue_is_named() -> None:
    with pytest.raises(ValueError, match="UGC_QUEUE_URL: amqp"):
        open_queue("amqp://localhost")
