"""A clock that walks through the past: what is due at a moment happens then, in order of time."""

from collections.abc import Callable
from datetime import datetime
from heapq import heappop, heappush
from itertools import count


class Walk:
    """Walks up to `until`; what would come later does not happen."""

    def __init__(self, until: datetime) -> None:
        self._until = self._now = until
        self._due: list[tuple[datetime, int, Callable[[], None]]] = []
        self._number = count()

    def clock(self) -> datetime:
        """The moment that has been reached."""
        return self._now

    def at(self, moment: datetime, do: Callable[[], None]) -> None:
        """Let something happen at a moment; of two at once, the one that was said first."""
        heappush(self._due, (moment, next(self._number), do))

    def go(self, then: Callable[[], None]) -> None:
        """Walk, and `then` after each thing that happened; both may add to what is due."""
        while self._due and self._due[0][0] <= self._until:
            self._now, _, do = heappop(self._due)
            do()
            then()
        self._now = self._until
