"""Processes that end in the middle: any step a worker takes outside its own memory may be its last."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ugc.db import Clock, Database, Session, Whose


class Killed(BaseException):
    """The process ended here, as by `kill -9`; nothing of ours may catch it."""


class Fate:
    """Counts the steps taken since `doom` and kills at the one chosen there, once."""

    def __init__(self) -> None:
        self._left: int | None = None

    def doom(self, steps: int | None) -> None:
        """From now on, let so many steps pass and kill at the next one; None lets all pass."""
        self._left = steps

    def step(self) -> None:
        """One step; perhaps the last."""
        if self._left is None:
            return
        self._left -= 1
        if self._left < 0:
            self._left = None
            raise Killed

    @contextmanager
    def elsewhere(self) -> Iterator[None]:
        """What happens in here is done by other processes."""
        left, self._left = self._left, None
        yield
        self._left = left


class Fragile:
    """A part of the installation, each of whose calls may be the last: before it is done, or just after."""

    def __init__(self, part: Any, fate: Fate) -> None:
        self._part = part
        self._fate = fate

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._part, name)
        if not callable(found):
            return found

        def call(*args: Any, **options: Any) -> Any:
            self._fate.step()
            result = found(*args, **options)
            self._fate.step()
            return result

        return call


class FragileDatabase(Database):
    """Transactions that never begin, or commit and nobody is left to go on."""

    def __init__(self, url: str, clock: Clock, fate: Fate) -> None:
        super().__init__(url, clock)
        self._fate = fate

    @contextmanager
    def write(self, whose: Whose) -> Iterator[Session]:
        self._fate.step()
        with super().write(whose) as session:
            yield session
        self._fate.step()
