"""Ways somebody likes to narrow their queue, kept under names."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from ugc.db import Session
from ugc.lifecycle import Actor, record
from ugc.models import Brand, Member, View

LONGEST = 60


def views(session: Session, brand: Brand, member: Member) -> Sequence[View]:
    """Somebody's own, by name."""
    mine = select(View).where(View.brand_id == brand.id, View.account_id == member.account_id)
    return session.scalars(mine.order_by(View.name)).all()


def save(session: Session, member: Member, name: str, filters: Mapping[str, str]) -> None:
    """Keep these filters under a name; one that is there is replaced."""
    mine = select(View).where(View.brand_id == member.brand_id, View.account_id == member.account_id)
    row = session.scalar(mine.where(View.name == name))
    row = row or View(brand_id=member.brand_id, account_id=member.account_id, name=name)
    row.filters = dict(filters)
    session.add(row)
    session.flush()
    record(session, row, None, "saved", Actor("member", member.account_id), name)


def forget(session: Session, view: View, member: Member) -> None:
    """Keep it no longer."""
    record(session, view, "saved", "removed", Actor("member", member.account_id), view.name)
    session.delete(view)


def find(session: Session, view_id: str, account_id: str) -> View | None:
    """One of somebody's own."""
    return session.scalar(select(View).where(View.id == view_id, View.account_id == account_id))
