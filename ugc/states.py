"""Small machines as data: every state a row can be in, and every arrow between two of them.

`lifecycle.move` is the only code that follows an arrow; an arrow that is not here does not exist.
"""

from collections.abc import Mapping
from dataclasses import dataclass


class Drawn(Exception):
    """A machine's table contradicts itself. Raised at import, so a wrong drawing never runs."""


@dataclass(frozen=True)
class Machine:
    """A state graph: where a row begins, and from each state the states it may go to."""

    name: str
    start: str
    arrows: Mapping[str, frozenset[str]]

    def __post_init__(self) -> None:
        seen, todo = {self.start}, [self.start]
        while todo:
            for target in self.arrows.get(todo.pop(), frozenset()) - seen:
                seen.add(target)
                todo.append(target)
        if seen != set(self.arrows):
            raise Drawn(f"{self.name}: unreachable or undrawn states {sorted(seen ^ set(self.arrows))}")

    def allows(self, old: str, new: str) -> bool:
        """Whether an arrow leads from old to new."""
        return new in self.arrows.get(old, frozenset())


def _draw(name: str, start: str, **arrows: str) -> Machine:
    return Machine(name, start, {state: frozenset(targets.split()) for state, targets in arrows.items()})


SUBMISSION = _draw(
    "submission",
    start="received",
    received="ready unusable withdrawn found",
    found="received withdrawn",  # seen on a network; its author has agreed to nothing yet
    unusable="received withdrawn",  # the customer sent another photo
    ready="approved declined returned withdrawn",
    returned="received ready withdrawn",  # mended by the customer; undone by the moderator
    approved="held ready withdrawn",  # undone by the moderator in the grace period
    held="approved declined withdrawn",
    declined="ready held withdrawn",  # undone in the grace period, or an appeal upheld
    withdrawn="erased",
    erased="",
)

PHOTO = _draw(
    "photo",
    start="received",
    received="ready unusable",
    ready="received",  # a moderator hid something of it, so it is made anew before anybody sees it
    unusable="",
)

CONSENT = _draw(
    "consent",
    start="requested",
    requested="given refused lapsed",
    given="withdrawn expired",
    refused="given",  # asked once more by a moderator, its person said yes after all
    lapsed="requested",  # its author has them asked once more; a no is never asked again like that
    withdrawn="",
    expired="",
)

RESHARE = _draw(
    "reshare",
    start="draft",
    draft="scheduled cancelled",
    scheduled="sending sent cancelled",  # sent: by a person, on a network without an adapter
    sending="sent failed unknown scheduled cancelled",  # scheduled: the network asked us to wait
    unknown="sent scheduled",
    failed="scheduled cancelled",
    cancelled="",
    sent="removing",
    removing="removed remove_by_hand",
    remove_by_hand="removed",
    removed="",
)

THREAD = _draw("thread", start="ours", ours="theirs closed", theirs="ours closed", closed="ours")

SCREENING = _draw(
    "screening",
    start="waiting",
    waiting="done failed",
    done="waiting",  # the customer changed it
    failed="waiting",
)

APPEAL = _draw("appeal", start="open", open="upheld dismissed", upheld="", dismissed="")

REPORT = _draw("report", start="open", open="upheld dismissed", upheld="", dismissed="")

INVITE = _draw("invite", start="open", open="used withdrawn", used="", withdrawn="")

MAIL = _draw(
    "mail",
    start="queued",
    queued="sending cancelled",
    sending="sent failed queued",
    sent="",
    failed="queued cancelled",
    cancelled="queued",  # a decision undone and made again
)

FIND = _draw(
    "find",
    start="found",
    found="asked passed refused gone",
    passed="found refused gone",  # not for us; a person may change their mind
    asked="answered granted refused lapsed gone",
    answered="granted refused lapsed gone",
    lapsed="answered granted refused gone",  # a late answer still counts
    granted="gone",
    refused="gone",
    gone="",  # deleted where it was found
)

SEARCH = _draw("search", start="waiting", waiting="over", over="waiting")

ERASURE = _draw("erasure", start="waiting", waiting="done cancelled", done="", cancelled="")

REPLY = _draw(
    "reply",
    start="queued",
    queued="sending by_hand cancelled",
    by_hand="sent cancelled",  # for a person to copy, where we have no way in
    sending="sent unknown failed queued cancelled",
    unknown="sent queued",
    failed="queued by_hand cancelled",
    cancelled="",
    sent="",
)
