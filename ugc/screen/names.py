"""A name that could be taken for the brand's own, also in letters that only look like it."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from ugc.db import Session
from ugc.models import Submission
from ugc.screen.findings import Finding, clear, found
from ugc.screen.writing import folded

SAME, INSIDE, NEAR = 0.95, 0.8, 0.6  # how sure
LIKE = 0.85  # of the letters
LONG = 5  # letters: shorter ones are part of many names
TWINS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
LOOKS = str.maketrans("01i|5", "ollls")


def check(session: Session, submission: Submission) -> Iterator[Finding]:
    """The customer's name and the credit they ask for, against the brand's name."""
    brand = submission.campaign.brand.name
    names = submission.customer.name, submission.credit
    likeness, name = max((confusable(name, brand), name) for name in names)
    if likeness:
        yield found("name", likeness, name=name, brand=brand)
    else:
        yield clear("name")


def confusable(name: str, brand: str) -> float:
    """How sure it is that a reader takes one for the other; 0 when they do not."""
    mine, theirs = skeleton(name), skeleton(brand)
    if mine == theirs:
        return SAME
    if len(theirs) < LONG:
        return 0
    if theirs in mine:
        return INSIDE
    return NEAR if SequenceMatcher(None, mine, theirs).ratio() >= LIKE else 0


def skeleton(name: str) -> str:
    """A name as the eye takes it: look-alikes of other scripts as Latin, twins as one, nothing but letters.

    The look-alikes are those of Unicode's confusables (UTS #39).
    """
    latin = folded("".join(_latin(letter) for letter in name)).replace("&", "and").translate(LOOKS)
    plain = "".join(letter for letter in latin if letter.isalnum())
    for twin, one in TWINS:
        plain = plain.replace(twin, one)
    return plain


def _latin(letter: str) -> str:
    if letter.isascii():
        return letter
    from confusable_homoglyphs import confusables  # noqa: PLC0415  8 MB, which few names ask for

    for twin_of in confusables.is_confusable(letter, greedy=True, preferred_aliases=["latin"]) or ():
        looks = [twin["c"] for twin in twin_of["homoglyphs"] if twin["c"].isascii() and twin["c"].isalpha()]
        if looks:
            return str(looks[0])
    return letter
