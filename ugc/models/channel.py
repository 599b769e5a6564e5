from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ugc.models.base import Base, Owned


class Channel(Base, Owned):
    """A connected social account. `secret` is encrypted (vault.Vault); `problem` says what needs a person."""

    __tablename__ = "channel"

    network: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(80))
    base_url: Mapped[str] = mapped_column(String(200))
    secret: Mapped[str] = mapped_column(Text)
    problem: Mapped[str | None]
