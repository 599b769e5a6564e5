from datetime import datetime
from typing import Any, ClassVar, Literal, Self

from sqlalchemy import ForeignKey, Index, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ugc import states
from ugc.models.account import Account
from ugc.models.base import Base, Claimable, CustomerOwned, Owned

PREVIEW = "-preview"


class Photo(Base, CustomerOwned, Claimable):
    """A customer's picture: the private, bit-exact original and what the darkroom made of it.

    `problem` is the reason code (media.Reason) of an unusable one; sizes are pixels after orientation.
    `looks` are the darkroom's measures (media.Looks), for whoever screens it; `recipe` is the digest of what
    its renditions were made by (media.Recipe), and `edition` how often somebody changed what is hidden of it.
    """

    __tablename__ = "photo"
    __table_args__ = (Index("ix_photo_work", "state", "due_at"),)
    machine: ClassVar = states.PHOTO

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    position: Mapped[int]
    filename: Mapped[str] = mapped_column(String(200))
    alt: Mapped[str] = mapped_column(String(500))
    original_key: Mapped[str] = mapped_column(String(120), unique=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    mime: Mapped[str] = mapped_column(String(40))
    width: Mapped[int | None]
    height: Mapped[int | None]
    thumbhash: Mapped[str | None] = mapped_column(String(60))
    looks: Mapped[dict[str, Any] | None]
    recipe: Mapped[str | None] = mapped_column(String(16))
    edition: Mapped[int] = mapped_column(default=0, server_default="0")

    renditions: Mapped[list["Rendition"]] = relationship(order_by="Rendition.width", lazy="selectin")
    retouches: Mapped[list["Retouch"]] = relationship(
        primaryjoin="and_(Retouch.photo_id == Photo.id, Retouch.undone_at.is_(None))",
        order_by="(Retouch.created_at, Retouch.id)",
        viewonly=True,
    )


class Rendition(Base, Owned):
    """A public picture made from an original; its key carries its content's hash."""

    __tablename__ = "rendition"

    photo_id: Mapped[str] = mapped_column(ForeignKey("photo.id"), index=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    format: Mapped[str] = mapped_column(String(8))
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]

    @property
    def mime(self) -> str:
        """The media type, for example `image/webp`."""
        return f"image/{self.format}"

    @classmethod
    def at(cls, key: str) -> Select[Self]:
        """The one stored under this key."""
        return select(cls).where(cls.key == key)


class Retouch(Base, Owned, CustomerOwned):
    """A part of a photo that was blurred or cropped to; see media.recipes.Area for the numbers.

    By a moderator, or where there is no account by the customer whose photo it is.
    """

    __tablename__ = "retouch"

    photo_id: Mapped[str] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[Literal["blur", "crop"]] = mapped_column(String(8))
    left: Mapped[float]
    top: Mapped[float]
    width: Mapped[float]
    height: Mapped[float]
    undone_at: Mapped[datetime | None]

    account: Mapped[Account | None] = relationship()


class Upload(Base, Owned):
    """A photo that arrived before its submission did; it waits in a draft until the form is sent.

    `length` is what the sender announced, then what came; `sha256` and `mime` are known once it is whole.
    `lease_until` keeps two requests from writing it at once. Without a draft it waits to be swept.
    """

    __tablename__ = "upload"
    __table_args__ = (Index("ix_upload_draft", "draft", "position"),)

    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaign.id"))
    draft: Mapped[str] = mapped_column(String(64))
    position: Mapped[int] = mapped_column(default=0)
    filename: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(120), unique=True)
    length: Mapped[int]
    sha256: Mapped[str | None] = mapped_column(String(64))
    mime: Mapped[str | None] = mapped_column(String(40))
    lease_until: Mapped[datetime | None]

    @property
    def preview_key(self) -> str:
        """Where our small picture of it lies, if there is one (collect.previews)."""
        return self.key + PREVIEW
