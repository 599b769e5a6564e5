"""Letters that did not go out, and what a person does about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from ugc.db import Session
from ugc.lifecycle import Actor, Conflict, move
from ugc.models import Brand, Customer, Mail, Thread

MOST = 100


@dataclass(frozen=True)
class Undelivered:
    """A letter that failed for good, who it was for, and their conversation, where there is one."""

    mail: Mail
    customer: Customer | None  # none for staff
    thread_id: str | None


def undelivered(session: Session, brand: Brand) -> Sequence[Undelivered]:
    """Up to MOST of a brand's letters that did not go out, the newest first."""
    theirs = select(Thread.id).where(Thread.customer_id == Mail.customer_id)
    latest = theirs.order_by(Thread.created_at.desc()).limit(1).scalar_subquery()
    rows = select(Mail, Customer, latest).outerjoin(Customer, Customer.id == Mail.customer_id)
    failed = rows.where(Mail.brand_id == brand.id, Mail.state == "failed")
    newest = failed.order_by(Mail.created_at.desc(), Mail.id).limit(MOST)
    return [Undelivered(*row) for row in session.execute(newest)]


def send_again(session: Session, mail: Mail, actor: Actor) -> None:
    """Try once more, at once. Raises Conflict when it is no longer one that failed."""
    _still_failed(mail)
    mail.due_at = session.now()
    move(session, mail, "queued", actor)
    session.hint("mail", mail.id)


def let_be(session: Session, mail: Mail, actor: Actor) -> None:
    """Nothing will come of it: the address is wrong. Raises as `send_again` does."""
    _still_failed(mail)
    move(session, mail, "cancelled", actor)


def _still_failed(mail: Mail) -> None:
    if mail.state != "failed":
        raise Conflict(f"the letter is {mail.state} by now")
