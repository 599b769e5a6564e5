"""Who else is in it, said later than on the form: asked as they would have been then."""

from dataclasses import dataclass, field
from typing import Literal

from ugc.collect.agreements import ask_anew, ask_others
from ugc.collect.entry import Agreement, Depicted, Entry, Guardian, ShowsChild
from ugc.collect.standing import standing
from ugc.db import Session
from ugc.definitions import load
from ugc.lifecycle import Actor, Conflict, record
from ugc.models import Submission, Terms


@dataclass(frozen=True)
class Others:
    """What the author says now; None is not said, and stays as it was."""

    child: ShowsChild | None = None
    people: Literal["no", "named", "strangers"] | None = None
    guardian: Guardian = field(default_factory=Guardian)
    depicted: tuple[Depicted, ...] = ()


def name_others(session: Session, submission: Submission, others: Others, terms: Terms) -> None:
    """Note it, and ask whoever was not asked before about every use the author agrees to.

    A guardian who said nothing is asked once more; there is but one. Raises Conflict as `ask_once_more` does.
    """
    known = {one.email.lower() for one in submission.consents if one.party != "author"}
    new = tuple(one for one in others.depicted if one.email.lower() not in known)
    answers = any(one.party == "guardian" for one in submission.consents)
    for person, owed in standing(session, submission).silent.items():
        if owed[0].party == "guardian" and others.guardian.email:
            ask_once_more(session, submission, person, "", others.guardian.email)
    if others.people:
        submission.strangers = others.people == "strangers"
    if others.child:
        submission.shows_child = others.child
    ask_others(
        session,
        load(submission.campaign.revision),
        submission,
        _entry(submission, terms, Guardian() if answers else others.guardian, new),
        guardian=others.child == "guardian" and not answers,
    )
    actor = Actor("customer", submission.customer_id)
    record(session, submission, submission.state, submission.state, actor, "said who else is in it")


def ask_once_more(session: Session, submission: Submission, person: str, name: str, email: str) -> None:
    """Ask whoever said nothing again; the author says who it is, as we have forgotten.

    Raises Conflict when they may not be asked: they answered, were asked often enough, or it is over; or when
    whoever has that address said no.
    """
    session.get_one(Submission, submission.id, with_for_update=True)
    stands = standing(session, submission)
    if person not in stands.silent or email.lower() in stands.said_no:
        raise Conflict("they are not asked again")
    ask_anew(session, stands.silent[person], name, email)


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
