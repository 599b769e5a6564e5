"""Who agreed to what: a row for every use that was asked, of the author and of everybody else concerned."""

from collections.abc import Sequence
from datetime import timedelta

from ugc.collect.entry import Agreement, Entry
from ugc.db import Session
from ugc.definitions import Definition
from ugc.lifecycle import ENGINE, Actor, begin, move
from ugc.models import Consent, Mail, Submission, new_id

THEY_HAVE = timedelta(hours=72)
REMINDED = timedelta(hours=48)  # after the question
ONCE_MORE = 2  # times at most that somebody who said nothing is asked again


def write_down(session: Session, definition: Definition, submission: Submission, entry: Entry) -> None:
    """Pin every answer to the terms and the sentence that were shown. Not ticked is refused."""
    _answered(session, definition, submission, entry, "author")
    ask_others(session, definition, submission, entry, guardian=submission.shows_child == "guardian")


def ask_others(
    session: Session, definition: Definition, submission: Submission, entry: Entry, *, guardian: bool
) -> None:
    """Everybody else who has a say is asked by a letter; the sender answers if they are the `guardian`."""
    if guardian:
        _answered(session, definition, submission, entry, "guardian")
    if entry.guardian.email:
        _ask(session, submission, entry, "guardian", "", entry.guardian.email)
    for one in entry.depicted:
        _ask(session, submission, entry, "depicted", one.name, one.email)


def _answered(
    session: Session, definition: Definition, submission: Submission, entry: Entry, party: str
) -> None:
    """The sender's answers, their own or as the child's guardian."""
    person = new_id()
    for agreement in entry.agreements:
        consent = _consent(submission, entry, agreement, party, person)
        consent.name = entry.guardian.name if party == "guardian" else submission.customer.name
        consent.email = submission.customer.email
        if agreement.given:
            consent.given_at, consent.expires_at = session.now(), definition.consent_ends
        state = "given" if agreement.given else "refused"
        begin(session, consent, Actor("customer", consent.customer_id), state=state)


def _ask(session: Session, submission: Submission, entry: Entry, party: str, name: str, email: str) -> None:
    """Every use the author agreed to waits for somebody else, who gets one letter about all of them."""
    person, asked = new_id(), []
    for agreement in entry.agreements:
        if agreement.given:
            consent = _consent(submission, entry, agreement, party, person)
            consent.name, consent.email = name, email
            consent.expires_at = session.now() + THEY_HAVE
            begin(session, consent, Actor("customer", submission.customer_id))
            asked.append(consent)
    if asked:
        _write_to(session, asked[0])


def ask_anew(session: Session, answers: Sequence[Consent], name: str, email: str) -> None:
    """One person's question that lapsed, as if for the first time; their links of before are over."""
    number = max(one.link_number for one in answers) + 1
    for one in answers:
        one.name, one.email, one.link_number = name, email, number
        one.expires_at = session.now() + THEY_HAVE
        if one.state == "lapsed":
            move(session, one, "requested", Actor("customer", one.customer_id))
    _write_to(session, answers[0])


def _write_to(session: Session, consent: Consent) -> None:
    """The letter that asks, and the one that reminds."""
    _write(session, consent, consent.party)
    _write(session, consent, "remind", REMINDED)


def _write(session: Session, consent: Consent, kind: str, later: timedelta = timedelta(0)) -> None:
    mail = Mail(brand_id=consent.brand_id, customer_id=consent.customer_id, kind=kind)
    anew = f":{consent.link_number}" if consent.link_number else ""
    mail.about_id, mail.key = consent.id, f"{kind}:{consent.id}{anew}"
    mail.to, mail.due_at = consent.email, session.now() + later
    begin(session, mail, ENGINE)
    if not later:
        session.hint("mail", mail.id)


def _consent(submission: Submission, entry: Entry, agreement: Agreement, party: str, person: str) -> Consent:
    consent = Consent(brand_id=submission.brand_id, customer_id=submission.customer_id)
    consent.submission_id, consent.party, consent.person = submission.id, party, person
    consent.purpose, consent.network = agreement.purpose, agreement.network
    consent.terms_id, consent.language = entry.terms.id, entry.language
    consent.statement = agreement.statement
    return consent
