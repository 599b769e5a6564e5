"""Who agreed to what: a row for every purpose that was asked, of the author and of the child's guardian."""

from datetime import timedelta

from ugc.collect.entry import Agreement, Entry
from ugc.db import Session
from ugc.definitions import Definition
from ugc.lifecycle import ENGINE, Actor, begin
from ugc.models import Consent, Mail, Submission, new_id

GUARDIAN_HAS = timedelta(hours=72)


def write_down(session: Session, definition: Definition, submission: Submission, entry: Entry) -> None:
    """Pin every answer to the terms and the sentence that were shown. Not ticked is refused."""
    author, guardian = new_id(), new_id()
    for agreement in entry.agreements:
        _answered(session, definition, _consent(submission, entry, agreement, "author", author), agreement)
    if submission.shows_child == "guardian":
        for agreement in entry.agreements:
            consent = _consent(submission, entry, agreement, "guardian", guardian)
            consent.name = entry.guardian.name
            _answered(session, definition, consent, agreement)
    elif submission.shows_child == "other":
        _ask_the_guardian(session, submission, entry, guardian)


def _ask_the_guardian(session: Session, submission: Submission, entry: Entry, person: str) -> None:
    """Every use the author agreed to waits for the guardian, who gets one letter for all of them."""
    asked = []
    for agreement in entry.agreements:
        if agreement.given:
            consent = _consent(submission, entry, agreement, "guardian", person)
            consent.name, consent.email = "", entry.guardian.email
            consent.expires_at = session.now() + GUARDIAN_HAS
            begin(session, consent, Actor("customer", submission.customer_id))
            asked.append(consent)
    if asked:
        _write_to_the_guardian(session, asked[0])


def _write_to_the_guardian(session: Session, consent: Consent) -> None:
    mail = Mail(brand_id=consent.brand_id, customer_id=consent.customer_id, kind="guardian")
    mail.about_id, mail.key = consent.id, f"guardian:{consent.id}"
    mail.to, mail.due_at = consent.email, session.now()
    begin(session, mail, ENGINE)
    session.hint("mail", mail.id)


def _answered(session: Session, definition: Definition, consent: Consent, agreement: Agreement) -> None:
    if agreement.given:
        consent.given_at, consent.expires_at = session.now(), definition.consent_ends
    state = "given" if agreement.given else "refused"
    begin(session, consent, Actor("customer", consent.customer_id), state=state)


def _consent(submission: Submission, entry: Entry, agreement: Agreement, party: str, person: str) -> Consent:
    consent = Consent(brand_id=submission.brand_id, customer_id=submission.customer_id)
    consent.submission_id, consent.party, consent.person = submission.id, party, person
    consent.purpose, consent.network = agreement.purpose, agreement.network
    consent.name, consent.email = submission.customer.name, submission.customer.email
    consent.terms_id, consent.language = entry.terms.id, entry.language
    consent.statement = agreement.statement
    return consent
