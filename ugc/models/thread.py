from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ugc import states
from ugc.models.account import Account
from ugc.models.base import Base, CustomerOwned, Owned, Stateful
from ugc.models.customer import Customer
from ugc.models.submission import Submission


class Thread(Base, CustomerOwned, Stateful):
    """The conversation about one submission. Its state says whose turn it is, since `turned_at`.

    `due_at` is the end of our promise while it is our turn.
    """

    __tablename__ = "thread"
    __table_args__ = (
        Index("ix_thread_inbox", "brand_id", "state", "due_at", "id"),
        Index("ix_thread_turned", "brand_id", "state", "turned_at", "id"),
    )
    machine: ClassVar = states.THREAD

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), unique=True)
    due_at: Mapped[datetime | None]
    turned_at: Mapped[datetime | None]
    first_reply_at: Mapped[datetime | None]

    submission: Mapped[Submission] = relationship()
    customer: Mapped[Customer] = relationship()
    messages: Mapped[list["Message"]] = relationship(order_by="Message.created_at")


class Message(Base, Owned, CustomerOwned):
    """What one person wrote. Without an account it is the customer's. Unsent ones wait for a spokesperson.

    `public`: this answer stands beside its question in the gallery. `via`: the network it was said on; empty
    for mail and their page.
    """

    __tablename__ = "message"

    thread_id: Mapped[str] = mapped_column(ForeignKey("thread.id"), index=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    body: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[datetime | None]
    released_by: Mapped[str | None] = mapped_column(String(16))
    public: Mapped[bool] = mapped_column(default=False)
    remote_uri: Mapped[str | None] = mapped_column(String(500))  # the post on a network that said it
    via: Mapped[str] = mapped_column(String(16), default="", server_default="")

    account: Mapped[Account | None] = relationship()
