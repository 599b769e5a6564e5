"""Everything Instagram and instaloader answer instead of posts, as sentences that say what to do next."""

from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError

from instaloader.exceptions import (
    AbortDownloadException,
    BadCredentialsException,
    ConnectionException,
    InstaloaderException,
    LoginException,
    LoginRequiredException,
    QueryReturnedNotFoundException,
    TooManyRequestsException,
    TwoFactorAuthRequiredException,
)

from ugc.platforms.errors import PlatformError

SLOW = 3600.0  # seconds; Instagram does not say
BLOCKED = 6 * 3600.0
AGAIN = "Sign in again for this channel; what waits is kept."


class NotThereError(PlatformError):
    """Instagram says there is no such thing."""


@contextmanager
def in_sentences(username: str) -> Iterator[None]:
    """Turn whatever is raised inside into a PlatformError. No word of it holds what was sent."""
    try:
        yield
    except PlatformError:
        raise
    except AbortDownloadException as problem:
        raise _aborted(str(problem), username) from None
    except InstaloaderException as problem:
        raise _refused(problem, username) from None
    except OSError:
        raise PlatformError("Instagram cannot be reached right now; nothing was lost.") from None
    except (LookupError, TypeError, ValueError, AttributeError, AssertionError):
        message = "Instagram answered in a way we do not understand; we try again later."
        raise PlatformError(message) from None


def _aborted(said: str, username: str) -> PlatformError:
    """What instaloader stops for: signed out, or Instagram wants a person, or blocks what we do."""
    if "feedback_required" in said:
        message = f"Instagram holds {username} back for a while; we wait and go on by ourselves."
        return PlatformError(message, retry_after=BLOCKED)
    if "login" in said:
        return PlatformError(f"Instagram has signed {username} out. {AGAIN}", needs_person=True)
    return PlatformError(
        f"Instagram wants to see that {username} is a person: open instagram.com as {username} and follow "
        f"what it asks. {AGAIN}",
        needs_person=True,
    )


def _refused(problem: InstaloaderException, username: str) -> PlatformError:
    match problem:
        case TwoFactorAuthRequiredException():
            words = f"Instagram has sent {username} a code: sign in again with name, password and that code."
        case BadCredentialsException():
            words = f"Instagram does not accept this password or code for {username}. {AGAIN}"
        case LoginException():
            words = _login(str(problem), username)
        case LoginRequiredException():
            words = f"Instagram has signed {username} out. {AGAIN}"
        case QueryReturnedNotFoundException():
            return NotThereError("Instagram does not show this right now; we look again later.")
        case ConnectionException():
            return _broken(problem, username)
        case _:
            return PlatformError("Instagram answered in a way we do not understand; we try again later.")
    return PlatformError(words, needs_person=True)


def _login(said: str, username: str) -> str:
    if "heckpoint" in said:
        return (
            f"Instagram wants to see that {username} is a person: open instagram.com as {username}, follow "
            f"what it asks. {AGAIN}"
        )
    if "does not exist" in said:
        return f"Instagram knows no account called {username}. {AGAIN}"
    return f"Instagram did not let {username} sign in. Wait an hour. {AGAIN}"


def _broken(problem: ConnectionException, username: str) -> PlatformError:
    """A query that failed; its status stands in the text, the reason only in the cause."""
    cause, said = problem.__cause__, str(problem)
    if isinstance(cause, TooManyRequestsException) or ": 429 " in said:
        message = "Instagram asks us to slow down; we wait an hour and go on by ourselves."
        return PlatformError(message, retry_after=SLOW)
    if ": 401 " in said or ": 403 " in said or "login_required" in said:
        return PlatformError(f"Instagram has signed {username} out. {AGAIN}", needs_person=True)
    if isinstance(cause, JSONDecodeError):
        message = "Instagram answered with a page for people instead of data; we try again later."
        return PlatformError(message, retry_after=SLOW)
    return PlatformError("Instagram has trouble of its own; we try again later.")
