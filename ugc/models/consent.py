from datetime import datetime
from typing import ClassVar

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, and_, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ugc import states
from ugc.models.base import Base, CustomerOwned, Stateful
from ugc.models.campaign import Terms


class Consent(Base, CustomerOwned, Stateful):
    """One party, one purpose, one submission, one terms version.

    There is a row for every purpose that was asked, also where the answer was no: a missing row would
    otherwise read like a yes. `statement` is the sentence that stood beside the box.
    """

    __tablename__ = "consent"
    __table_args__ = (
        UniqueConstraint("submission_id", "party", "email", "purpose"),
        Index("ix_consent_guard", "submission_id", "purpose", "state"),
    )
    machine: ClassVar = states.CONSENT

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"))
    party: Mapped[str] = mapped_column(String(16))  # author, guardian, depicted
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    purpose: Mapped[str] = mapped_column(String(32))
    terms_id: Mapped[str] = mapped_column(ForeignKey("terms.id"))
    language: Mapped[str] = mapped_column(String(16))
    statement: Mapped[str] = mapped_column(Text)
    given_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]  # of the grant; of the question while it is only requested

    terms: Mapped[Terms] = relationship()

    @classmethod
    def live(cls, at: datetime) -> ColumnElement[bool]:
        """Given and not over at that moment."""
        return and_(cls.state == "given", or_(cls.expires_at.is_(None), cls.expires_at > at))
