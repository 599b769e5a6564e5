"""What was acknowledged to people and what they said since, written down apart from the code under test."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

# What is not to be shown any more is kept so long, then erased: the campaign's `retention`.
KEPT = {"declined": timedelta(days=183), "withdrawn": timedelta(days=30), "approved": timedelta(days=30)}


@dataclass
class Piece:
    """One customer's contribution.

    `grants` says, for each party and purpose asked, until when they agree (None: they don't), and
    `agreed_until` until when its author last did. `decided` is what moderators made of it, final at
    `decided_at`; an approval counts from `visible_from` on.
    """

    id: str
    story: str
    credit: str
    originals: list[bytes]
    grants: dict[tuple[str, str], datetime | None] = field(default_factory=dict)
    decided: str = ""
    decided_at: datetime | None = None
    agreed_until: datetime | None = None
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
        undoable = self.decided == "declined" and self.decided_at is not None and now < self.decided_at
        kept = undoable or self.decided in ("approved", "held")
        return not kept or not self.agreed("reshare", now)

    def may_be_forgotten(self, now: datetime) -> bool:
        """Whether it is over for so long that it is erased; never while its author agrees to anything."""
        over = self.agreed_until if self.decided == "approved" else self.decided_at
        return self.decided in KEPT and over is not None and over + KEPT[self.decided] <= now

    def withdraw(self, now: datetime, party: str | None = None, purpose: str | None = None) -> None:
        """Somebody takes grants back: those of a party, of a purpose, or all."""
        for asked in self.grants:
            if party in (None, asked[0]) and purpose in (None, asked[1]):
                self.grants[asked] = None
        given = [until for (who, _), until in self.grants.items() if who == "author" and until is not None]
        if self.agreed_until is not None:
            self.agreed_until = max(given, default=min(self.agreed_until, now))

    def decide(self, outcome: str, at: datetime) -> None:
        """Moderators decide, or its author takes all of it back; final at that moment."""
        self.decided, self.decided_at = outcome, at
