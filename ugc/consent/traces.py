"""Everywhere a person's data is: found from the tables themselves, so that a new table is not forgotten.

Every row that hangs on a customer or a submission by foreign keys, however far away, is theirs. Erasing
deletes it, unless its table is named here: those rows stay, without what was personal in them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, or_, select, update

from ugc.db import EVERYONE, Database, Session
from ugc.models import (
    Base,
    Claimable,
    Customer,
    Decision,
    Erasure,
    Event,
    Mail,
    Photo,
    Rendition,
    Reshare,
    Submission,
    Thread,
)

STAYS: Mapping[type[Base], Mapping[str, Any]] = {
    Customer: {"name": "", "email": "", "link_number": Customer.link_number + 1},
    Submission: {"story": "", "answers": {}, "credit": "", "shows_child": "no", "form_key": Submission.id},
    Thread: {},
    Decision: {"reason": "", "asks": {}, "mended": None},
    Reshare: {"photo_ids": [], "problem": None},  # its caption too, once nobody needs it: see `untold`
    Erasure: {"problem": None},
}
"""What is counted, or still has to be taken down; and what becomes of each column that is personal."""

ON_ITS_WAY = ("sending", "unknown")  # the caption is how a post whose answer was lost is found again
TABLES: Mapping[str, type[Base]] = {model.__tablename__: model for model in STAYS}
AT_ONCE = 500  # ids in one statement


@dataclass(frozen=True)
class Traces:
    """All rows of a person, or of one submission: the condition that finds them, table by table."""

    session: Session
    where: Mapping[Table, ColumnElement[bool]]

    @classmethod
    def of(cls, session: Session, root: ColumnElement[bool], model: type[Base]) -> "Traces":
        """Everything below the rows of `model` for which `root` holds, mails about any of it included."""
        found: dict[Table, ColumnElement[bool]] = {Base.metadata.tables[model.__tablename__]: root}
        for table in Base.metadata.sorted_tables:
            links = [
                key.parent.in_(select(key.column).where(found[key.column.table]))
                for key in table.foreign_keys
                if key.column.table in found and key.column.table is not table
            ]
            if links and table not in found:
                found[table] = or_(*links)
        mails = Base.metadata.tables[Mail.__tablename__]
        about = [table.c.id for table in found if "id" in table.c and table is not mails]
        ids = [mails.c.about_id.in_(select(column).where(found[column.table])) for column in about]
        found[mails] = or_(*ids, *([found[mails]] if mails in found else []))
        return cls(session, found)

    def ids(self) -> Iterator[str]:
        """The ids of all of it."""
        for table, condition in self.where.items():
            if "id" in table.c:
                yield from self.session.execute(select(table.c.id).where(condition)).scalars().all()

    def held(self) -> bool:
        """Whether a worker is busy with any of it right now; locks what one could take."""
        for mapper in Base.registry.mappers:
            model = mapper.class_
            table = Base.metadata.tables[model.__tablename__]
            if issubclass(model, Claimable) and table in self.where and model not in (Reshare, Erasure):
                rows = select(model.lease_until).where(self.where[table]).with_for_update()
                if any(until and until > self.session.now() for until in self.session.scalars(rows)):
                    return True
        return False

    def files(self) -> list[str]:
        """The keys of all originals and renditions."""
        found: list[str] = []
        for column in (Photo.original_key, Rendition.key):
            table = Base.metadata.tables[column.class_.__tablename__]
            found += self.session.scalars(select(column).where(self.where[table]))
        return found

    def letters(self) -> list[str]:
        """The keys of all letters that were written."""
        mails = Base.metadata.tables[Mail.__tablename__]
        return list(self.session.execute(select(mails.c.key).where(self.where[mails])).scalars())

    def erase(self) -> None:
        """Forget what the log says of it in words, blank what stays, delete the rest, children first."""
        ids = list(self.ids())
        for start in range(0, len(ids), AT_ONCE):
            told = Event.about_id.in_(ids[start : start + AT_ONCE]), Event.salt != ""
            self._do(update(Event).where(*told).values(reason="", salt=""))
        deleted = [table for table in reversed(Base.metadata.sorted_tables) if table in self.where]
        for table in deleted:
            if table.name not in TABLES:
                self._do(delete(table).where(self.where[table]))
        for table in deleted:
            if table.name in TABLES and STAYS[TABLES[table.name]]:
                self._do(
                    update(TABLES[table.name]).where(self.where[table]).values(STAYS[TABLES[table.name]])
                )
        self.session.expire_all()

    def _do(self, statement: Any) -> None:
        self.session.execute(statement.execution_options(synchronize_session=False))


def untold(database: Database) -> None:
    """Blank the captions of erased submissions' posts that nobody has to find by them any more."""
    erased = select(Submission.id).where(Submission.state == "erased")
    told = Reshare.submission_id.in_(erased), Reshare.state.not_in(ON_ITS_WAY), Reshare.caption != ""
    with database.write(EVERYONE) as session:
        found = list(session.scalars(select(Reshare.id).where(*told)))
        if found:
            session.execute(update(Reshare).where(Reshare.id.in_(found)).values(caption=""))
    if found:
        database.scrub()
