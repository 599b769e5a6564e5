from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ugc import states
from ugc.models.base import Base, Claimable, CustomerOwned, Owned

ABOUT_ITS_WORDS = text("photo_id IS NULL")  # where no unique constraint looks


class Screening(Base, CustomerOwned, Claimable):
    """That a submission is to be looked at by the machine, once its photos are safe. One for each submission.

    What is found out about something goes where it goes: hints and fingerprints are deleted with it.
    """

    __tablename__ = "screening"
    __table_args__ = (Index("ix_screening_work", "state", "due_at"),)
    machine: ClassVar = states.SCREENING

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), unique=True)


class Hint(Base, Owned, CustomerOwned):
    """What one check says about a submission or one of its photos: for a moderator, never a decision.

    `finding` is `found`, `clear` or `not_checked`; `sure` (0–1) goes with what was found, and `evidence`
    is what a person needs to judge it, or `why` it was not checked.
    """

    __tablename__ = "hint"
    __table_args__ = (
        UniqueConstraint("submission_id", "photo_id", "kind"),
        Index(
            "uq_hint_submission_id_kind",
            "submission_id",
            "kind",
            unique=True,
            sqlite_where=ABOUT_ITS_WORDS,
            postgresql_where=ABOUT_ITS_WORDS,
        ),
        Index("ix_hint_finding", "brand_id", "finding", "kind", "submission_id"),
    )

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"))
    photo_id: Mapped[str | None] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    finding: Mapped[str] = mapped_column(String(16))
    sure: Mapped[float | None]
    evidence: Mapped[dict[str, Any]]
