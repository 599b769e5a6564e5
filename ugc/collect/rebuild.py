"""Renditions made anew from the originals, while the public goes on looking at the old ones.

What a photo was made by is written down with it. So a run that was killed goes on where it was, and one after
a change of the renditions table, of a credit or of a brand's colours makes only what that touches.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import selectinload

from ugc.collect.develop import LEASE, TAKEN_BACK, from_original, keep, note, recipe_for
from ugc.collect.uploads import throw_away
from ugc.db import EVERYONE, Database, Session
from ugc.links import Links
from ugc.media.darkroom import Darkroom
from ugc.media.recipes import Recipe
from ugc.models import Campaign, Photo, Rendition, Submission, Upload
from ugc.stores import Store

PAGE = 200  # photos read at a time


def forget(database: Database, campaign: Campaign | None) -> None:
    """Count every photo as outdated."""
    with database.write(EVERYONE) as session:
        photos = _photos(campaign).with_only_columns(Photo.id)
        session.execute(update(Photo).where(Photo.id.in_(photos)).values(recipe=None))


def outdated(database: Database, links: Links, campaign: Campaign | None) -> Iterator[str]:
    """The ids of photos whose renditions were made by another recipe than today's."""
    last = ""
    while True:
        with database.read(EVERYONE) as session:
            behind = _photos(campaign).where(Photo.id > last).order_by(Photo.id).limit(PAGE)
            page = session.execute(behind.add_columns(Submission)).all()
            yield from [
                photo.id for photo, of in page if photo.recipe != recipe_for(links, of, photo).digest()
            ]
        if not page:
            return
        last = page[-1][0].id


def rebuild(database: Database, store: Store, darkroom: Darkroom, links: Links, photo_id: str) -> None:
    """Make one photo's renditions anew and put them in the place of the old ones, in one transaction.

    Raises Unusable, Failed, Missing and StoreError, and then the old ones stay.
    """
    with database.write(EVERYONE) as session:
        found = session.execute(_photos(None).add_columns(Submission).where(Photo.id == photo_id)).first()
        if found is None:
            return
        photo, submission = found
        photo.lease_until = session.now() + LEASE  # an erasure waits until nobody holds it
        recipe = recipe_for(links, submission, photo)
    try:
        _make(database, store, darkroom, photo, recipe)
    finally:
        with database.write(EVERYONE) as session:
            ours = update(Photo).where(Photo.id == photo_id, Photo.state == "ready")
            session.execute(ours.values(lease_until=None))


def _make(database: Database, store: Store, darkroom: Darkroom, photo: Photo, recipe: Recipe) -> None:
    with TemporaryDirectory(prefix="ugc-") as folder:
        developed = from_original(store, darkroom, photo.original_key, recipe, Path(folder))
        made = [keep(store, photo.id, file, recipe) for file in developed.renditions]
    with database.write(EVERYONE) as session:
        still = session.get(Photo, photo.id, with_for_update=True)
        wanted = still is not None and still.state == "ready" and still.edition == recipe.edition
        if still and wanted:
            _swap(session, still, {rendition.key: rendition for rendition in made})
            note(session, still, developed, recipe)
    if not wanted:  # its customer left it out meanwhile, or somebody hid a part of it
        for rendition in made:
            store.delete(rendition.key)


def _swap(session: Session, photo: Photo, made: dict[str, Rendition]) -> None:
    """What is the same stays; the others' bytes are left to the sweep, unless they are wanted again."""
    old = {rendition.key: rendition for rendition in photo.renditions}
    campaign = session.get_one(Submission, photo.submission_id).campaign
    for key in old.keys() - made.keys():
        session.delete(old[key])
        throw_away(session, campaign, key)
    for key in made.keys() - old.keys():
        made[key].brand_id = photo.brand_id
        session.add(made[key])
        session.execute(delete(Upload).where(Upload.key == key))


def _photos(campaign: Campaign | None) -> Select[Photo]:
    """Those that are ready, of submissions that were not taken back."""
    ready = select(Photo).join(Submission, Submission.id == Photo.submission_id)
    ready = ready.options(selectinload(Photo.retouches))
    ready = ready.where(Photo.state == "ready", Submission.state.not_in(TAKEN_BACK))
    return ready.where(Submission.campaign_id == campaign.id) if campaign else ready
