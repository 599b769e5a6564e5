"""The yardstick of `bench duplicates`: numpy compares a picture with every hash there is, in memory."""

from collections.abc import Callable, Sequence
from importlib.util import find_spec

from sqlalchemy import select

from ugc.db import Session
from ugc.models import Fingerprint
from ugc.models.fingerprint import BITS, Slopes, pack
from ugc.screen.likeness import mirrored

INSTALL = "pip install numpy"


def scanner(session: Session, radius: int) -> Callable[[Sequence[Slopes]], object] | None:
    """Counts the hashes within the radius of any view or its mirror image; None without numpy."""
    if find_spec("numpy") is None:
        return None
    import numpy  # noqa: PLC0415 - only where it is installed

    kept = b"".join(session.scalars(select(Fingerprint.bits)))
    hashes = numpy.frombuffer(kept, dtype=">u8").astype("u8").reshape(-1, BITS // 64)

    def scan(views: Sequence[Slopes]) -> int:
        found = 0
        for slopes in (turn for view in views for turn in (view, mirrored(view))):
            asked = numpy.frombuffer(pack(slopes).to_bytes(BITS // 8), dtype=">u8").astype("u8")
            found += int((numpy.bitwise_count(hashes ^ asked).sum(axis=1) <= radius).sum())
        return found

    return scan
