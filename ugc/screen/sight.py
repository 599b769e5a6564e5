"""What models see in the photos: faces, and nudity. Off without them, and then said to be not checked.

How young a face looks is a guess: a moderator sees it beside what the sender said about children.
"""

import logging
from collections.abc import Iterable, Iterator

from ugc.definitions.working import HintName
from ugc.media.detectors import Detectors, NotInstalled
from ugc.models import Photo
from ugc.screen.findings import Finding, clear, found, not_checked
from ugc.stores import Store

logger = logging.getLogger(__name__)

KINDS: tuple[HintName, ...] = ("faces", "nudity", "violence")
BLIND = ("violence",)  # no package ships a model for it (docs/hints.md), and the desk says so
NAKED = 0.8  # the score its makers call high
WIDTH = 640  # pixels: the rendition that is looked at


def look(
    store: Store, detectors: Detectors, photos: Iterable[Photo], says: str, kinds: Iterable[HintName] = KINDS
) -> Iterator[Finding]:
    """For each photo, what each model sees; `says` is the sender's answer about children in it."""
    for photo in photos:
        for kind in kinds:
            try:
                yield _seen(store, detectors, kind, photo, says)
            except NotInstalled:
                yield not_checked(kind, "off", photo)
            except Exception:
                logger.exception("no look for %s at photo %s", kind, photo.id)
                yield not_checked(kind, "failed", photo)


def _seen(store: Store, detectors: Detectors, kind: HintName, photo: Photo, says: str) -> Finding:
    if kind in BLIND:
        return not_checked(kind, "none", photo)
    jpeg = _jpeg(store, photo)
    if jpeg is None:
        return not_checked(kind, "missing", photo)
    if kind == "nudity":
        score = detectors.nudity(jpeg)
        return found(kind, score, photo, score=round(score, 2)) if score >= NAKED else clear(kind, photo)
    faces = detectors.faces(jpeg)
    if not faces:
        return clear(kind, photo)
    guesses = [face.young for face in faces if face.young is not None]
    young = max(guesses, default=None)
    return found(kind, faces[0].sure, photo, count=len(faces), child=says, young=young)


def _jpeg(store: Store, photo: Photo) -> bytes | None:
    """The rendition nearest to what the models want."""
    made = [one for one in photo.renditions if one.format == "jpeg"]
    if not made:
        return None
    nearest = min(made, key=lambda one: abs(one.width - WIDTH))
    with store.open(nearest.key) as file:
        return file.read()
