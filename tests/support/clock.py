"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Callable like the system's clock; starts on a Sunday afternoon in November."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def advance(self, **length: float) -> datetime:
        """Move forward by a timedelta's arguments."""
        self.time += timedelta(**length)
        return self.time
