from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ugc.models.base import Base, Owned


class View(Base, Owned):
    """A way somebody likes to narrow their queue, under a name: the filters of its address."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("brand_id", "account_id", "name"),)

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str] = mapped_column(String(60))
    filters: Mapped[dict[str, Any]]
