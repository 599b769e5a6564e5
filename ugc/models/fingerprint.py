"""What is kept of a photo to know its copies by, laid out so that SQL finds candidates.

A photo has 128 slopes (media.fingerprints): 64 to the right, 64 down, in rows of eight. Each is one bit:
whether it rises. Each quarter of the picture makes a band of twenty bits; a copy keeps nearly all of at
least one.
"""

from array import array
from collections.abc import Iterable, Sequence
from typing import Self

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ugc.models.base import Base, CustomerOwned, Owned
from ugc.models.photo import Photo

Slopes = Sequence[int]

SIDE = 8
DOWNWARD = SIDE * SIDE  # where the slopes down begin
BITS = 2 * SIDE * SIDE
ACROSS = (0, 1, 2, 5, 6, 7, 8, 10, 13, 15)  # the places in a quarter, row by row, whose slopes to the right
DOWN = (0, 2, 4, 5, 7, 8, 9, 10, 13, 15)  # and down are in its band: spread out, for neighbours are alike


def _places(top: int, left: int) -> tuple[int, ...]:
    """Where a quarter's band is among the slopes."""
    inside = [(top + place // 4) * SIDE + left + place % 4 for place in range(16)]
    return tuple([inside[at] for at in ACROSS] + [DOWNWARD + inside[at] for at in DOWN])


BANDS = tuple(_places(top, left) for top in (0, SIDE // 2) for left in (0, SIDE // 2))


class Fingerprint(Base, Owned, CustomerOwned):
    """One photo's slopes: `part` is the whole `picture`, or what is left of it `trimmed` of a border."""

    __tablename__ = "fingerprint"
    __table_args__ = tuple(  # these hold all that is asked for, so that no row is fetched for a candidate
        Index(f"ix_fingerprint_band{number}", f"band{number}", "brand_id", "bits", "photo_id")
        for number in range(len(BANDS))
    )

    photo_id: Mapped[str] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"), index=True)
    part: Mapped[str] = mapped_column(String(8))
    slopes: Mapped[bytes] = mapped_column(LargeBinary(BITS))
    bits: Mapped[bytes] = mapped_column(LargeBinary(BITS // 8))
    band0: Mapped[int]
    band1: Mapped[int]
    band2: Mapped[int]
    band3: Mapped[int]

    @classmethod
    def of(cls, photo: Photo, part: str, slopes: str) -> Self:
        """The row for slopes in hexadecimal, as the darkroom gives them."""
        whose = {"brand_id": photo.brand_id, "customer_id": photo.customer_id, "photo_id": photo.id}
        return cls(**whose, part=part, **columns(bytes.fromhex(slopes)))


def columns(slopes: bytes) -> dict[str, bytes | int]:
    """All that a row keeps of slopes."""
    read = read_slopes(slopes)
    bands = {f"band{number}": pack(read[place] for place in places) for number, places in enumerate(BANDS)}
    return {"slopes": slopes, "bits": pack(read).to_bytes(BITS // 8), **bands}


def read_slopes(data: bytes) -> Slopes:
    """A signed number for each byte."""
    return array("b", data)


def pack(slopes: Iterable[int]) -> int:
    """One bit for each slope, the first one lowest: whether it rises."""
    return sum(1 << place for place, slope in enumerate(slopes) if slope > 0)
