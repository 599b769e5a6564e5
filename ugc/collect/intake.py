"""From a form to a submission: one transaction in which all of it is kept, or nothing."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ugc.collect.agreements import write_down
from ugc.collect.entry import Entry
from ugc.collect.photos import take
from ugc.collect.settle import settle
from ugc.db import Session
from ugc.definitions import Definition
from ugc.lifecycle import ENGINE, Actor, begin
from ugc.models import Campaign, Customer, Mail, Submission, Thread


def receive(
    session: Session, campaign: Campaign, definition: Definition, draft: str, entry: Entry
) -> Submission:
    """Keep what was sent; the same form sent twice is one submission, also at the same moment.

    The draft's uploads become the submission's photos where they lie.
    """
    if before := sent(session, campaign, draft):
        return before
    try:
        with session.begin_nested():
            submission = _begin(session, campaign, draft, entry)
    except IntegrityError:
        if before := sent(session, campaign, draft):
            return before
        raise
    take(session, campaign, draft, submission, entry.alts)
    write_down(session, definition, submission, entry)
    promise_an_answer(session, definition, submission)
    settle(session, submission)
    return submission


def open_thread(session: Session, definition: Definition, submission: Submission) -> Thread:
    """The conversation about it; a new one is ours to go on with, by when we promise."""
    there = session.scalar(select(Thread).where(Thread.submission_id == submission.id))
    if there is None:
        there = Thread(brand_id=submission.brand_id, customer_id=submission.customer_id)
        there.submission_id = submission.id
        there.due_at = session.now() + definition.conversation.reply_within
        begin(session, there, Actor("customer", submission.customer_id))
    return there


def sent(session: Session, campaign: Campaign, draft: str) -> Submission | None:
    """The submission that this form has become already."""
    same = select(Submission).where(Submission.campaign_id == campaign.id, Submission.form_key == draft)
    return session.scalar(same)


def _begin(session: Session, campaign: Campaign, draft: str, entry: Entry) -> Submission:
    customer = entry.customer or _customer(session, campaign, entry)
    submission = Submission(brand_id=campaign.brand_id, customer_id=customer.id, campaign_id=campaign.id)
    submission.revision_id, submission.form_key = campaign.revision.id, draft
    submission.kind, submission.story, submission.answers = entry.kind, entry.story, dict(entry.answers)
    submission.credit, submission.shows_child = entry.credit, entry.shows_child
    submission.strangers = entry.strangers
    submission.language = entry.language
    begin(session, submission, Actor("customer", customer.id))
    return submission


def _customer(session: Session, campaign: Campaign, entry: Entry) -> Customer:
    customer = Customer(brand_id=campaign.brand_id, name=entry.name, email=entry.email)
    customer.language = entry.language
    session.add(customer)
    session.flush()
    return customer


def promise_an_answer(session: Session, definition: Definition, submission: Submission) -> None:
    """Open the conversation and send a receipt."""
    theirs = {"brand_id": submission.brand_id, "customer_id": submission.customer_id}
    open_thread(session, definition, submission)
    receipt = Mail(**theirs, kind="receipt", about_id=submission.id, key=f"receipt:{submission.id}")
    receipt.to, receipt.due_at = submission.customer.email, session.now()
    begin(session, receipt, ENGINE)
    session.hint("mail", receipt.id)
