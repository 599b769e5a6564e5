from typing import Literal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ugc.models.account import Account
from ugc.models.base import Base, CustomerOwned, Owned


class Switch(Base, Owned):
    """That a rule of a campaign's definition is on, as it stood when somebody had seen what it would do.

    `digest` is that of the rule (moderate.rules): one that was changed since is on trial again.
    """

    __tablename__ = "rule_switch"
    __table_args__ = (UniqueConstraint("campaign_id", "rule"),)

    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaign.id"))
    rule: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(16))
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))

    account: Mapped[Account] = relationship()


class Flag(Base, Owned, CustomerOwned):
    """What a rule did to a submission that waits: a label, and to whom it goes (`to`, for a route).

    A flag decides nothing and shows nothing to a customer.
    """

    __tablename__ = "flag"
    __table_args__ = (
        UniqueConstraint("submission_id", "rule"),
        Index("ix_flag_rule", "brand_id", "rule", "submission_id"),
    )

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"))
    rule: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(200))
    does: Mapped[Literal["tag", "route", "hold"]] = mapped_column(String(8))
    to: Mapped[str] = mapped_column(String(254), default="")
