from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ugc.models.account import Account
from ugc.models.base import Base, CustomerOwned


class Decision(Base, CustomerOwned):
    """What one moderator decided about one submission, and why, in words the customer reads (P6)."""

    __tablename__ = "decision"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    outcome: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text)
    final_at: Mapped[datetime]  # the end of the grace period
    undone_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()
