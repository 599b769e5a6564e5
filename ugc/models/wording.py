"""What is kept of a story to know its copies by: a few small numbers, so that SQL finds candidates.

MinHash (Broder 1997): of all pairs of neighbouring words, each of many hashes keeps the smallest. Two texts
agree in one of them as often as they share pairs. Three together make a band; stories of which four in five
pairs are the same share one of ten bands 999 times in 1,000, those that share one pair in twenty once in 800.
"""

import re
import unicodedata
from collections.abc import Iterator
from hashlib import blake2b
from itertools import pairwise

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ugc.models.base import Base, CustomerOwned, Owned
from ugc.models.submission import Submission

FEWEST = 8  # words: many people write “We love it so much”
BANDS, ROWS = 10, 3
HASH = 8  # bytes
WORD = re.compile(r"\w+")


class Wording(Base, Owned, CustomerOwned):
    """One band of a story."""

    __tablename__ = "wording"
    __table_args__ = (Index("ix_wording_band", "band", "brand_id", "submission_id"),)

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), index=True)
    band: Mapped[int] = mapped_column(BigInteger)

    @classmethod
    def of(cls, submission: Submission) -> Iterator["Wording"]:
        """The rows for a story; none for a short one."""
        whose = {"brand_id": submission.brand_id, "customer_id": submission.customer_id}
        for band in bands(submission.story):
            yield cls(**whose, submission_id=submission.id, band=band)


def pairs(text: str) -> set[str]:
    """All neighbouring words, as written but for case and punctuation; empty for a short text."""
    found = WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return {f"{one} {other}" for one, other in pairwise(found)} if len(found) >= FEWEST else set()


def bands(text: str) -> list[int]:
    """Numbers of 63 bits that two texts share if they are nearly the same; empty for a short text."""
    hashed = [_hashes(pair) for pair in pairs(text)]
    if not hashed:
        return []
    least = [min(each) for each in zip(*hashed, strict=True)]
    return [_band(number, least[number * ROWS : (number + 1) * ROWS]) for number in range(BANDS)]


def _hashes(pair: str) -> list[int]:
    """As many independent numbers as all bands together have."""
    data = b"".join(
        blake2b(pair.encode(), digest_size=64, salt=bytes([part])).digest()
        for part in range(-(-BANDS * ROWS * HASH // 64))
    )
    return [int.from_bytes(data[at : at + HASH]) for at in range(0, BANDS * ROWS * HASH, HASH)]


def _band(number: int, least: list[int]) -> int:
    data = bytes([number]) + b"".join(one.to_bytes(HASH) for one in least)
    return int.from_bytes(blake2b(data, digest_size=HASH).digest()) >> 1
