from datetime import datetime
from hashlib import sha256
from typing import ClassVar

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, and_, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ugc import states
from ugc.models.base import Base, CustomerOwned, Stateful, new_id
from ugc.models.campaign import Terms


class Consent(Base, CustomerOwned, Stateful):
    """One party, one purpose, one submission, one terms version; for resharing, one network.

    There is a row for every use that was asked, also where the answer was no: a missing row would
    otherwise read like a yes. `statement` is the sentence that stood beside the box. All rows of one
    person about one submission carry the same `person`. A reshare without a `network` is from before
    networks were asked about one by one, and covers all of them, as its statement says. `link_number` rises
    when a question that lapsed is asked once more: whom the links before went to may be somebody else.
    `mark` is what stays of an address that was forgotten.
    """

    __tablename__ = "consent"
    __table_args__ = (
        UniqueConstraint("submission_id", "person", "purpose", "network", "terms_id"),
        Index("ix_consent_guard", "submission_id", "purpose", "state"),
    )
    machine: ClassVar = states.CONSENT

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"))
    party: Mapped[str] = mapped_column(String(16))  # author, guardian, depicted
    person: Mapped[str] = mapped_column(String(16), default=new_id)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    purpose: Mapped[str] = mapped_column(String(32))
    network: Mapped[str] = mapped_column(String(16), default="")
    terms_id: Mapped[str] = mapped_column(ForeignKey("terms.id"))
    language: Mapped[str] = mapped_column(String(16))
    statement: Mapped[str] = mapped_column(Text)
    link_number: Mapped[int] = mapped_column(default=0)
    mark: Mapped[str] = mapped_column(String(4), default="")
    given_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]  # of the grant; of the question while it is only requested

    terms: Mapped[Terms] = relationship()

    @property
    def use(self) -> str:
        """What it is about, in one word: `gallery`, `reshare-mastodon`."""
        return use(self.purpose, self.network)

    @classmethod
    def live(cls, at: datetime) -> ColumnElement[bool]:
        """Given and not over at that moment."""
        return and_(cls.state == "given", or_(cls.expires_at.is_(None), cls.expires_at > at))

    def lives(self, at: datetime) -> bool:
        """The same of one at hand."""
        return self.state == "given" and (self.expires_at is None or self.expires_at > at)

    def forget(self) -> None:
        """Who it is; only whether an address that is named again is theirs can still be told."""
        self.mark = _mark(self.person, self.email) if self.email else self.mark
        self.name = self.email = ""

    def is_at(self, email: str) -> bool:
        """Whether this is their address, or was before we forgot it."""
        if self.email:
            return self.email.lower() == email.lower()
        return self.mark == _mark(self.person, email)


def _mark(person: str, email: str) -> str:
    """Too short to tell an address by, as one in 65,536 has it; long enough to know one again."""
    return sha256(f"{person} {email.lower()}".encode()).hexdigest()[:4]


def use(purpose: str, network: str | None = None) -> str:
    """A purpose, and for resharing the network, in one word that names boxes and buttons."""
    return f"{purpose}-{network}" if network else purpose
