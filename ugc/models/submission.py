from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    and_,
    case,
    exists,
    false,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, aliased, mapped_column, relationship

from ugc import states
from ugc.models.base import Base, CustomerOwned, Stateful
from ugc.models.campaign import Campaign, Revision
from ugc.models.channel import Channel
from ugc.models.consent import Consent
from ugc.models.customer import Customer
from ugc.models.photo import Photo

if TYPE_CHECKING:
    from ugc.models.hint import Screening
    from ugc.models.thread import Thread

FOUND = "find-"  # what the keys of submissions begin with that came by no form
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # before anybody agreed to anything


class Submission(Base, CustomerOwned, Stateful):
    """One customer's contribution: text and photos. `credit` is the customer's own wording.

    `form_key` is the form's one-time key, so that the same click twice is one submission.
    `visible_from` is when an approval takes effect, the end of the grace period. Until `reserved_until` only
    `reserved_by`, an account, is served it in the queue. `settled_until` is kept by ugc.settled.
    """

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("campaign_id", "form_key"),
        Index("ix_submission_gallery", "campaign_id", "state", "visible_from", "id"),
        Index("ix_submission_queue", "brand_id", "state", "created_at", "id", "settled_until"),
        Index("ix_submission_kind", "brand_id", "state", "kind", "created_at", "id"),
        Index("ix_submission_language", "brand_id", "state", "language", "created_at", "id"),
        Index("ix_submission_reserved", "brand_id", "reserved_until"),
        Index("ix_submission_campaign_queue", "brand_id", "campaign_id", "state", "created_at", "id"),
        Index("ix_submission_latest", "brand_id", "campaign_id", "created_at", "state"),
    )
    machine: ClassVar = states.SUBMISSION

    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaign.id"))
    revision_id: Mapped[str] = mapped_column(ForeignKey("revision.id"))
    kind: Mapped[str] = mapped_column(String(16))  # photo, story, question
    form_key: Mapped[str] = mapped_column(String(64))
    story: Mapped[str] = mapped_column(Text)
    answers: Mapped[dict[str, Any]]  # the campaign's own fields, by name
    credit: Mapped[str] = mapped_column(String(160))
    shows_child: Mapped[str] = mapped_column(String(16))  # no, guardian (the author is it), other
    strangers: Mapped[bool] = mapped_column(default=False)  # somebody is in it whom nobody can ask
    language: Mapped[str] = mapped_column(String(16))
    visible_from: Mapped[datetime | None]
    settled_until: Mapped[datetime] = mapped_column(default=NEVER)
    reserved_by: Mapped[str | None] = mapped_column(String(16))
    reserved_until: Mapped[datetime | None]

    campaign: Mapped[Campaign] = relationship()
    revision: Mapped[Revision] = relationship()
    customer: Mapped[Customer] = relationship()
    photos: Mapped[list[Photo]] = relationship(order_by=Photo.position)
    consents: Mapped[list[Consent]] = relationship(order_by=Consent.created_at)
    thread: Mapped["Thread | None"] = relationship(viewonly=True)
    screening: Mapped["Screening | None"] = relationship(viewonly=True)

    @property
    def was_found(self) -> bool:
        """Whether it came from a network instead of a form: then no form's key is its own."""
        return self.form_key.startswith(FOUND)

    @property
    def sealed(self) -> bool:
        """Whether a guardian or somebody in it has not said yes to anything yet: only they see the photos."""
        if not self.photos:
            return False
        answered = {one.person for one in self.consents if one.state in ("given", "withdrawn", "expired")}
        return any(one.party != "author" and one.person not in answered for one in self.consents)

    @classmethod
    def settled(cls, at: datetime) -> ColumnElement[bool]:
        """Whether everybody agrees to the gallery at that moment, looked up for filters and numbers.

        Nothing is shown by it; that is for `agreed`.
        """
        return cls.settled_until > at

    @classmethod
    def publishable(cls, purpose: str, channel: Channel | None, at: datetime) -> Select["Submission"]:
        """The only definition of public (P2): what may be shown for `purpose` at that moment.

        Approved and past its grace period; the author agreed to this purpose and so did every other
        party that was asked; the campaign is visible. A `channel` narrows it to that channel's brand and
        to what was agreed to for its network; without one, resharing means on any network at all.
        """
        # No plain range: SQLite would walk the gallery's index from here instead of from a page's cursor.
        begun = case((cls.visible_from <= at, true()), else_=false())
        public = (
            select(cls)
            .join(Campaign, Campaign.id == cls.campaign_id)
            .where(
                cls.state == "approved", begun, cls.agreed(purpose, at, channel.place if channel else None)
            )
            .where(Campaign.hidden_at.is_(None))
        )
        return public if channel is None else public.where(cls.brand_id == channel.brand_id)

    @classmethod
    def agreed(
        cls, purpose: str, at: datetime, network: str | InstrumentedAttribute[str] | None = None
    ) -> ColumnElement[bool]:
        """Whether the author and every other person who was asked agree to a use at that moment.

        Somebody asked twice, under other terms, agrees while one of their answers stands. People nobody
        can ask agree to nothing.
        """
        author, asked, answered = _parties()
        where = author.network if network is None else network
        again = and_(answered.submission_id == asked.submission_id, answered.person == asked.person)
        yes = and_(answered.live(at), _covers(answered, purpose, where))
        open_ = exists().where(
            asked.submission_id == author.submission_id,
            _covers(asked, purpose, where),
            asked.party != "author",
            not_(asked.live(at)),
            not_(exists().where(again, yes).correlate_except(answered)),
        )
        everybody = exists().where(
            author.submission_id == cls.id,
            author.party == "author",
            author.live(at),
            _covers(author, purpose, where),
            not_(open_.correlate_except(asked)),
        )
        return and_(not_(cls.strangers), everybody)


@cache
def _parties() -> tuple[type[Consent], type[Consent], type[Consent]]:
    """Three views of the consents; to make them anew for every question would cost more than asking it."""
    return aliased(Consent), aliased(Consent), aliased(Consent)


def _covers(
    consent: type[Consent], purpose: str, network: str | InstrumentedAttribute[str]
) -> ColumnElement[bool]:
    """Whether an answer is about this purpose, and on this network or on all of them."""
    return and_(consent.purpose == purpose, or_(consent.network == "", consent.network == network))
