from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ugc.models.base import Base, Owned
from ugc.models.brand import Brand


class Campaign(Base, Owned):
    """One running conversation. Its wording and rules are its current Revision."""

    __tablename__ = "campaign"

    slug: Mapped[str] = mapped_column(String(64), unique=True)
    revision_id: Mapped[str | None] = mapped_column(
        String(16)
    )  # no constraint: the two would need each other
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]

    brand: Mapped[Brand] = relationship()
    revision: Mapped["Revision"] = relationship(
        primaryjoin="foreign(Campaign.revision_id) == Revision.id", viewonly=True
    )

    def open_at(self, moment: datetime) -> bool:
        """Whether the campaign takes submissions at that moment."""
        begun = self.opens_at <= moment and not self.hidden_at
        return begun and not self.closed_at and (self.closes_at is None or moment < self.closes_at)


class Revision(Base, Owned):
    """An immutable version of a campaign's definition. `document` is what the schema dumps."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("campaign_id", "number"),)

    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaign.id"), index=True)
    number: Mapped[int]
    document: Mapped[dict[str, Any]]
    sha256: Mapped[str] = mapped_column(String(64))
    author: Mapped[str] = mapped_column(String(80))


class Terms(Base, Owned):
    """The exact wording somebody was shown, kept once per hash and language, never changed."""

    __tablename__ = "terms"
    __table_args__ = (UniqueConstraint("campaign_id", "language", "sha256"),)

    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaign.id"), index=True)
    language: Mapped[str] = mapped_column(String(16))
    sha256: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
