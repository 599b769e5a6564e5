"""The store against the rows: bytes nobody knows of, and photos whose bytes are gone."""

from collections.abc import Iterator

from sqlalchemy import exists, select

from ugc.consent.erase import TOMBSTONES
from ugc.consent.markers import WITHDRAWALS
from ugc.db import EVERYONE, Database, Session
from ugc.models import Photo, Rendition, Upload
from ugc.models.photo import PREVIEW
from ugc.stores import Store


def orphans(database: Database, store: Store) -> Iterator[str]:
    """What one side has and the other lacks. What is being written this moment is left out."""
    for key in unknown(database, store, lacking := _known(database)):
        yield f"The file {key} belongs to no photo: `doctor --restored` throws it away."
    with database.read(EVERYONE) as session:
        for key in sorted(lacking):
            if _needed(session, key):
                yield f"The file {key} is gone, but a photo needs it: take it from your backup."


def unknown(database: Database, store: Store, known: set[str] | None = None) -> Iterator[str]:
    """Keys in the store that no row knows. What is found is taken out of `known`."""
    known = _known(database) if known is None else known
    strange = []
    for key in store.keys(""):
        if key in known:
            known.discard(key)
        elif not key.startswith((TOMBSTONES, WITHDRAWALS)):
            strange.append(key)
    with database.read(EVERYONE) as session:
        yield from (key for key in sorted(strange) if not _in_work(session, key))


def _known(database: Database) -> set[str]:
    with database.read(EVERYONE) as session:
        found = set(session.scalars(select(Photo.original_key)))
        found.update(session.scalars(select(Rendition.key)))
        found.update(name for key in session.scalars(select(Upload.key)) for name in (key, key + PREVIEW))
    return found


def _in_work(session: Session, key: str) -> bool:
    """Whether its row came meanwhile, or its photo is being developed."""
    kind, _, rest = key.partition("/")
    photo_id = rest.partition("/")[0] if kind == "r" else ""
    developing = exists().where(Photo.id == photo_id, Photo.state == "received")
    key = key.removesuffix(PREVIEW)
    there = [exists().where(column == key) for column in (Photo.original_key, Rendition.key, Upload.key)]
    return any(session.scalar(select(one)) for one in (developing, *there))


def _needed(session: Session, key: str) -> bool:
    """Whether somebody still counts on it; an upload that is on its way or thrown away does not."""
    whole = exists().where(Upload.key == key, Upload.sha256.is_not(None), Upload.draft != "")
    there = [exists().where(column == key) for column in (Photo.original_key, Rendition.key)]
    return any(session.scalar(select(one)) for one in (whole, *there))
