"""What the desk shows of listening: finds by their state, how the searches stand, and a way to hurry them."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, selectinload

from ugc.collect.finds.schedule import plan
from ugc.db import Session
from ugc.lifecycle import Actor, record
from ugc.models import Brand, Find, Message, Reply, Search, Submission, Thread

PAGE = 48
NAMELESS = "nameless"


def finds(session: Session, brand: Brand, state: str, after: Find | None = None) -> Sequence[Find]:
    """Up to PAGE of a brand's finds in this state, the latest post first; `after` ends the page before.

    What was found without its author has a list of its own, NAMELESS, until somebody is asked.
    """
    rows = select(Find).where(Find.brand_id == brand.id, _listed(state))
    if after is not None:
        same = (Find.posted_at == after.posted_at) & (Find.id < after.id)
        rows = rows.where((Find.posted_at < after.posted_at) | same)
    rows = rows.options(joinedload(Find.submission).selectinload(Submission.photos))
    rows = rows.options(joinedload(Find.campaign), joinedload(Find.channel))
    return session.scalars(rows.order_by(Find.posted_at.desc(), Find.id.desc()).limit(PAGE)).all()


def counts(session: Session, brand: Brand) -> dict[str, int]:
    """How many finds a brand has, by state; those without their author as NAMELESS."""
    nameless = Find.author_id == ""
    counted = select(Find.state, nameless, func.count()).where(Find.brand_id == brand.id)
    numbers: Counter[str] = Counter()
    for state, is_nameless, number in session.execute(counted.group_by(Find.state, nameless)):
        numbers[NAMELESS if state == "found" and is_nameless else state] += number
    return dict(numbers)


def _listed(state: str) -> ColumnElement[bool]:
    """Whether a find is in this list."""
    if state == NAMELESS:
        return (Find.state == "found") & (Find.author_id == "")
    return (Find.state == state) & ((Find.author_id != "") | (Find.state != "found"))


def hearing(session: Session, brand: Brand) -> Sequence[Search]:
    """The searches of a brand with their campaigns and channels, those in trouble first."""
    rows = select(Search).where(Search.brand_id == brand.id, Search.state == "waiting")
    rows = rows.options(selectinload(Search.campaign), selectinload(Search.channel))
    return session.scalars(rows.order_by(Search.problem.is_(None), Search.created_at)).all()


def replies(session: Session, brand: Brand, limit: int = 100) -> Sequence[Reply]:
    """What was sent and what waits to be, the latest first, with the find each is about."""
    rows = select(Reply).where(Reply.brand_id == brand.id)
    find = joinedload(Reply.find)
    rows = rows.options(
        find.joinedload(Find.channel), find.joinedload(Find.submission), joinedload(Reply.account)
    )
    return session.scalars(rows.order_by(Reply.created_at.desc(), Reply.id.desc()).limit(limit)).all()


def said(session: Session, replies: Sequence[Reply]) -> dict[str, Message]:
    """The latest words of each author who was written to, by submission."""
    about = {one.find.submission_id for one in replies}
    words = select(Thread.submission_id, Message).join(Message, Message.thread_id == Thread.id)
    words = words.where(Thread.submission_id.in_(about), Message.account_id.is_(None))
    return dict(session.execute(words.order_by(Message.created_at, Message.id)).all())


def hurry(session: Session, brand: Brand, actor: Actor) -> int:
    """Let all of a brand's searches listen now; how many there are. Budgets hold all the same."""
    plan(session)
    session.flush()
    waiting = hearing(session, brand)
    for search in waiting:
        _now(session, search)
    if waiting:
        record(session, brand, None, "listening", actor, "")
    return len(waiting)


def hurry_one(session: Session, find: Find) -> None:
    """Let the search that hears a find's author listen now."""
    through = select(Search).where(
        Search.channel_id == find.channel_id, Search.campaign_id == find.campaign_id
    )
    for search in session.scalars(through.where(Search.state == "waiting")):
        _now(session, search)


def _now(session: Session, search: Search) -> None:
    search.due_at = session.now()
    session.hint("search", search.id)
