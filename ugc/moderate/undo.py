"""Taking a decision back while nobody has been told and nothing has been published."""

from sqlalchemy import select

from ugc.db import Session
from ugc.lifecycle import ENGINE, Actor, Conflict, move
from ugc.models import Decision, Event, Mail, Member, Submission
from ugc.moderate.decide import cancel_letters, last_decision
from ugc.moderate.reserve import release
from ugc.permissions import require


class TooLate(Exception):
    """The grace period is over: the customer has been told."""


def undo(session: Session, decision: Decision, member: Member) -> Submission:
    """Make a decision as if it had not been: the submission goes back to where it was, no letter is sent.

    Raises NotAllowed, TooLate, or Conflict when the submission has moved on since.
    """
    require(member, "moderate", decision)
    if session.now() >= decision.final_at:
        raise TooLate(f"final since {decision.final_at:%H:%M:%S} UTC")
    submission = session.get_one(Submission, decision.submission_id)
    last = last_decision(session, submission)
    if last is not decision or submission.state != decision.outcome:
        raise Conflict(f"submission is {submission.state}; this decision no longer holds")
    cancel_letters(session, submission)
    move(session, submission, _before(session, decision), Actor("member", member.account_id), "undone")
    decision.undone_at = session.now()
    release(submission)
    if decision.outcome == "approved":
        submission.visible_from = None
    _tell_again(session, submission)
    return submission


def _before(session: Session, decision: Decision) -> str:
    """The state it was in when it was decided about: what was held is held again, its posts as they were.

    A later decision that was undone led back to this outcome too, so only what was written by then counts.
    """
    about = Event.about == Submission.__tablename__, Event.about_id == decision.submission_id
    made = select(Event.old).where(*about, Event.new == decision.outcome, Event.old != Event.new)
    made = made.where(Event.at <= decision.created_at).order_by(Event.number.desc())
    return session.scalars(made.limit(1)).one() or Submission.machine.start


def _tell_again(session: Session, submission: Submission) -> None:
    """What stands again is told after all, if its letter was taken back for the decision undone now.

    One that was tried and failed was taken back by a person.
    """
    session.flush()
    stands = last_decision(session, submission)
    if stands is None or stands.outcome != submission.state:
        return
    theirs = select(Mail).where(Mail.kind == "decision", Mail.about_id == stands.id)
    letter = session.scalar(theirs.where(Mail.state == "cancelled", Mail.attempts == 0))
    if letter:
        move(session, letter, "queued", ENGINE, "it stands again")
