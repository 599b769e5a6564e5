from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ugc.models.account import Account
from ugc.models.base import Base, CustomerOwned, Owned

Ask = Literal["photo", "hide", "alt", "words", "consent"]
"""What a return can ask for: another photo, a part hidden, a description, other words, a permission."""

ASKS: tuple[Ask, ...] = get_args(Ask)
RETURNED = timedelta(days=3)
"""What somebody sent back comes back to them, unless they are away for longer than this once it is mended.

What somebody found to be declined wrongly is theirs for as long, not for whoever declined it.
"""


class Decision(Base, Owned, CustomerOwned):
    """What one moderator decided about one submission, and why, in words the customer reads (P6).

    `checked`: automatic checks had found something by then, and the moderator saw it (DSA, article 17).
    `batch` is the same for all that were decided in one go, so that they can be undone in one.
    `asks` is what a return named: each Ask with the ids of the photos it is about, none for all of them.
    `mended` is what its customer did about that: `done`, a list of Asks, and `why` they left the rest.
    """

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_made", "brand_id", "created_at"),)

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    outcome: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text)
    final_at: Mapped[datetime]  # the end of the grace period
    undone_at: Mapped[datetime | None]
    checked: Mapped[bool] = mapped_column(default=False, server_default=false())
    batch: Mapped[str | None] = mapped_column(String(16), index=True)
    asks: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    mended: Mapped[dict[str, Any] | None]

    account: Mapped[Account] = relationship()


class Review(Base, Owned, CustomerOwned):
    """What one of several people thinks of a submission, before it is decided together.

    `seen` is the number of the last event they saw: once the submission changes, it counts no more.
    `disputes`: an earlier one says otherwise, so somebody who may settle decides.
    """

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("submission_id", "account_id", "seen"),
        Index("ix_review_made", "brand_id", "created_at"),
    )

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"))
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    seen: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text)
    disputes: Mapped[bool] = mapped_column(default=False)

    account: Mapped[Account] = relationship()
