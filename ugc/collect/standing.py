"""How everything a customer sent stands: what their own page tells them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ugc.collect.agreements import ONCE_MORE
from ugc.db import Session
from ugc.models import Consent, Decision, Message, Photo, Rendition, Reshare, Submission, Thread

GONE = ("withdrawn", "erased")
NO = ("refused", "withdrawn")
TOLD = ("scheduled", "sending", "unknown", "sent", "removing", "remove_by_hand", "removed")


@dataclass(frozen=True)
class Concerned:
    """Somebody else who was asked: guardian or depicted, the name we know, and how their answer stands.

    `state` is a consent's: given as soon as one use is, else that of the first.
    """

    person: str
    party: str
    name: str
    state: str


@dataclass(frozen=True)
class Standing:
    """One submission as its customer may know it: a decision in its grace period is not told yet."""

    submission: Submission
    state: str
    decision: Decision | None
    public: bool
    reshares: Sequence[Reshare]
    thread: Thread | None
    messages: Sequence[Message]

    @property
    def gone(self) -> bool:
        """Whether it was taken back."""
        return self.state in GONE

    @property
    def others(self) -> list[Concerned]:
        """Everybody else who was asked, in the order they were."""
        return [_concerned(answers) for answers in self._asked.values()]

    @property
    def silent(self) -> dict[str, list[Consent]]:
        """Who said nothing and may be asked once more: the answers they owe, by person."""
        over = self.gone or self.state == "declined"
        return {} if over else {person: owed for person, owed in self._asked.items() if _silent(owed)}

    @property
    def said_no(self) -> set[str]:
        """The addresses of those who agree to nothing (any more), in small letters."""
        answers = [owed for owed in self._asked.values() if not any(one.state == "given" for one in owed)]
        return {one.email.lower() for owed in answers for one in owed if one.state in NO}

    @property
    def guardian(self) -> Concerned | None:
        """The parent or guardian who was asked; there is but one."""
        return next((one for one in self.others if one.party == "guardian"), None)

    def asked_at(self, email: str, party: str, besides: str = "") -> Concerned | None:
        """Who was asked at that address, also where we have forgotten it since; not the person `besides`."""
        found = [
            _concerned(owed)
            for person, owed in self._people.items()
            if person != besides and owed[0].party == party and any(one.is_at(email) for one in owed)
        ]
        return next(iter(found), None)

    def barred(self, email: str, party: str, besides: str = "") -> Literal["", "no", "parent", "silent"]:
        """Why they are not asked (again): a no, also of the one `parent`, or silence often enough."""
        known = self.guardian if party == "guardian" else self.asked_at(email, party, besides)
        if email.lower() in self.said_no:
            return "no"
        if known and party == "guardian" and known.state in NO:
            return "parent"
        return "silent" if known and known.state == "lapsed" and known.person not in self.silent else ""

    @property
    def _asked(self) -> dict[str, list[Consent]]:
        own = self.submission.customer.email
        return {person: owed for person, owed in self._people.items() if owed[0].email != own}

    @property
    def _people(self) -> dict[str, list[Consent]]:
        people: dict[str, list[Consent]] = {}
        for consent in self.submission.consents:
            if consent.party != "author":
                people.setdefault(consent.person, []).append(consent)
        return people

    @property
    def waits_for(self) -> list[Concerned]:
        """Whose answer is still missing before it may be shown."""
        return [other for other in self.others if other.state == "requested"]


def _concerned(answers: Sequence[Consent]) -> Concerned:
    states = [answer.state for answer in answers]
    return Concerned(
        answers[0].person, answers[0].party, answers[0].name, "given" if "given" in states else states[0]
    )


def _silent(answers: Sequence[Consent]) -> bool:
    """Whether it lapsed, all of it; a use that came up since has nobody to be asked of."""
    open_ = all(one.state == "lapsed" or (one.state == "requested" and not one.email) for one in answers)
    lapsed = any(one.state == "lapsed" for one in answers)
    return open_ and lapsed and max(one.link_number for one in answers) < ONCE_MORE


def standings(session: Session) -> list[Standing]:
    """Everything the session's customer sent, newest first."""
    everything = select(Submission).order_by(Submission.created_at.desc(), Submission.id)
    photos = selectinload(Submission.photos).selectinload(Photo.retouches)
    loaded = everything.options(photos, selectinload(Submission.consents))
    return [standing(session, submission) for submission in session.scalars(loaded)]


def standing(session: Session, submission: Submission) -> Standing:
    """How one submission stands."""
    decision = session.scalar(
        select(Decision)
        .where(Decision.submission_id == submission.id, Decision.undone_at.is_(None))
        .order_by(Decision.created_at.desc())
        .limit(1)
    )
    told = decision is None or decision.final_at <= session.now() or submission.state != decision.outcome
    thread = session.scalar(select(Thread).where(Thread.submission_id == submission.id))
    return Standing(
        submission=submission,
        state=submission.state if told else "ready",
        decision=decision if told and decision and decision.outcome == submission.state else None,
        public=_public(session, submission),
        reshares=_reshares(session, submission),
        thread=thread,
        messages=[message for message in thread.messages if message.sent_at] if thread else [],
    )


def find_rendition(session: Session, key: str) -> Rendition | None:
    """A picture of one of the customer's own photos."""
    return session.scalar(select(Rendition).join(Photo).where(Rendition.key == key))


def _public(session: Session, submission: Submission) -> bool:
    shown = Submission.publishable("gallery", None, session.now()).where(Submission.id == submission.id)
    return session.scalar(shown) is not None


def _reshares(session: Session, submission: Submission) -> Sequence[Reshare]:
    told = select(Reshare).where(Reshare.submission_id == submission.id, Reshare.state.in_(TOLD))
    return session.scalars(told.order_by(Reshare.due_at, Reshare.id)).all()
