"""Taking a decision back while nobody has been told and nothing has been published."""

from sqlalchemy import select

from ugc.db import Session
from ugc.lifecycle import Actor, Conflict, move
from ugc.models import Decision, Event, Member, Submission
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
    move(session, submission, _before(session, submission), Actor("member", member.account_id), "undone")
    decision.undone_at = session.now()
    release(submission)
    if decision.outcome == "approved":
        submission.visible_from = None
    return submission


def _before(session: Session, submission: Submission) -> str:
    """The state it was in when it was decided about: what was held is held again, its posts as they were."""
    about = Event.about == Submission.__tablename__, Event.about_id == submission.id
    made = select(Event.old).where(*about, Event.new == submission.state, Event.old != Event.new)
    return session.scalars(made.order_by(Event.number.desc()).limit(1)).one() or submission.machine.start
