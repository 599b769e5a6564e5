"""Sessions that know whose rows they may see, and what to tell the engine once they are durable."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, Select, create_engine, event, func, orm, select
from sqlalchemy.orm import ORMExecuteState, with_loader_criteria
from sqlalchemy.orm.interfaces import ORMOption
from sqlalchemy.pool import ConnectionPoolEntry

from ugc.models import Brand, Branded, Consent, Customer, CustomerOwned, Row, Submission

Clock = Callable[[], datetime]
Hint = Callable[[str, str], None]


class NotTheirs(Exception):
    """Somebody tried to write a row of a brand or customer that is not theirs (P8)."""


@dataclass(frozen=True)
class Whose:
    """Whose rows a session sees and writes: some brands', perhaps one customer's; None is everybody's."""

    brands: frozenset[str] | None
    customer: str | None = None

    @classmethod
    def brand(cls, *ids: str) -> "Whose":
        """The rows of these brands."""
        return cls(frozenset(ids))

    @classmethod
    def of(cls, customer: Customer) -> "Whose":
        """The rows of one customer."""
        return cls(frozenset({customer.brand_id}), customer.id)

    def owns(self, row: object) -> bool:
        """Whether this row may be written."""
        mine = self.brands is None or not isinstance(row, Branded) or row.brand_id in self.brands
        return mine and (
            self.customer is None or not isinstance(row, CustomerOwned) or row.customer_id == self.customer
        )


STUDIED = 3600
"""Seconds between two looks at how rows are spread: a connection of SQLite reads once what was seen."""

MANY = 1000
"""No screen counts further; there it says that it is more."""

EVERYONE = Whose(None)
"""For the engine, the command line, and looking up whose a public address is."""


def _only(whose: Whose) -> tuple[ORMOption, ...]:
    """What narrows a statement to somebody's rows. Every statement gets it, so none hands it on."""
    brands, customer = whose.brands, whose.customer
    narrow = partial(with_loader_criteria, include_aliases=True, propagate_to_loaders=False)
    options: tuple[ORMOption, ...] = ()
    if brands is not None and len(brands) == 1:  # plain equality: what follows IN is written anew each time
        (brand,) = brands
        options += (
            narrow(Branded, lambda cls: cls.brand_id == brand),
            narrow(Brand, lambda cls: cls.id == brand),
        )
    elif brands is not None:
        options += (
            narrow(Branded, lambda cls: cls.brand_id.in_(brands)),
            narrow(Brand, lambda cls: cls.id.in_(brands)),
        )
    if customer is not None:
        options += (
            narrow(CustomerOwned, lambda cls: cls.customer_id == customer),
            narrow(Customer, lambda cls: cls.id == customer),
        )
    return options


def tally(rows: Select[Any]) -> Select[int]:
    """A statement that counts rows, no further than MANY."""
    return select(func.count()).select_from(rows.limit(MANY).subquery())


class Session(orm.Session):
    """A unit of work for somebody. Reads are filtered and writes refused by `whose`, in one place."""

    def __init__(self, *, whose: Whose, clock: Clock, address: str = "", **options: Any) -> None:
        super().__init__(**options, expire_on_commit=False)
        self.whose = whose
        self.only_theirs = _only(whose)
        self.address = address
        self.clock = clock
        self.hints: list[tuple[str, str]] = []
        self.unsealed: set[str] = set()  # brands whose log has grown (ugc.chain)
        self.taken: list[Consent | Submission] = []  # what was taken back (ugc.consent.markers)

    def now(self) -> datetime:
        """The moment, from the clock that was handed in."""
        return self.clock()

    def hint(self, kind: str, row_id: str) -> None:
        """Tell the engine after the commit that there is work; losing this loses nothing but time."""
        self.hints.append((kind, row_id))


@event.listens_for(Session, "do_orm_execute")
def _only_theirs(execution: ORMExecuteState) -> None:
    """Narrow every ORM statement, whoever wrote it, to the rows of the session's `whose`."""
    session = execution.session
    assert isinstance(session, Session)
    if session.only_theirs:
        execution.statement = execution.statement.options(*session.only_theirs)


@event.listens_for(Session, "before_flush")
def _check_and_date(session: Session, *_: object) -> None:
    for row in [*session.new, *session.dirty, *session.deleted]:
        if not session.whose.owns(row):
            raise NotTheirs(f"{type(row).__name__} of another brand or customer")
    for row in session.new:
        if isinstance(row, Row) and row.created_at is None:
            row.created_at = session.now()


def _connect(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20)
    engine = create_engine(url, connect_args={"timeout": 30}, pool_recycle=STUDIED)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # pysqlite must not open transactions of its own
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=30000",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Writers queue up at the start; a deferred transaction that turns writer would fail instead."""
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


class Database:
    """One database, handing out sessions. `hint` receives (kind, row id) after each commit.

    `mark` is given the session right before the commit of one in which something was taken back.
    """

    def __init__(self, url: str, clock: Clock, hint: Hint = lambda kind, row_id: None) -> None:
        self.engine = _connect(url)
        self.clock = clock
        self.hint = hint
        self.mark: Callable[[Session], None] = lambda session: None

    def ready(self) -> None:
        """Ask the database something. Raises what the driver raises when it does not answer."""
        with self.engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")

    def scrub(self) -> None:
        """Take what was just deleted off the disk as well, if nobody reads this moment.

        SQLite overwrites what it deletes (`secure_delete`), but its log keeps older pages until it starts
        anew. PostgreSQL does so at its next vacuum.
        """
        if self.engine.dialect.name == "sqlite":
            connection = self.engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

    def study(self) -> None:
        """Let SQLite look at how its rows are spread: without, it takes any index that names the brand.

        A glance at some hundred rows of each index (`analysis_limit`). PostgreSQL does so by itself.
        """
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA analysis_limit=1000")
                connection.exec_driver_sql("ANALYZE")
                connection.commit()

    @contextmanager
    def read(self, whose: Whose) -> Iterator[Session]:
        """A session for looking only; whatever it changed is dropped."""
        with Session(
            bind=self.engine.execution_options(reading=True), whose=whose, clock=self.clock
        ) as session:
            yield session

    @contextmanager
    def write(self, whose: Whose, address: str = "") -> Iterator[Session]:
        """A session that commits at the end, or rolls everything back; then the engine gets its hints.

        `address` is the network address of the member of staff who acts; it stands in the audit log.
        """
        with Session(bind=self.engine, whose=whose, clock=self.clock, address=address) as session:
            yield session
            if session.taken:
                self.mark(session)
            session.commit()
            hints = session.hints
        for kind, row_id in hints:
            self.hint(kind, row_id)
