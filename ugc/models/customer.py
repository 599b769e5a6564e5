from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ugc.models.base import Base, Owned


class Customer(Base, Owned):
    """Somebody who wrote to a brand. `link_number` rises when their old links are revoked.

    Nobody proves an address by typing it, so each visit that does not come from "my page" makes a
    customer of its own; two of them may carry the same address.
    """

    __tablename__ = "customer"

    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), index=True)
    language: Mapped[str] = mapped_column(String(16))
    link_number: Mapped[int] = mapped_column(default=1)
