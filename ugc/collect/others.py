"""Who else is in it, said later than on the form: asked as they would have been then."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ugc.collect.agreements import ask_anew, ask_others
from ugc.collect.entry import Agreement, Depicted, Entry, Guardian, ShowsChild
from ugc.collect.standing import Concerned, standing
from ugc.db import Session
from ugc.definitions import load
from ugc.lifecycle import Actor, Conflict, record
from ugc.models import Consent, Submission, Terms


@dataclass(frozen=True)
class Others:
    """What the author says now; None is not said, and stays as it was."""

    child: ShowsChild | None = None
    people: Literal["no", "named", "strangers"] | None = None
    guardian: Guardian = field(default_factory=Guardian)
    depicted: tuple[Depicted, ...] = ()


def name_others(session: Session, submission: Submission, others: Others, terms: Terms) -> list[Concerned]:
    """Note it, and ask whoever was not asked before about every use the author agrees to.

    Somebody named again is the same person, and there is but one guardian: asked once more if they said
    nothing. Hands back who needs no letter, by the name they have now. Raises Conflict as `ask_once_more`.
    """
    stands = standing(session, submission)
    parent = stands.guardian if others.guardian.email else None
    before = [(one, stands.asked_at(one.email, "depicted")) for one in others.depicted]
    new = tuple(one for one, known in before if known is None)
    answers = any(one.party == "guardian" for one in submission.consents)
    if others.people:
        submission.strangers = others.people == "strangers"
    if others.child:
        submission.shows_child = others.child
    ask_others(
        session,
        load(submission.campaign.revision),
        submission,
        _entry(submission, terms, Guardian() if parent else others.guardian, new),
        guardian=others.child == "guardian" and not answers,
    )
    actor = Actor("customer", submission.customer_id)
    record(session, submission, submission.state, submission.state, actor, "said who else is in it")
    again = [(Depicted("", others.guardian.email), parent), *before]
    told = [_named_again(session, submission, one, known) for one, known in again if known]
    return [one for one in told if one]


def _named_again(
    session: Session, submission: Submission, one: Depicted, known: Concerned
) -> Concerned | None:
    if known.state == "lapsed":
        return ask_once_more(session, submission, known.person, one.name, one.email)
    return replace(known, name=one.name)


def ask_once_more(
    session: Session, submission: Submission, person: str, name: str, email: str
) -> Concerned | None:
    """Ask whoever said nothing again; the author says who it is, as we have forgotten.

    Where they turn out to be somebody who has a letter already, or has answered, that one is told of and
    nobody is written to. Raises Conflict when they may not be asked: they answered, were asked often enough,
    or it is over; or when whoever has that address said no or was asked often enough.
    """
    session.get_one(Submission, submission.id, with_for_update=True)
    stands = standing(session, submission)
    owed = stands.silent.get(person)
    if owed is None or stands.barred(email, owed[0].party, besides=person):
        raise Conflict("they are not asked again")
    same = stands.asked_at(email, owed[0].party, besides=person)
    if same is None or same.state == "lapsed":
        ask_anew(session, owed, name, email)
        return None
    _are_one(session, submission, owed, same.person)
    return replace(same, name=name)


def _are_one(session: Session, submission: Submission, owed: Sequence[Consent], person: str) -> None:
    """What is owed is owed by that person; what they were asked themselves is not asked a second time."""
    asked = {_question(one) for one in submission.consents if one.person == person}
    for one in owed:
        if _question(one) in asked:
            session.delete(one)
        else:
            one.person, one.link_number = person, one.link_number + 1
    session.flush()
    session.expire(submission, ["consents"])
    actor = Actor("customer", submission.customer_id)
    record(session, submission, submission.state, submission.state, actor, "named one person twice")


def _question(consent: Consent) -> tuple[str, str, str]:
    return consent.purpose, consent.network, consent.terms_id


def _entry(submission: Submission, terms: Terms, guardian: Guardian, depicted: tuple[Depicted, ...]) -> Entry:
    customer = submission.customer
    given = [one for one in submission.consents if one.party == "author" and one.state == "given"]
    return Entry(
        kind=submission.kind,
        name=customer.name,
        email=customer.email,
        language=submission.language,
        credit=submission.credit,
        terms=terms,
        agreements=tuple(Agreement(one.purpose, one.statement, True, one.network) for one in given),
        guardian=guardian,
        depicted=depicted,
    )
