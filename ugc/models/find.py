from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, select, true
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from ugc import states
from ugc.models.account import Account
from ugc.models.base import Base, Claimable, CustomerOwned, Owned
from ugc.models.campaign import Campaign
from ugc.models.channel import Channel
from ugc.models.submission import Submission


class Find(Base, CustomerOwned, Claimable):
    """Where a submission was seen, and how far its author has been asked. Once per brand, network and post.

    `uri` names the post wherever it is seen, `remote_id` for the channel it was seen through. `media` are
    its pictures in order: `url`, `name`, `alt`, `kind`, and what became of each: `key` or `lost`. `due_at` is
    when its source is looked at next, where it is `reachable`: not every network lets us ask about any post
    again.
    """

    __tablename__ = "find"
    __table_args__ = (
        UniqueConstraint("brand_id", "network", "uri"),
        Index("ix_find_work", "state", "due_at"),
        Index("ix_find_desk", "brand_id", "state", "posted_at", "id"),
        Index("ix_find_author", "brand_id", "network", "author_id"),
    )
    machine: ClassVar = states.FIND

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), unique=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaign.id"))
    channel_id: Mapped[str] = mapped_column(ForeignKey("channel.id"), index=True)
    network: Mapped[str] = mapped_column(String(16))
    uri: Mapped[str] = mapped_column(String(500))
    remote_id: Mapped[str] = mapped_column(String(200))
    permalink: Mapped[str] = mapped_column(String(500))
    author_id: Mapped[str] = mapped_column(String(500))
    author_handle: Mapped[str] = mapped_column(String(200))
    author_name: Mapped[str] = mapped_column(String(120))
    posted_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    caption: Mapped[str] = mapped_column(Text)
    media: Mapped[list[dict[str, Any]]]
    looked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    reachable: Mapped[bool] = mapped_column(default=True, server_default=true())

    submission: Mapped[Submission] = relationship()
    campaign: Mapped[Campaign] = relationship()
    channel: Mapped[Channel] = relationship()


class Search(Base, Claimable):
    """One campaign listening through one channel: how far it has heard, when it listens again.

    `cursors` go by what is listened to: `tags`, `mentions`; beside them are the posts we were
    `told` of. `heard_at` is when it last came to the end.
    """

    __tablename__ = "search"
    __table_args__ = (
        UniqueConstraint("campaign_id", "channel_id"),
        Index("ix_search_work", "state", "due_at"),
    )
    machine: ClassVar = states.SEARCH

    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaign.id"))
    channel_id: Mapped[str] = mapped_column(ForeignKey("channel.id"), index=True)
    cursors: Mapped[dict[str, Any]]
    heard_at: Mapped[datetime | None]

    campaign: Mapped[Campaign] = relationship()
    channel: Mapped[Channel] = relationship()


class Reply(Base, CustomerOwned, Claimable):
    """What we say below a find on its network: a request, a thank-you, an answer of the conversation.

    `liked` is what the member said about this very post. Its id is the idempotency key; `private` is for a
    person's direct message, whose link proves its reader.
    """

    __tablename__ = "reply"
    __table_args__ = (
        Index("ix_reply_work", "state", "due_at"),
        Index("ix_reply_desk", "brand_id", "created_at"),
    )
    machine: ClassVar = states.REPLY

    find_id: Mapped[str] = mapped_column(ForeignKey("find.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))  # request, thanks, answer
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    liked: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    private: Mapped[bool] = mapped_column(default=False)
    began_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    remote_id: Mapped[str | None] = mapped_column(String(200))
    permalink: Mapped[str | None] = mapped_column(String(500))

    find: Mapped[Find] = relationship()
    account: Mapped[Account | None] = relationship()


class Refusal(Base, Owned):
    """That a brand is not to find somebody, or one post, again: a hash, which says nothing about either."""

    __tablename__ = "refusal"
    __table_args__ = (UniqueConstraint("brand_id", "author_sha256"),)

    author_sha256: Mapped[str] = mapped_column(String(64))

    @classmethod
    def hashed(cls, network: str, author_id: str) -> str:
        """An account on a network, as it is remembered."""
        return sha256(f"{network} {author_id}".encode()).hexdigest()

    @classmethod
    def post(cls, brand_id: str, network: str, uri: str) -> str:
        """A post whose find was erased, as it is remembered: differently for each brand."""
        return cls.hashed(network, f"{brand_id} {uri}")

    @classmethod
    def known(cls, session: Session, brand_id: str, network: str, *names: str) -> bool:
        """Whether somebody who goes by one of these names, ids or handles has said no to the brand."""
        return cls.remembers(session, brand_id, *(cls.hashed(network, name) for name in names))

    @classmethod
    def remembers(cls, session: Session, brand_id: str, *hashes: str) -> bool:
        """Whether one of these is kept for the brand."""
        no = select(cls.id).where(cls.brand_id == brand_id, cls.author_sha256.in_(hashes))
        return session.scalar(no.limit(1)) is not None
