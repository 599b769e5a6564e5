"""The one error every platform and mailer raises."""

import unicodedata


class PlatformError(Exception):
    """Something outside refused us or could not be reached; the message is a sentence for the desk.

    permanent     this very request will never succeed: don't repeat it.
    retry_after   seconds to wait before the next try, where the other side said so.
    needs_person  nothing on this channel will succeed before a person acts: keep what waits.
    unknown       the request may have been carried out and we never saw the answer: reconcile first.
    """

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        needs_person: bool = False,
        unknown: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.permanent = permanent
        self.retry_after = retry_after
        self.needs_person = needs_person
        self.unknown = unknown


def quoted(words: str, most: int = 200) -> str:
    """What the other side said, fit to stand in a sentence of ours: one short line, no control characters."""
    line = " ".join("".join(c if unicodedata.category(c)[0] != "C" else " " for c in words).split())
    return f"“{line[:most].rstrip('.')}”" if line else "no reason given"
