"""Signing in at Instagram, and the session that is kept instead of the password."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from instaloader.exceptions import TwoFactorAuthRequiredException
from instaloader.instaloadercontext import InstaloaderContext, RateController

from ugc.platforms.errors import PlatformError
from ugc.platforms.instagram.refusals import in_sentences

logger = logging.getLogger(__name__)

TIMEOUT = 30.0  # seconds
PAUSE = 3600.0  # seconds after we were asked to slow down


class _Meter(RateController):
    """Counts every query before it is made, and never sleeps: whoever asked has other work to do."""

    def __init__(self, context: InstaloaderContext, count: Callable[[], None]) -> None:
        super().__init__(context)
        self._count = count

    def wait_before_query(self, query_type: str) -> None:
        self._count()

    def handle_429(self, query_type: str) -> None:
        self.sleep(PAUSE)

    def sleep(self, secs: float) -> None:
        raise PlatformError(
            "Instagram asks us to slow down; we wait and go on by ourselves.", retry_after=secs
        )


class _Context(InstaloaderContext):
    def error(self, msg: str, repeat_at_end: bool = True) -> None:
        """Into our log instead of onto stderr, without addresses: they hold what was asked for whom."""
        logger.info("instaloader had a problem with a query")


@dataclass(frozen=True)
class Signed:
    """A signed-in session: whose it is, and its cookies."""

    username: str
    cookies: dict[str, str]

    def text(self) -> str:
        """As it is kept, encrypted, with the channel."""
        return json.dumps({"username": self.username, "cookies": self.cookies}, sort_keys=True)


def context(count: Callable[[], None]) -> InstaloaderContext:
    """Instaloader without its sleeps, retries and prints; `count` is called before every query."""
    return _Context(
        sleep=False,
        quiet=True,
        max_connection_attempts=1,
        request_timeout=TIMEOUT,
        rate_controller=lambda made: _Meter(made, count),
        iphone_support=False,
    )


def open_session(made: InstaloaderContext, secret: str, count: Callable[[], None]) -> Signed:
    """Go on with a kept session, or sign in with `name password [code]`. Raises PlatformError."""
    if secret.startswith("{"):
        return _go_on(made, secret)
    return _sign_in(made, secret.split(), count)


def _go_on(made: InstaloaderContext, secret: str) -> Signed:
    try:
        kept: dict[str, Any] = json.loads(secret)
        signed = Signed(str(kept["username"]), {name: str(value) for name, value in kept["cookies"].items()})
        made.load_session(signed.username, dict(signed.cookies))
    except (ValueError, LookupError, TypeError, AttributeError):
        raise _unreadable() from None
    return signed


def _sign_in(made: InstaloaderContext, words: list[str], count: Callable[[], None]) -> Signed:
    if len(words) not in (2, 3):
        raise _unreadable()
    for _ in words:  # as many requests as words: the start page, the password, the code
        count()
    with in_sentences(words[0]):
        try:
            made.login(words[0], words[1])
        except TwoFactorAuthRequiredException:
            if len(words) < 3:
                raise
            made.two_factor_login(words[2])
        return Signed(words[0], dict(made.save_session()))


def _unreadable() -> PlatformError:
    return PlatformError(
        "Instagram takes a name and a password with a blank between them, and a third word where it asks for "
        "a code; or a session as it is kept. Sign in again.",
        needs_person=True,
    )
