"""What was acknowledged to people and what they said since, written down apart from the code under test."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Piece:
    """One customer's contribution.

    `grants` says, for each party and purpose asked, until when they agree (None: they don't).
    `decided` is what moderators made of it; an approval counts from `visible_from` on.
    """

    id: str
    story: str
    credit: str
    originals: list[bytes]
    grants: dict[tuple[str, str], datetime | None] = field(default_factory=dict)
    decided: str = ""
    visible_from: datetime | None = None

    def live(self, now: datetime) -> set[tuple[str, str]]:
        """Who agrees to what at this moment."""
        return {asked for asked, until in self.grants.items() if until is not None and now < until}

    def agreed(self, purpose: str, now: datetime) -> bool:
        """Whether everybody who was asked agrees to this use at this moment."""
        return {asked for asked in self.grants if asked[1] == purpose} <= self.live(now)

    def public(self, purpose: str, now: datetime) -> bool:
        """Whether it may be shown for this use at this moment."""
        begun = self.visible_from is not None and self.visible_from <= now
        return self.decided == "approved" and begun and self.agreed(purpose, now)

    def over(self, now: datetime) -> bool:
        """Whether nothing of it may be left on a network."""
        return self.decided not in ("approved", "held") or not self.agreed("reshare", now)

    def withdraw(self, party: str | None = None, purpose: str | None = None) -> None:
        """Somebody takes grants back: those of a party, of a purpose, or all."""
        for asked in self.grants:
            if party in (None, asked[0]) and purpose in (None, asked[1]):
                self.grants[asked] = None
