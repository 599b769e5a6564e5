"""The same photo, or nearly: anywhere in the brand, however it was resized, recompressed, mirrored or framed.

Which copies are found, how many others are taken for one, and how long it takes: docs/hints.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Connection, select, text

from ugc.db import Session
from ugc.models import Fingerprint, Photo, Submission
from ugc.models.fingerprint import BANDS, BITS, Slopes, pack, read_slopes
from ugc.screen.findings import Finding, clear, found, not_checked
from ugc.screen.likeness import is_plain, likely_bands, mirrored

RADIUS = 28  # of 128 bits
PROBES = 24  # bands looked up for each of a picture's four
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
    likely = [_likely(places, turns) for places in BANDS]
    candidates = [(id_, int.from_bytes(bits)) for id_, bits in _sharing(session, brand_id, likely)]
    best: dict[str, Near] = {}
    for slopes, turned in turns:
        own = pack(slopes)
        alike = ((id_, far) for id_, bits in candidates if (far := (own ^ bits).bit_count()) <= RADIUS)
        for photo_id, distance in alike:
            if photo_id not in best or distance < best[photo_id].distance:
                best[photo_id] = Near(photo_id, distance, turned)
    return sorted(best.values(), key=lambda one: one.distance)


def _likely(places: Sequence[int], turns: Sequence[tuple[Slopes, bool]]) -> set[int]:
    """What the band at these places is in any turn of a picture, or likely is in a copy."""
    bands = (likely_bands([slopes[place] for place in places], PROBES) for slopes, _ in turns)
    return set(chain.from_iterable(bands))


def _sharing(session: Session, brand_id: str, likely: Sequence[set[int]]) -> Sequence[tuple[str, bytes]]:
    """Photos of the brand that share a band, with their bits.

    The driver's own rows are taken, and the numbers stand in the statement: to make a thousand rows of
    SQLAlchemy's, or to hand over hundreds of parameters, takes longer than the look-up.
    """
    asked = (
        "SELECT photo_id, bits FROM fingerprint WHERE brand_id = :brand_id"  # noqa: S608 - numbers of ours
        f" AND band{band} IN ({', '.join(map(str, sorted(values)))})"
        for band, values in enumerate(likely)
    )
    connection = session.connection()
    _alone(connection)
    with connection.execute(text(" UNION ALL ".join(asked)), {"brand_id": brand_id}) as result:
        return result.cursor.fetchall() if result.cursor else []


def _alone(connection: Connection) -> None:
    """Keep PostgreSQL from starting further processes for a look-up, which takes longer than all of it."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL max_parallel_workers_per_gather = 0")


def _of_others(session: Session, submission: Submission, nearest: Sequence[Near]) -> list[Near]:
    """Those in other submissions that are still there."""
    ids = [one.photo_id for one in nearest[: SHOWN * 10]]
    there = select(Photo.id).join(Submission, Submission.id == Photo.submission_id)
    there = there.where(Photo.id.in_(ids), Submission.id != submission.id, Submission.state.not_in(GONE))
    kept = set(session.scalars(there))
    return [one for one in nearest if one.photo_id in kept][:SHOWN]
