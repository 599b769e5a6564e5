"""Sends the letters that are due, in words made at that moment."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from ugc import letters
from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import ENGINE, Conflict, claim, move
from ugc.links import Links
from ugc.models import (
    Account,
    Appeal,
    Brand,
    Channel,
    Consent,
    Customer,
    Decision,
    Erasure,
    Invite,
    Mail,
    Message,
    Report,
    Reshare,
    Submission,
    Thread,
)
from ugc.platforms import Letter, Mailer, PlatformError

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 8
MOST_PAGES = 20  # in one letter
OBJECT = timedelta(days=183)  # as long as moderate.appeal takes objections
OPEN = ("queued", "sending")  # sending, with a lease that ran out: whoever held it died


def send(database: Database, mailer: Mailer, links: Links, mail_id: str) -> None:
    """Claim, write and send one letter; a failure that may pass is tried again later, ever more rarely.

    A worker killed between sending and noting it sends the same Message-ID again: a doubled receipt is
    harmless, a lost one is not.
    """
    with database.write(EVERYONE) as session:
        mail = session.get(Mail, mail_id)
        if mail is None or mail.state not in OPEN:  # gone: whoever it was about was erased
            return
        if not mail.to and mail.state == "queued":  # found on a network, and gave no address
            move(session, mail, "cancelled", ENGINE, "no address")
            return
        try:
            claim(session, mail, LEASE, to="sending" if mail.state == "queued" else None)
        except Conflict:
            return
        if _is_over(session, mail):
            move(session, mail, "queued", ENGINE)
            move(session, mail, "cancelled", ENGINE, "over")
            return
        letter = _letter(session, mail, links)
    try:
        mailer.send(letter)
    except PlatformError as problem:
        _failed(database, mail, problem)
    else:
        _sent(database, mail)


def _is_over(session: Session, mail: Mail) -> bool:
    """Whether what it asks for was done while it waited."""
    if mail.kind != "takedown":
        return False
    reshare = session.get(Reshare, mail.about_id)
    return reshare is None or reshare.state != "remove_by_hand"


def _letter(session: Session, mail: Mail, links: Links) -> Letter:
    brand = session.get_one(Brand, mail.brand_id)
    facts = FACTS[mail.kind](session, mail.about_id, links)
    if mail.customer_id:
        facts = _to_customer(session.get_one(Customer, mail.customer_id), links) | facts
    if "submission" in facts:
        facts |= _about_campaign(facts["submission"], facts["language"])
    written = letters.write(mail.kind, facts.pop("language"), brand=brand, **facts)
    sender = " ".join((facts.get("sender") or brand.name).split())  # a header holds one line
    return Letter(
        to=mail.to,
        subject=written.subject,
        text=written.text,
        html=written.html,
        key=mail.key,
        written=mail.created_at,
        sender=sender,
        automatic="sender" not in facts,
    )


def _to_customer(customer: Customer, links: Links) -> dict[str, Any]:
    return {"customer": customer, "language": customer.language, "my_page": links.my(customer)}


def _about_campaign(submission: Submission, language: str) -> dict[str, Any]:
    return {"campaign": submission.campaign, "title": _title(submission, language)}


def _title(submission: Submission, language: str) -> str:
    """What the campaign calls itself in that language, else in its own."""
    campaign = submission.campaign
    document = campaign.revision.document
    words = document.get("translations", {}).get(language, document)
    return str(words.get("title", campaign.slug))


def _about_submission(session: Session, row_id: str, links: Links) -> dict[str, Any]:
    return {"submission": session.get_one(Submission, row_id)}


def _about_arrival(session: Session, row_id: str, links: Links) -> dict[str, Any]:
    submission = session.get_one(Submission, row_id)
    agreed = [one for one in submission.consents if one.party == "author" and one.state == "given"]
    return {"submission": submission, "agreed": agreed}


def _about_answer(session: Session, row_id: str, links: Links) -> dict[str, Any]:
    """What somebody else answered, all uses together."""
    facts = _about_consent(session, row_id, links)
    person: str = facts["consent"].person
    same = select(Consent).where(Consent.submission_id == facts["submission"].id, Consent.person == person)
    answers = session.scalars(same.order_by(Consent.created_at, Consent.id)).all()
    return facts | {"agreed": [one for one in answers if one.state == "given"]}


def _about_decision(session: Session, row_id: str, links: Links) -> dict[str, Any]:
    decision = session.get_one(Decision, row_id)
    submission = session.get_one(Submission, decision.submission_id)
    facts = {"decision": decision, "submission": submission, "public": links.submission(submission)}
    facts["mend"] = links.mend(submission)
    return facts | {"rules": links.rules(submission.campaign), "object_until": decision.final_at + OBJECT}


def _about_message(session: Session, row_id: str, links: Links) -> dict[str, Any]:
    message = session.get_one(Message, row_id)
    submission = session.get_one(Thread, message.thread_id).submission
    assert message.account is not None  # only staff messages are mailed
    return {"message": message, "submission": submission, "sender": message.account.name}


def _about_reshare(session: Session, row_id: str, links: Links) -> dict[str, Any]:
    reshare = session.get_one(Reshare, row_id)
    return {"reshare": reshare, "submission": reshare.submission, "channel": reshare.channel}


def _about_consent(session: Session, row_id: str, links: Links) -> dict[str, Any]:
    consent = session.get_one(Consent, row_id)
    submission = session.get_one(Submission, consent.submission_id)
    facts = {"consent": consent, "submission": submission, "asked": links.asked(consent)}
    return facts | {"language": consent.language}


def _about_links(session: Session, row_id: str, links: Links) -> dict[str, Any]:
    """The page of every visit this address made to the brand, newest first, by what was sent there."""
    customer = session.get_one(Customer, row_id)
    same = select(Customer).where(Customer.brand_id == customer.brand_id, Customer.email == customer.email)
    pages = [
        (links.my(one), _sent_by(session, one, customer.language))
        for one in session.scalars(same.order_by(Customer.created_at.desc()).limit(MOST_PAGES))
    ]
    return {"pages": pages}


def _sent_by(session: Session, customer: Customer, language: str) -> list[tuple[str, datetime]]:
    """The campaigns somebody sent something to, and when."""
    sent = select(Submission).where(Submission.customer_id == customer.id).order_by(Submission.created_at)
    return [(_title(one, language), one.created_at) for one in session.scalars(sent)]


def _about_erasure(session: Session, row_id: str, links: Links) -> dict[str, Any]:
    erasure = session.get_one(Erasure, row_id)
    return {"erasure": erasure, "submission": erasure.submission}


def _about_takedown(session: Session, row_id: str, links: Links) -> dict[str, Any]:
    reshare = session.get_one(Reshare, row_id)
    facts = {"reshare": reshare, "channel": reshare.channel, "at_desk": links.reshare(reshare)}
    return facts | {"language": "en"}


def _about_appeal(session: Session, row_id: str, links: Links) -> dict[str, Any]:
    appeal = session.get_one(Appeal, row_id)
    return {"appeal": appeal, "submission": session.get_one(Submission, appeal.decision.submission_id)}


def _about_report(session: Session, row_id: str, links: Links) -> dict[str, Any]:
    report = session.get_one(Report, row_id)
    return {"report": report, "submission": report.submission}


def _about_notice(session: Session, row_id: str, links: Links) -> dict[str, Any]:
    return _about_report(session, row_id, links) | {"language": session.get_one(Report, row_id).language}


def _about_reset(session: Session, row_id: str, links: Links) -> dict[str, Any]:
    account = session.get_one(Account, row_id)
    return {"account": account, "reset": links.reset(account), "language": "en"}


def _about_invite(session: Session, row_id: str, links: Links) -> dict[str, Any]:
    invite = session.get_one(Invite, row_id)
    return {"invite": invite, "join": links.invited(invite), "language": "en"}


def _about_channel(session: Session, row_id: str, links: Links) -> dict[str, Any]:
    return {"channel": session.get_one(Channel, row_id), "desk": links.channels(), "language": "en"}


FACTS: dict[str, Callable[[Session, str, Links], dict[str, Any]]] = {
    "receipt": _about_arrival,
    "unusable": _about_submission,
    "again": _about_submission,
    "decision": _about_decision,
    "answer": _about_message,
    "reshared": _about_reshare,
    "removed": _about_reshare,
    "guardian": _about_consent,
    "depicted": _about_consent,
    "remind": _about_consent,
    "invite": _about_invite,
    "channel": _about_channel,
    "reset": _about_reset,
    "agreed": _about_answer,
    "link": _about_links,
    "takedown": _about_takedown,
    "appeal": _about_appeal,
    "held": _about_report,
    "reported": _about_notice,
    "judged": _about_notice,
    "expiring": _about_erasure,
}
"""What each kind of letter speaks of; its template is templates/mail/<kind>.txt."""


def _sent(database: Database, mail: Mail) -> None:
    with database.write(EVERYONE) as session:
        row = session.get_one(Mail, mail.id)
        if row.attempts == mail.attempts:
            row.sent_at = session.now()
            row.problem = None
            move(session, row, "sent", ENGINE)


def _failed(database: Database, mail: Mail, problem: PlatformError) -> None:
    with database.write(EVERYONE) as session:
        row = session.get_one(Mail, mail.id)
        if row.attempts != mail.attempts:
            return
        row.problem = problem.message
        if not problem.needs_person and (problem.permanent or row.attempts >= MOST_ATTEMPTS):
            move(session, row, "failed", ENGINE, problem.message)
        else:
            row.due_at = session.now() + _pause(row.attempts, problem)
            move(session, row, "queued", ENGINE, problem.message)


def _pause(attempts: int, problem: PlatformError) -> timedelta:
    """What the other side asked for, else one minute doubling up to a day."""
    return timedelta(seconds=problem.retry_after or 60 * 2 ** min(attempts - 1, 10))
