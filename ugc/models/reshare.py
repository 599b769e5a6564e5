from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ugc import states
from ugc.models.base import Base, Claimable, CustomerOwned
from ugc.models.channel import Channel
from ugc.models.submission import Submission


class Reshare(Base, CustomerOwned, Claimable):
    """One submission to one channel at one time. `due_at` is its slot; its id is the idempotency key.

    `remote_id` and `permalink` name the post once it exists; `remove_by` dates the task of a person
    who must take it down by hand.
    """

    __tablename__ = "reshare"
    __table_args__ = (
        Index("ix_reshare_work", "state", "due_at"),
        Index("ix_reshare_board", "brand_id", "due_at"),
    )
    machine: ClassVar = states.RESHARE

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    channel_id: Mapped[str] = mapped_column(ForeignKey("channel.id"), index=True)
    caption: Mapped[str] = mapped_column(Text)
    photo_ids: Mapped[list[str]]
    began_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    remote_id: Mapped[str | None] = mapped_column(String(200))
    permalink: Mapped[str | None] = mapped_column(String(500))
    remove_by: Mapped[datetime | None]

    submission: Mapped[Submission] = relationship()
    channel: Mapped[Channel] = relationship()
