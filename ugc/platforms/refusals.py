"""What a server that speaks HTTP and JSON refuses, as sentences that say what to do next."""

from collections.abc import Callable
from typing import Any

from ugc.platforms.answer import Answer
from ugc.platforms.errors import PlatformError, quoted


def accepted(answer: Answer, reason: Callable[[Any], str]) -> Answer:
    """The answer when it is a yes; else PlatformError. `reason` reads what the server said from its JSON."""
    if answer.status < 400:
        return answer
    host, said = answer.host, quoted(_said(answer, reason))
    if answer.status == 401:
        raise signed_out(answer)
    if answer.status == 403:
        message = (
            f"{host} does not let this account do that ({said}). See whether the account is in good "
            "standing, then sign in again for this channel with permission to read and to write."
        )
        raise PlatformError(message, needs_person=True)
    raise PlatformError(f"{host} refused ({said}).", permanent=True)


def signed_out(answer: Answer) -> PlatformError:
    """The key or session of a channel is worth nothing any more."""
    message = f"{answer.host} no longer accepts our key. Sign in again for this channel; what waits is kept."
    return PlatformError(message, needs_person=True)


def not_ours(host: str) -> PlatformError:
    """A post that was to be taken down is another account's."""
    message = f"This post on {host} belongs to another account; take it down from there."
    return PlatformError(message, permanent=True, needs_person=True)


def _said(answer: Answer, reason: Callable[[Any], str]) -> str:
    try:
        return answer.read(reason)
    except PlatformError:
        return f"status {answer.status}"
