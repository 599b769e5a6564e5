"""After a restore from backup: what was erased or taken back since is so again, and files nobody knows go."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import exists, select

from ugc.consent import erase as erasing
from ugc.consent import markers
from ugc.consent.markers import WITHDRAWALS
from ugc.db import EVERYONE, Database, Session
from ugc.doctor.files import unknown
from ugc.lifecycle import Actor
from ugc.models import Customer, Erasure, Submission
from ugc.platforms import Mailer
from ugc.publish import follow
from ugc.stores import Store

OPERATOR = Actor("operator")


@dataclass(frozen=True)
class Replayed:
    """How many were erased again and how many could not be yet; of how many submissions something was taken
    back again; how many files were thrown away."""

    erased: int
    waiting: int
    withdrawn: int
    files: int


def replay(database: Database, store: Store, mailer: Mailer) -> Replayed:
    """Erase everybody whose tombstone stands in the store, take back what its markers name.

    Twice is fine. Raises StoreError.
    """
    with database.write(EVERYONE) as session:
        found = list(_again(session, list(store.keys(erasing.TOMBSTONES))))
    for row_id in found:
        erasing.erase(database, store, mailer, follow, row_id)
    with database.read(EVERYONE) as session:
        states = list(session.scalars(select(Erasure.state).where(Erasure.id.in_(found))))
    withdrawn = {
        key.split("/")[1] for key in list(store.keys(WITHDRAWALS)) if _withdraw(database, store, key)
    }
    strange = list(unknown(database, store))
    for key in strange:
        store.delete(key)
    return Replayed(states.count("done"), states.count("waiting"), len(withdrawn), len(strange))


def _withdraw(database: Database, store: Store, key: str) -> bool:
    with database.write(EVERYONE) as session:
        submission = markers.replay(session, store, key, OPERATOR)
        if submission:
            session.flush()
            follow(session, submission)
        return submission is not None


def _again(session: Session, keys: list[str]) -> Iterator[str]:
    """An erasure for each tombstone whose person or submission is back; its id."""
    for key in keys:
        kind, about = key.removeprefix(erasing.TOMBSTONES).split("/")
        submission = session.get(Submission, about) if kind == "submission" else None
        customer = session.get(Customer, submission.customer_id if submission else about)
        if customer and not _erased(session, customer, submission):
            yield erasing.ask(session, customer, "restored", OPERATOR, submission).id


def _erased(session: Session, customer: Customer, submission: Submission | None) -> bool:
    if submission:
        return submission.state == "erased"
    left = exists().where(Submission.customer_id == customer.id, Submission.state != "erased")
    return not customer.email and not customer.name and not session.scalar(select(left))
