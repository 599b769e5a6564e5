"""Asking people again under newer terms. Their older answers stay what they were, whatever they say now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from ugc.consent.ask import Question, questions
from ugc.db import Session
from ugc.definitions import Definition, current_terms, load
from ugc.lifecycle import ENGINE, Actor, Conflict, begin, move, record
from ugc.models import Campaign, Consent, Mail, Submission, Terms

GONE = ("withdrawn", "erased")
THEY_HAVE = timedelta(hours=72)


@dataclass(frozen=True)
class Again:
    """A question asked again: what was agreed to then, what is asked now, by which definition."""

    then: Terms
    now: Terms
    before: Definition
    after: Definition
    questions: list[Question]


def ask_again(session: Session, campaign: Campaign, actor: Actor) -> int:
    """Write to everybody whose answers are about older terms, once for each version; how many."""
    here = select(Submission).where(Submission.campaign_id == campaign.id, Submission.state.not_in(GONE))
    asked = 0
    for submission in session.scalars(here.order_by(Submission.id)).all():
        terms = _newer(session, submission)
        if terms and not _letter(session, submission, terms):
            _write(
                session,
                submission,
                "again",
                submission.id,
                submission.customer.email,
                _key(submission, terms),
            )
            record(session, submission, submission.state, submission.state, actor, "asked again, newer terms")
            asked += 1
    return asked


def open_question(session: Session, submission: Submission) -> Again | None:
    """What its author is asked again and has not answered, if anything."""
    terms = _newer(session, submission)
    if terms is None or submission.state in GONE or not _letter(session, submission, terms):
        return None
    definition = load(submission.campaign.revision)
    asked = questions(definition, submission.language)
    return Again(_own(submission)[-1].terms, terms, load(submission.revision), definition, asked)


def answer_again(session: Session, submission: Submission, agreed: Collection[str]) -> None:
    """Write an answer for each use beside the older ones. Raises Conflict when nobody waits for it any more.

    Whoever else was asked is asked about what is new for them; until they say yes it is not used for that.
    """
    session.get_one(Submission, submission.id, with_for_update=True)
    again = open_question(session, submission)
    if again is None:
        raise Conflict("nobody waits for this answer any more")
    write_down(session, submission, again, agreed)


def missing(session: Session, submission: Submission) -> Again | None:
    """Every use its author has no yes standing for, as it is asked now; None where no such use is left.

    What they took back is not asked about again under the same terms.
    """
    try:
        terms = current_terms(session, submission.campaign, submission.language)
    except NoResultFound:
        return None
    own, definition = _own(submission), load(submission.campaign.revision)
    settled = [one for one in own if one.state == "given" or _taken_back(one, terms)]
    covered = {(one.purpose, one.network) for one in settled}
    asked = [
        one
        for one in questions(definition, submission.language)
        if not covered & {(one.purpose, one.network), (one.purpose, "")}
    ]
    if not own or not asked:
        return None
    return Again(own[-1].terms, terms, load(submission.revision), definition, asked)


def write_down(session: Session, submission: Submission, again: Again, agreed: Collection[str]) -> None:
    """The author's answers, and the question to everybody else about what is new for them."""
    given = [asked for asked in again.questions if asked.use in agreed]
    for person in _people(submission):
        if person.party == "author" or person.email == submission.customer.email:
            for asked in again.questions:
                _answered(session, again, person, asked, given=asked in given)
        else:
            _ask(
                session,
                again,
                person,
                [asked for asked in given if asked.use not in _uses(submission, person)],
            )


def _newer(session: Session, submission: Submission) -> Terms | None:
    """The terms as they stand, unless its author has answered them already."""
    try:
        terms = current_terms(session, submission.campaign, submission.language)
    except NoResultFound:
        return None  # the campaign is not offered in that language any more
    own = _own(submission)
    return terms if own and terms.id not in {consent.terms_id for consent in own} else None


def _taken_back(consent: Consent, terms: Terms) -> bool:
    return consent.terms_id == terms.id and consent.state in ("withdrawn", "expired")


def _own(submission: Submission) -> list[Consent]:
    return [consent for consent in submission.consents if consent.party == "author"]


def _people(submission: Submission) -> list[Consent]:
    """One row of everybody who was ever asked."""
    return list({consent.person: consent for consent in submission.consents}.values())


def _uses(submission: Submission, person: Consent) -> set[str]:
    return {consent.use for consent in submission.consents if consent.person == person.person}


def _answered(session: Session, again: Again, person: Consent, asked: Question, *, given: bool) -> None:
    actor = Actor("customer", person.customer_id)
    before = session.scalar(
        select(Consent).where(
            Consent.submission_id == person.submission_id,
            Consent.person == person.person,
            Consent.purpose == asked.purpose,
            Consent.network == asked.network,
            Consent.terms_id == again.now.id,
        )
    )
    consent = before or _consent(again, person, asked)
    if given:
        consent.given_at, consent.expires_at = session.now(), again.after.consent_ends
        consent.statement = asked.statement
    if before is None:
        begin(session, consent, actor, state="given" if given else "refused")
    elif given and before.state == "refused":
        move(session, before, "given", actor)


def _ask(session: Session, again: Again, person: Consent, asked: list[Question]) -> None:
    """Without an address nobody can be asked, and the question lapses; so it stays out of public."""
    rows = [_consent(again, person, each) for each in asked]
    for consent in rows:
        consent.expires_at = session.now() + THEY_HAVE
        begin(session, consent, Actor("customer", person.customer_id))
    if rows and person.email:
        _write(session, rows[0], person.party, rows[0].id, person.email, f"{person.party}:{rows[0].id}")


def _consent(again: Again, person: Consent, asked: Question) -> Consent:
    consent = Consent(brand_id=person.brand_id, customer_id=person.customer_id, person=person.person)
    consent.submission_id, consent.party = person.submission_id, person.party
    consent.name, consent.email = person.name, person.email
    consent.purpose, consent.network = asked.purpose, asked.network
    consent.terms_id, consent.language = again.now.id, person.language
    consent.statement = asked.statement
    return consent


def _key(submission: Submission, terms: Terms) -> str:
    return f"again:{terms.id}:{submission.id}"


def _letter(session: Session, submission: Submission, terms: Terms) -> Mail | None:
    return session.scalar(select(Mail).where(Mail.key == _key(submission, terms)))


def _write(
    session: Session, about: Submission | Consent, kind: str, about_id: str, to: str, key: str
) -> None:
    mail = Mail(brand_id=about.brand_id, customer_id=about.customer_id, kind=kind, about_id=about_id, key=key)
    mail.to, mail.due_at = to, session.now()
    begin(session, mail, ENGINE)
    session.hint("mail", mail.id)
