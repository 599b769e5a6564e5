"""The engine's work on one photo: from the private original to the renditions the public may see."""

import hashlib
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import delete

from ugc.collect.settle import settle
from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import ENGINE, Conflict, claim, move
from ugc.links import Links
from ugc.media.darkroom import Darkroom, Failed
from ugc.media.reasons import Reason, Unusable
from ugc.media.recipes import BACKGROUND, SUFFIX, Area, Credit, Developed, Recipe, Rendered
from ugc.models import Fingerprint, Photo, Rendition, Submission
from ugc.stores import Missing, Store, StoreError

LEASE = timedelta(minutes=10)  # longer than the darkroom is patient with one photo
MOST_LEASES = 8  # a photo that took so many workers down with it is given up; fewer may be chance
AGAIN = timedelta(minutes=1)
TAKEN_BACK = ("withdrawn", "erased")
LOST = "lost"  # beside media.Reason's codes: the original is not where we put it


class _Outdated(Exception):
    """Somebody hid another part of it meanwhile, so these renditions must never be seen."""


class _Gone(Conflict):
    """The photo was taken out or erased meanwhile, so nobody will ever ask for its renditions."""


@dataclass(frozen=True)
class _Job:
    """A claimed photo: what is to be done, and the attempt that fences it."""

    photo_id: str
    attempt: int
    original_key: str
    recipe: Recipe


def develop(database: Database, store: Store, darkroom: Darkroom, links: Links, photo_id: str) -> None:
    """Develop one photo that is due; anything else is left alone.

    May be killed anywhere and run again: renditions lie under the hash of their content, and rows, states
    and letters are written in one transaction at the end.
    """
    with suppress(Conflict):
        job = _claim(database, links, photo_id)
        if job:
            _work(database, store, darkroom, job)


def _work(database: Database, store: Store, darkroom: Darkroom, job: _Job) -> None:
    try:
        with TemporaryDirectory(prefix="ugc-") as folder:
            developed = from_original(store, darkroom, job.original_key, job.recipe, Path(folder))
            renditions = [keep(store, job.photo_id, made, job.recipe) for made in developed.renditions]
    except Unusable as unusable:
        _finish(database, job, "unusable", problem=unusable.reason)
    except Missing:
        _finish(database, job, "unusable", problem=LOST)
    except (Failed, StoreError) as failed:
        _put_back(database, job, failed)
    else:
        try:
            _finish(database, job, "ready", developed=developed, renditions=renditions)
        except (_Gone, _Outdated) as never:
            for rendition in renditions:
                store.delete(rendition.key)
            if isinstance(never, _Outdated):
                _start_over(database, job)


def _claim(database: Database, links: Links, photo_id: str) -> _Job | None:
    with database.write(EVERYONE) as session:
        photo = session.get(Photo, photo_id)
        if photo is None or photo.state != "received":
            return None
        submission = session.get_one(Submission, photo.submission_id)
        claim(session, photo, LEASE)
        if submission.state in TAKEN_BACK:
            move(session, photo, "unusable", ENGINE, "taken back")
            return None
        job = _Job(photo.id, photo.attempts, photo.original_key, recipe_for(links, submission, photo))
    if job.attempt > MOST_LEASES:
        _finish(database, job, "unusable", problem=Reason.TOO_EXPENSIVE)
        return None
    return job


def recipe_for(links: Links, submission: Submission, photo: Photo) -> Recipe:
    """How a photo is developed now."""
    campaign = submission.campaign
    credit = Credit(
        creator=submission.credit,
        credit_line=f"{submission.credit} / {campaign.brand.name}",
        copyright=f"© {submission.created_at.year} {submission.credit}",
        web_statement=f"{links.campaign(campaign)}/rules",
        alt=photo.alt,
    )
    areas = tuple(Area(one.kind, one.left, one.top, one.width, one.height) for one in photo.retouches)
    background = campaign.brand.profile.get("background", BACKGROUND)
    return Recipe(credit, background=background, areas=areas, edition=photo.edition)


def from_original(store: Store, darkroom: Darkroom, key: str, recipe: Recipe, folder: Path) -> Developed:
    """Develop what the store holds under a key. Raises Unusable, Failed, Missing and StoreError."""
    original, into = folder / "original", folder / "renditions"
    into.mkdir()
    with store.open(key) as source, original.open("wb") as copy:
        shutil.copyfileobj(source, copy)
    return darkroom.develop(original, into, recipe)


def keep(store: Store, photo_id: str, made: Rendered, recipe: Recipe) -> Rendition:
    """Keep a file under the hash of its content; its row, to be added. Raises StoreError.

    Each edition has keys of its own: what an earlier one was kept under is being thrown away.
    """
    content = f"{made.sha256} {recipe.edition}" if recipe.edition else ""
    name = hashlib.sha256(content.encode()).hexdigest() if content else made.sha256
    key = f"r/{photo_id}/{name[:16]}-{made.width}{SUFFIX[made.format]}"
    with made.path.open("rb") as file:
        store.put(key, file, content_type=made.mime)
    rendition = Rendition(photo_id=photo_id, key=key, format=made.format, size=made.size)
    rendition.width, rendition.height = made.width, made.height
    return rendition


def _finish(
    database: Database,
    job: _Job,
    state: str,
    *,
    problem: str | None = None,
    developed: Developed | None = None,
    renditions: list[Rendition] | None = None,
) -> None:
    with database.write(EVERYONE) as session:
        photo, submission = _still_ours(session, job)
        if photo.edition != job.recipe.edition:
            raise _Outdated
        photo.problem = problem
        if developed:
            note(session, photo, developed, job.recipe)
        for rendition in renditions or []:
            rendition.brand_id = photo.brand_id
            session.add(rendition)
        move(session, photo, state, ENGINE, problem or "")
        settle(session, submission)


def note(session: Session, photo: Photo, developed: Developed, recipe: Recipe) -> None:
    """Write down what was seen, and how it was made; what it means is for the screening to say."""
    photo.recipe = recipe.digest()
    photo.width, photo.height = developed.width, developed.height
    photo.thumbhash, photo.looks = developed.thumbhash, developed.looks._asdict()
    session.execute(delete(Fingerprint).where(Fingerprint.photo_id == photo.id))
    parts = developed.fingerprints._asdict().items()
    session.add_all(Fingerprint.of(photo, part, slopes) for part, slopes in parts if slopes)


def _put_back(database: Database, job: _Job, failed: Failed | StoreError) -> None:
    """Try again soon. A store that is down is not the photo's fault, so that attempt does not count."""
    with database.write(EVERYONE) as session:
        photo, _ = _still_ours(session, job)
        photo.lease_until, photo.due_at, photo.problem = None, session.now() + AGAIN, str(failed)
        if isinstance(failed, StoreError):
            photo.attempts -= 1


def _start_over(database: Database, job: _Job) -> None:
    """Develop it again, as it is wanted now; that somebody was faster is not the photo's fault."""
    with database.write(EVERYONE) as session:
        photo, _ = _still_ours(session, job)
        photo.lease_until, photo.due_at = None, session.now()
        photo.attempts -= 1
        session.hint("photo", photo.id)


def _still_ours(session: Session, job: _Job) -> tuple[Photo, Submission]:
    """The rows, locked: the submission first, so that the last photo of two finishing together sees both.

    Raises Conflict when the lease ran out and somebody else took the photo, or when it is gone.
    """
    found = session.get(Photo, job.photo_id)
    if found is None:
        raise _Gone("the photo is gone")
    submission = session.get_one(Submission, found.submission_id, with_for_update=True)
    photo = session.get(Photo, job.photo_id, with_for_update=True, populate_existing=True)
    if photo is None or (photo.attempts, photo.state) != (job.attempt, "received"):
        raise Conflict("somebody else has this photo")
    return photo, submission
