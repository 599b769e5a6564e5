from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ugc import states
from ugc.models.base import Base, Claimable, CustomerOwned
from ugc.models.submission import Submission


class Erasure(Base, CustomerOwned, Claimable):
    """That all about a customer, or about one submission of theirs, is to be erased at `due_at`, or was.

    It is the tombstone that stays: ids and moments, nothing about a person. `cause` is `asked` (by the
    customer), `operator`, `restored` or the class whose retention ran out.
    """

    __tablename__ = "erasure"
    __table_args__ = (Index("ix_erasure_work", "state", "due_at"),)
    machine: ClassVar = states.ERASURE

    submission_id: Mapped[str | None] = mapped_column(ForeignKey("submission.id"), index=True)
    cause: Mapped[str] = mapped_column(String(16))

    submission: Mapped[Submission | None] = relationship()
