from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ugc import states
from ugc.models.base import Base, Claimable, CustomerOwned


class Mail(Base, CustomerOwned, Claimable):
    """A letter to be written: of which kind, about which row, to whom, when.

    Its words are made at the moment of sending from what is true then, so nothing said here can be
    stale and no copy of a letter is left to erase. `key` makes the same occasion one letter.
    Letters to staff, and to people who reported something, are no customer's.
    """

    __tablename__ = "mail"
    __table_args__ = (Index("ix_mail_work", "state", "due_at"),)
    machine: ClassVar = states.MAIL

    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customer.id"), index=True)  # type: ignore[assignment]
    kind: Mapped[str] = mapped_column(String(32))
    about_id: Mapped[str] = mapped_column(String(16), index=True)
    to: Mapped[str] = mapped_column(String(254))
    key: Mapped[str] = mapped_column(String(120), unique=True)
    sent_at: Mapped[datetime | None]
