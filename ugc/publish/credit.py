"""The customer's own credit wording, and whether a caption still carries it (P4)."""

import re
from unicodedata import normalize


class Refused(Exception):
    """What was asked for is not possible; the text is a sentence for the desk."""


class CreditLost(Refused):
    """A caption does not carry the customer's credit."""

    def __init__(self, credit: str) -> None:
        super().__init__(f"The caption has to name its author as “{credit}”, word for word.")


def keeps(caption: str, credit: str) -> bool:
    """Whether the credit stands in the caption in its own wording, as words of its own.

    Line breaks and the way accents are encoded make no difference; a blank credit is never kept.
    """
    wording = _plain(credit)
    return bool(wording) and re.search(rf"(?<!\w){re.escape(wording)}(?!\w)", _plain(caption)) is not None


def _plain(text: str) -> str:
    return " ".join(normalize("NFC", text).split())
