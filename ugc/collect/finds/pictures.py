"""A find's pictures, copied early by the same intake as uploads: a link there may be dead tomorrow."""

from io import BytesIO
from typing import Any

from sqlalchemy import select

from ugc.collect.photos import drop, take
from ugc.collect.uploads import Draft, TooMany
from ugc.db import Database, Session
from ugc.media.inspect import MAX_BYTES
from ugc.media.reasons import Unusable
from ugc.models import Campaign, Find, Photo, Upload
from ugc.platforms import Door, PlatformError
from ugc.platforms.listening import file_name
from ugc.stores import Store

MOST = 20  # pictures of one post; networks allow fewer
TRIES = 5
ALT = 500  # characters that are kept

Entry = dict[str, Any]  # a picture in `Find.media`; once copied it has the `key` of its original


def incomplete(find: Find) -> bool:
    """Whether a picture is still to be copied."""
    return any(_open(one) for one in find.media)


def unreached(find: Find) -> bool:
    """Whether a picture was not to be had where it was: its post may be gone, or give another address now."""
    return any(_open(one) and "tries" in one for one in find.media)


def _open(one: Entry) -> bool:
    return one["kind"] == "photo" and "key" not in one and "lost" not in one


def copy(database: Database, store: Store, door: Door, campaign: Campaign, find: Find) -> list[Entry]:
    """Its media after another try at each that is missing; the bytes wait in a draft of the find's own."""
    draft = Draft(database, store, campaign, f"find-{find.id}", MOST)
    return [_copied(draft, door, one) if _open(one) else one for one in find.media]


def _copied(draft: Draft, door: Door, one: Entry) -> Entry:
    try:
        content = _fetched(door, one["url"])
        upload = draft.keep(file_name(one["url"]), BytesIO(content))
    except PlatformError as problem:
        tries = int(one.get("tries", 0)) + 1
        over = problem.permanent or tries >= TRIES
        return {**one, "tries": tries, **({"lost": problem.message} if over else {})}
    except Unusable as unusable:
        return {**one, "lost": str(unusable.reason)}
    except TooMany:
        return {**one, "lost": "too many"}
    return {**one, "key": upload.key, "upload": upload.id}


def _fetched(door: Door, url: str) -> bytes:
    """The bytes behind an address somebody else gave us: the door refuses private ones."""
    answer = door.request("GET", url, most=MAX_BYTES)
    if answer.status >= 400:
        raise PlatformError(f"{answer.host} does not give us this picture (status {answer.status}).")
    return answer.body


def take_in(session: Session, find: Find, media: list[Entry]) -> None:
    """Make photos of what was copied, in the post's order."""
    alts = {one["upload"]: one["alt"][:ALT] for one in media if "upload" in one}
    take(session, find.campaign, f"find-{find.id}", find.submission, alts)
    session.flush()
    find.media = [{name: value for name, value in one.items() if name != "upload"} for one in media]
    arrange(session, find)


def arrange(session: Session, find: Find) -> None:
    """Give its photos the order and descriptions they have there; drop those that are not there any more."""
    there = {one["key"]: (place, one["alt"][:ALT]) for place, one in enumerate(find.media) if "key" in one}
    for photo in photos(session, find):
        if photo.original_key in there:
            photo.position, photo.alt = there[photo.original_key]
        else:
            drop(session, find.campaign, photo)


def photos(session: Session, find: Find) -> list[Photo]:
    """The photos of its submission."""
    return list(session.scalars(select(Photo).where(Photo.submission_id == find.submission_id)))


def forget(session: Session, find: Find) -> None:
    """Drop all its pictures; the bytes are left to the sweep."""
    for photo in photos(session, find):
        drop(session, find.campaign, photo)
    key = f"find-{find.id}"
    for upload in session.scalars(select(Upload).where(Upload.draft == key)):
        upload.draft = ""
    find.media = [one for one in find.media if "key" not in one]
