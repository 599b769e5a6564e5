from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ugc.models.base import Base, Owned

PLACES = {
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
    "instagram": "Instagram",
    "facebook": "Facebook",
    "tiktok": "TikTok",
}
"""What the networks call themselves; customers are asked about each by itself."""


def _its_network(context: Any) -> str:
    return str(context.get_current_parameters()["network"])


class Channel(Base, Owned):
    """A connected social account. `secret` is encrypted (vault.Vault); `problem` says what needs a person.

    `place` is the network customers are asked about (Consent.network): where an account looked after by
    hand really is.
    """

    __tablename__ = "channel"

    network: Mapped[str] = mapped_column(String(16))
    place: Mapped[str] = mapped_column(String(16), default=_its_network)
    name: Mapped[str] = mapped_column(String(80))
    base_url: Mapped[str] = mapped_column(String(200))
    secret: Mapped[str] = mapped_column(Text)
    problem: Mapped[str | None]

    @property
    def known_as(self) -> str:
        """What everybody calls it: the network by its own name, and where we are there."""
        network = PLACES.get(self.place, "")
        account = self.base_url.partition("://")[2].removeprefix("www.").rstrip("/")
        return f"{network} ({account})" if network and account else network or account or self.name
