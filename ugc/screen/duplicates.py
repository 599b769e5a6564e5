"""The same photo, or nearly: anywhere in the brand, however it was resized, recompressed, mirrored or framed.

Which copies are found, how many others are taken for one, and how long it takes: docs/hints.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import CompoundSelect, bindparam, select, union_all

from ugc.db import Session
from ugc.models import Fingerprint, Photo, Submission
from ugc.models.fingerprint import BANDS, BITS, Slopes, pack, read_slopes
from ugc.screen.findings import Finding, clear, found, not_checked
from ugc.screen.likeness import is_plain, likely_bands, mirrored

RADIUS = 28  # of 128 bits
PROBES = 32  # bands looked up for each of a picture's four
SHOWN = 5  # to a moderator
GONE = ("withdrawn", "erased")


@dataclass(frozen=True)
class Near:
    """A photo that is like another: how many of 128 bits differ, and whether it is its mirror image."""

    photo_id: str
    distance: int
    mirrored: bool


def check(session: Session, submission: Submission) -> Iterator[Finding]:
    """For each photo, the nearest of other submissions that have not been taken back."""
    for photo in submission.photos:
        prints = session.scalars(select(Fingerprint).where(Fingerprint.photo_id == photo.id)).all()
        views = [view for one in prints if not is_plain(view := read_slopes(one.slopes))]
        if not views:
            yield not_checked("duplicate", "plain" if prints else "missing", photo)
        elif others := _of_others(session, submission, near(session, photo.brand_id, views)):
            evidence = [{"id": n.photo_id, "distance": n.distance, "mirrored": n.mirrored} for n in others]
            yield found("duplicate", 1 - others[0].distance / BITS * 2, photo, photos=evidence)
        else:
            yield clear("duplicate", photo)


def near(session: Session, brand_id: str, views: Iterable[Slopes]) -> list[Near]:
    """The brand's photos that are like any view of a picture or its mirror image, nearest first."""
    turns = [turn for view in views for turn in ((view, False), (mirrored(view), True))]
    asked: dict[str, Any] = {"brand_id": brand_id}
    for band, places in enumerate(BANDS):
        likely = (likely_bands([slopes[place] for place in places], PROBES) for slopes, _ in turns)
        asked[f"band{band}"] = sorted(set(chain.from_iterable(likely)))
    mine = [(pack(slopes), turned) for slopes, turned in turns]
    best: dict[str, Near] = {}
    for photo_id, bits in session.execute(_candidates(), asked):
        theirs = int.from_bytes(bits)
        for own, turned in mine:
            distance = (own ^ theirs).bit_count()
            if distance <= RADIUS and (photo_id not in best or distance < best[photo_id].distance):
                best[photo_id] = Near(photo_id, distance, turned)
    return sorted(best.values(), key=lambda one: one.distance)


@cache
def _candidates() -> CompoundSelect[str, bytes]:
    """Photos that share a likely band with a turn of a picture; kept, because building it takes time."""
    photo = select(Fingerprint.photo_id, Fingerprint.bits).where(
        Fingerprint.brand_id == bindparam("brand_id")
    )
    columns = {name: getattr(Fingerprint, name) for name in (f"band{band}" for band in range(len(BANDS)))}
    return union_all(
        *(photo.where(column.in_(bindparam(name, expanding=True))) for name, column in columns.items())
    )


def _of_others(session: Session, submission: Submission, nearest: Sequence[Near]) -> list[Near]:
    """Those in other submissions that are still there."""
    ids = [one.photo_id for one in nearest[: SHOWN * 10]]
    there = select(Photo.id).join(Submission, Submission.id == Photo.submission_id)
    there = there.where(Photo.id.in_(ids), Submission.id != submission.id, Submission.state.not_in(GONE))
    kept = set(session.scalars(there))
    return [one for one in nearest if one.photo_id in kept][:SHOWN]
