from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ugc.models.base import Base, Branded


class Event(Base, Branded):
    """One line of the audit log: who moved what from which state to which, when and why. Append-only."""

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_about", "about", "about_id"),)

    number: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    at: Mapped[datetime]
    about: Mapped[str] = mapped_column(String(16))
    about_id: Mapped[str] = mapped_column(String(16))
    old: Mapped[str | None] = mapped_column(String(16))
    new: Mapped[str] = mapped_column(String(16))
    actor: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)
