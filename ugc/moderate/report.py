"""Notices about what is public: by anyone, answered by a person, and held at once where it is severe."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ugc.db import Session
from ugc.definitions import Definition
from ugc.lifecycle import ENGINE, Actor, begin, move
from ugc.models import Brand, Event, Mail, Member, Report, Submission
from ugc.moderate.appeal import Refused
from ugc.moderate.decide import decide
from ugc.permissions import require

VISITOR = Actor("visitor")
REPORTED = "reported: "
CRYING_WOLF = 2  # items whose notices came to nothing, after which one network's hold nothing by themselves
REMEMBERED = timedelta(days=30)
AT_ONCE = 3  # items one network's notices hold by themselves while nobody has looked; others wait as they are


@dataclass(frozen=True)
class Notice:
    """What somebody says about an item; `origin` tells networks apart without naming them."""

    reason: str
    words: str
    name: str
    email: str
    url: str
    language: str
    origin: str


def report(session: Session, submission: Submission, notice: Notice, definition: Definition) -> Report:
    """Keep a notice, send its receipt, and hold the item where the definition says so.

    The same notice twice is one; of two people behind one network, each gets an answer. What a person has
    looked at and left up is not held again by itself, nor for a network whose notices came to nothing or hold
    enough already.
    """
    before = select(Report).where(Report.submission_id == submission.id, Report.state == "open")
    same = before.where(Report.origin == notice.origin, Report.reason == notice.reason)
    known = session.scalar(same.where(Report.email == notice.email).limit(1))
    if known:
        return known
    row = Report(brand_id=submission.brand_id, submission_id=submission.id, **vars(notice))
    row.held = submission.state == "approved" and _severe(session, row, definition)
    begin(session, row, VISITOR, notice.reason)
    if row.held:
        move(session, submission, "held", ENGINE, f"{REPORTED}{notice.reason}")
        _write(session, row, "held", submission.customer.email, submission)
    _write(session, row, "reported", row.email)
    return row


def open_reports(session: Session, brand: Brand) -> Sequence[Report]:
    """What waits for an answer, what was held first, then the oldest."""
    rows = select(Report).where(Report.brand_id == brand.id, Report.state == "open")
    loaded = rows.options(joinedload(Report.submission).joinedload(Submission.customer))
    return session.scalars(loaded.order_by(Report.held.desc(), Report.created_at)).all()


def settle(
    session: Session, row: Report, outcome: str, words: str, member: Member, definition: Definition
) -> None:
    """Take the item down for good (`upheld`) or leave it up, and tell who reported it, in words.

    The author reads the same words as the reason. Raises NotAllowed, Refused without words, Conflict.
    """
    require(member, "moderate", row)
    words = words.strip()
    if not words:
        raise Refused("Whoever reported it, and its author, wait for an answer in words.")
    move(session, row, outcome, Actor("member", member.account_id), words)
    row.account_id, row.answer, row.decided_at = member.account_id, words, session.now()
    session.flush()
    _carry_out(session, row, words, member, _without_grace(definition))
    _write(session, row, "judged", row.email)


def _without_grace(definition: Definition) -> Definition:
    """Who reported it reads at once what became of it, so it is final at once."""
    moderation = definition.moderation.model_copy(update={"grace": timedelta(0)})
    return definition.model_copy(update={"moderation": moderation})


def _carry_out(session: Session, row: Report, words: str, member: Member, definition: Definition) -> None:
    submission = row.submission
    if row.state == "upheld" and submission.state == "approved":
        decide(session, submission, "hold", words, member, "approved", definition)
    if row.state == "upheld" and submission.state == "held":
        decide(session, submission, "decline", words, member, "held", definition)
    elif row.state == "dismissed" and _held_by_itself(session, submission) and not _others(session, row):
        decide(session, submission, "approve", "", member, "held", definition)


def _held_by_itself(session: Session, submission: Submission) -> bool:
    """Whether it is on hold for a notice, and neither for a person nor for anything else since."""
    about = (Event.about == Submission.__tablename__, Event.about_id == submission.id)
    held = select(Event).where(*about, Event.old == "approved", Event.new == "held")
    last = session.scalar(held.order_by(Event.number.desc()).limit(1))
    return submission.state == "held" and last is not None and last.reason.startswith(REPORTED)


def _others(session: Session, row: Report) -> bool:
    rows = select(Report.id).where(Report.submission_id == row.submission_id, Report.state == "open")
    return session.scalar(rows.limit(1)) is not None


def _severe(session: Session, row: Report, definition: Definition) -> bool:
    if row.reason not in definition.moderation.hold_reported:
        return False
    notices = select(func.count()).select_from(Report)
    dismissed, theirs = notices.where(Report.state == "dismissed"), Report.origin == row.origin
    looked_at = session.scalar(dismissed.where(Report.submission_id == row.submission_id))
    since = session.now() - REMEMBERED
    came_to_nothing = dismissed.with_only_columns(func.count(Report.submission_id.distinct()))
    wolf = session.scalar(came_to_nothing.where(theirs, Report.decided_at > since)) or 0
    holds = session.scalar(notices.where(theirs, Report.state == "open", Report.held)) or 0
    return not looked_at and wolf < CRYING_WOLF and holds < AT_ONCE


def _write(session: Session, row: Report, kind: str, to: str, author: Submission | None = None) -> None:
    if not to:
        return
    mail = Mail(brand_id=row.brand_id, kind=kind, about_id=row.id, key=f"{kind}:{row.id}", to=to)
    mail.customer_id = author.customer_id if author else None
    begin(session, mail, ENGINE)
    session.hint("mail", mail.id)
