"""How like two pictures are, and which bands a copy may have: from their slopes (models.fingerprint)."""

from collections.abc import Sequence
from heapq import heappop, heappush

from ugc.models.fingerprint import BITS, DOWNWARD, SIDE, Slopes

FAINT = 2  # levels of grey: a slope that may well be noise
ENOUGH = BITS // 4  # slopes that are not faint; a picture with fewer is like every other plain one


def mirrored(slopes: Slopes) -> list[int]:
    """The slopes of the picture's mirror image."""
    rows = [slopes[start : start + SIDE] for start in range(0, BITS, SIDE)]
    turned = [slope for row in rows for slope in reversed(row)]
    return [-slope for slope in turned[:DOWNWARD]] + turned[DOWNWARD:]


def is_plain(slopes: Slopes) -> bool:
    """Whether there is too little in a picture to know a copy by."""
    return sum(abs(slope) > FAINT for slope in slopes) < ENOUGH


def likely_bands(slopes: Sequence[int], most: int) -> list[int]:
    """The band of these slopes and those it most likely becomes in a copy, at most so many.

    A faint slope turns over first. The sets of slopes to turn over come cheapest first, each by adding the
    next steeper slope to an earlier set or taking it in place of the set's steepest.
    """
    places = sorted(range(len(slopes)), key=lambda place: abs(slopes[place]))
    costs, turns = [abs(slopes[place]) for place in places], [1 << place for place in places]
    band = sum(1 << place for place, slope in enumerate(slopes) if slope > 0)
    bands, waiting = [band], [(costs[0], 0, band ^ turns[0])]
    while waiting and len(bands) < most:
        cost, last, turned = heappop(waiting)
        bands.append(turned)
        if (further := last + 1) < len(slopes):
            heappush(waiting, (cost + costs[further], further, turned ^ turns[further]))
            instead = turned ^ turns[last] ^ turns[further]
            heappush(waiting, (cost - costs[last] + costs[further], further, instead))
    return bands
