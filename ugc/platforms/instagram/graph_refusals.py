"""What the Graph API answers instead of posts, as sentences that say what to do next.

Codes: https://developers.facebook.com/docs/graph-api/guides/error-handling and
…/docs/instagram-platform/reference/error-codes; limits: …/docs/graph-api/overview/rate-limiting. Its own
words are never repeated: they may quote the token.
"""

import json
from collections.abc import Iterator
from typing import Any

from ugc.platforms.answer import Answer
from ugc.platforms.errors import PlatformError

FULL = 90  # percent of a limit; the rest is left to others who use the same app
HOUR, DAY = 3600.0, 86400.0  # seconds
AGAIN = "Make a new token and sign in again for this channel; what waits is kept."
BUSY = {4, 17, 32, 613} | set(range(80000, 80015))
TAGS = 18
PARAMETER = 100  # what was asked for makes no sense to them, now or later
BLOCKED = 368
KEY = {102, 190}
RIGHTS = {3, 10} | set(range(200, 300))
NOT_THERE = {(24, None), (24, 2207024), (100, 33)}
WHY = {
    458: "Somebody has taken our app out of the account.",
    459: "Facebook wants to see who you are: open facebook.com and follow what it asks.",
    460: "The password of the account was changed.",
    463: "The token has run out.",
    464: "Facebook wants to see who you are: open facebook.com and follow what it asks.",
    467: "The token was revoked.",
}


class NotThereError(PlatformError):
    """Instagram says there is no such thing, or none that we may see."""


def accepted(answer: Answer) -> Answer:
    """The answer when it is a yes; else the PlatformError that says what to do."""
    if answer.status < 400:
        return answer
    raise _refused(answer, *_codes(answer))


def rest(answer: Answer) -> PlatformError | None:
    """Why nothing more should be asked for now, by what the usage headers say; None while there is room."""
    if max(_shares(answer), default=0) < FULL:
        return None
    message = "Instagram has answered nearly as much as it allows us; we wait and go on by ourselves."
    return PlatformError(message, retry_after=_wait(answer))


def _refused(answer: Answer, code: int, subcode: int | None) -> PlatformError:
    if (code, subcode) in NOT_THERE:
        return NotThereError("Instagram does not show this, or not to us.", permanent=True)
    if words := _for_a_person(code, subcode):
        return PlatformError(f"{words} {AGAIN}", needs_person=True)
    if later := _later(answer, code):
        return PlatformError(later[0], retry_after=later[1])
    return PlatformError(f"Instagram refused (error {code}).", permanent=answer.once or code == PARAMETER)


def _for_a_person(code: int, subcode: int | None) -> str:
    if code in KEY:
        return f"Instagram no longer accepts our key. {WHY.get(subcode or 0, 'It may have been revoked.')}"
    if code in RIGHTS:
        return (
            "Instagram does not let this account do that. See that the token has instagram_basic and "
            "instagram_manage_comments, and its app Instagram Public Content Access."
        )
    return ""


def _later(answer: Answer, code: int) -> tuple[str, float] | None:
    """What we wait for, and how many seconds."""
    if code in BUSY:
        return "Instagram asks us to slow down; we wait and go on by ourselves.", _wait(answer)
    if code == TAGS:
        return "Instagram lets an account ask about 30 hashtags in seven days; these are used up.", DAY
    if code == BLOCKED:
        return "Instagram holds this account back for a while; we wait and go on by ourselves.", DAY / 4
    return None


def _codes(answer: Answer) -> tuple[int, int | None]:
    """The error's code and subcode; 0 for an answer that has none."""
    try:
        return answer.read(lambda body: (int(body["error"]["code"]), body["error"].get("error_subcode")))
    except PlatformError:
        return 0, None


def _shares(answer: Answer) -> Iterator[float]:
    """How full each limit is, in percent."""
    for usage in _usages(answer):
        for name in ("call_count", "total_time", "total_cputime"):
            yield _number(usage.get(name))


def _wait(answer: Answer) -> float:
    """Seconds until there is room again; they say so in minutes, or not at all."""
    minutes = max((_number(one.get("estimated_time_to_regain_access")) for one in _usages(answer)), default=0)
    return min(minutes * 60, DAY) or HOUR


def _usages(answer: Answer) -> list[dict[str, Any]]:
    """Both usage headers; none for one that is not what we expect."""
    try:
        app = json.loads(answer.headers.get("X-App-Usage", "{}"))
        business = json.loads(answer.headers.get("X-Business-Use-Case-Usage", "{}"))
        return [dict(app), *(dict(one) for entries in business.values() for one in entries)]
    except (ValueError, TypeError, AttributeError):
        return []


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0
