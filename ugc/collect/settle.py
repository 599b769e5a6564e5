"""What a submission is once none of its photos is being developed any more."""

from sqlalchemy import delete, func, select

from ugc.db import Session
from ugc.definitions import load
from ugc.lifecycle import ENGINE, begin, move
from ugc.models import Mail, Photo, Screening, Submission, Wording


def settle(session: Session, submission: Submission) -> None:
    """Move it on: ready, or unusable with a letter when too few photos are good. Good ones stay.

    The caller holds the submission's row, or two photos that finish together would each wait for the other.
    """
    states = session.scalars(select(Photo.state).where(Photo.submission_id == submission.id)).all()
    if submission.state == "found" and "received" not in states:
        ask_for_hints(session, submission)  # it stays found until its author has granted it
    if submission.state != "received" or "received" in states:
        return
    if states.count("ready") >= fewest(submission):
        move(session, submission, "ready", ENGINE)
        ask_for_hints(session, submission)
    else:
        move(session, submission, "unusable", ENGINE)
        _tell(session, submission)


def ask_for_hints(session: Session, submission: Submission) -> None:
    """Nobody waits for them: the customer has their answer, and a moderator may be faster."""
    session.execute(delete(Wording).where(Wording.submission_id == submission.id))
    session.add_all(Wording.of(submission))
    screening = session.scalar(select(Screening).where(Screening.submission_id == submission.id))
    if screening is None:
        screening = Screening(brand_id=submission.brand_id, customer_id=submission.customer_id)
        screening.submission_id, screening.due_at = submission.id, session.now()
        begin(session, screening, ENGINE)
    elif screening.state != "waiting":
        screening.attempts, screening.due_at = 0, session.now()
        move(session, screening, "waiting", ENGINE)
    session.hint("screening", screening.id)


def fewest(submission: Submission) -> int:
    """How many good photos this submission needs; a question needs none, and a find what it shows."""
    if submission.kind == "question":
        return 0
    asked = 0 if submission.was_found else load(submission.revision).form.photos.min
    return max(asked, 1) if submission.kind == "photo" else asked


def _tell(session: Session, submission: Submission) -> None:
    earlier = select(func.count()).where(Mail.about_id == submission.id, Mail.kind == "unusable")
    mail = Mail(brand_id=submission.brand_id, customer_id=submission.customer_id, kind="unusable")
    mail.about_id, mail.key = submission.id, f"unusable:{submission.id}:{session.scalar(earlier)}"
    mail.to, mail.due_at = submission.customer.email, session.now()
    begin(session, mail, ENGINE)
    session.hint("mail", mail.id)
