from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ugc import states
from ugc.models.account import Account
from ugc.models.base import Base, CustomerOwned, Stateful
from ugc.models.decision import Decision
from ugc.models.submission import Submission


class Appeal(Base, CustomerOwned, Stateful):
    """A customer's objection to a decision; another person than who decided answers it, in words."""

    __tablename__ = "appeal"
    __table_args__ = (Index("ix_appeal_open", "brand_id", "state"),)
    machine: ClassVar = states.APPEAL

    decision_id: Mapped[str] = mapped_column(ForeignKey("decision.id"), unique=True)
    words: Mapped[str] = mapped_column(Text)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    answer: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None]

    decision: Mapped[Decision] = relationship()
    account: Mapped[Account | None] = relationship()


class Report(Base, Stateful):
    """Somebody's notice about a public item (DSA, article 16): why, exactly where, and who says so.

    `origin` is a hash of the network it came from, to tell repeated notices; `held`: it took the item
    out of sight by the definition's rule.
    """

    __tablename__ = "report"
    __table_args__ = (Index("ix_report_open", "brand_id", "state"),)
    machine: ClassVar = states.REPORT

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    url: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(16))
    origin: Mapped[str] = mapped_column(String(64), index=True)
    held: Mapped[bool] = mapped_column(default=False)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    answer: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None]

    submission: Mapped[Submission] = relationship()
    account: Mapped[Account | None] = relationship()
