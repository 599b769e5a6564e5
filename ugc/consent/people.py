"""Finding a person by what they say of themselves: their address, or the id their page's link stands for."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from ugc.db import Session
from ugc.models import Customer


def called(session: Session, name: str) -> Sequence[Customer]:
    """The customers with this mail address, however it is capitalised, or this id; the newest first."""
    wanted = name.strip().lower()
    if not wanted:
        return []
    same = select(Customer).where(or_(Customer.id == wanted, func.lower(Customer.email) == wanted))
    return session.scalars(same.order_by(Customer.created_at.desc(), Customer.id)).all()
