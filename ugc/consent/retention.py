"""The retention clock: erasures planned two weeks ahead, with a letter; and what the log forgets."""

from collections.abc import Callable, Collection
from datetime import timedelta

from sqlalchemy import delete, exists, not_, select, update

from ugc.consent.classes import CLASSES, kept_for, over
from ugc.consent.erase import ask
from ugc.db import Session
from ugc.definitions import load
from ugc.lifecycle import ENGINE, begin
from ugc.models import Campaign, Erasure, Event, Mail, Submission

NOTICE = timedelta(days=14)
AT_ONCE = 200  # submissions of a class and campaign in one turn
WRITTEN = ("sent", "failed", "cancelled")


def plan(session: Session) -> None:
    """Plan the erasure of what will be over in two weeks, and tell whoever sent it."""
    planned = exists().where(Erasure.submission_id == Submission.id, Erasure.state == "waiting")
    for campaign in session.scalars(select(Campaign)).all():
        for name in CLASSES:
            rows = over(campaign, name, session.now() + NOTICE).where(not_(planned)).limit(AT_ONCE)
            for submission in session.scalars(rows).all():
                _plan(session, submission, name)


def _plan(session: Session, submission: Submission, name: str) -> None:
    customer, at = submission.customer, session.now() + NOTICE
    erasure = ask(session, customer, name, ENGINE, submission, due_at=at)
    if not customer.email:
        return
    mail = Mail(brand_id=customer.brand_id, customer_id=customer.id, kind="expiring", about_id=erasure.id)
    mail.to, mail.key, mail.due_at = customer.email, f"expiring:{erasure.id}", session.now()
    begin(session, mail, ENGINE)
    session.hint("mail", mail.id)


def forget_logs(session: Session, forget: Callable[[Collection[str]], None]) -> None:
    """Forget the words of old reasons, and letters that are long gone; `forget` clears their copies."""
    longest: dict[str, timedelta] = {}
    for campaign in session.scalars(select(Campaign)).all():
        length = kept_for(load(campaign.revision), "logs")
        longest[campaign.brand_id] = max(length, longest.get(campaign.brand_id, length))
    for brand_id, length in longest.items():
        limit = session.now() - length
        old = Event.brand_id == brand_id, Event.at < limit, Event.salt != ""
        session.execute(update(Event).where(*old).values(reason="", salt=""))
        gone = Mail.brand_id == brand_id, Mail.created_at < limit, Mail.state.in_(WRITTEN)
        keys = list(session.scalars(select(Mail.key).where(*gone).limit(AT_ONCE)))
        if keys:
            forget(keys)
            session.execute(delete(Mail).where(Mail.key.in_(keys)))
