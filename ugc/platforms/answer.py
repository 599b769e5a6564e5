"""What a server said, and what its headers tell about time."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from ugc.platforms.errors import PlatformError

T = TypeVar("T")
LONGEST_PAUSE = timedelta(days=1)


@dataclass(frozen=True)
class Answer:
    """A response and when it came, on our clock. `once`: its request must not be repeated blindly."""

    host: str
    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    received: datetime
    once: bool = False

    def read(self, parse: Callable[[Any], T]) -> T:
        """`parse` applied to the JSON body. Raises PlatformError when it is not what `parse` expects."""
        try:
            return parse(_storable(json.loads(self.body)))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as problem:
            message = f"{self.host} answered in a way we do not understand."
            raise PlatformError(message, unknown=self.once) from problem

    def usable(self) -> "Answer":
        """The answer, unless the server is too busy or too ill to give one: then PlatformError."""
        if self.status == 429:
            message = f"{self.host} asks us to slow down; we wait and go on by ourselves."
            raise PlatformError(message, retry_after=self.pause())
        if self.status >= 500 or self.status == 408:
            # A gateway's 502 or 504 often stands before a server that did carry the request out.
            message = f"{self.host} has trouble of its own (status {self.status})."
            raise PlatformError(message, retry_after=self.pause(), unknown=self.once)
        return self

    def pause(self) -> float | None:
        """Seconds to wait by Retry-After (RFC 9110 §10.2.3) or (X-)RateLimit-Reset, from 1 to a day."""
        for name in ("Retry-After", "X-RateLimit-Reset", "RateLimit-Reset"):
            if (wait := self._wait(self.headers.get(name, "").strip())) is not None:
                return min(max(wait, 1.0), LONGEST_PAUSE.total_seconds())
        return None

    def _wait(self, value: str) -> float | None:
        if value.isdecimal() and len(value) < 10:  # with ten digits it is seconds since 1970
            return float(value)
        until = _moment(value)
        return (until - self.received).total_seconds() if until else None

    def on_their_clock(self, ours: datetime) -> datetime:
        """A moment of our clock as the server's clock shows it, by its Date header (whole seconds)."""
        theirs = _moment(self.headers.get("Date", ""))
        return ours + (theirs - self.received) if theirs else ours


def _storable(value: Any) -> Any:
    """JSON as it came, its text without what no database takes: NUL and halves of surrogate pairs."""
    if isinstance(value, str):
        return value.replace("\0", "").encode(errors="ignore").decode()
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, dict):
        return {_storable(name): _storable(one) for name, one in value.items()}
    return value


def _moment(value: str) -> datetime | None:
    """An HTTP date, ISO 8601 or seconds since 1970 as an aware moment; None for anything else."""
    try:
        if value.isdecimal():
            return datetime.fromtimestamp(int(value), UTC)
        parsed = parsedate_to_datetime(value) if "," in value else datetime.fromisoformat(value)
    except (ValueError, OverflowError, OSError):
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
