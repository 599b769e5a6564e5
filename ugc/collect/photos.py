"""A submission's photos: from a draft into it, and out of it again."""

from collections.abc import Mapping

from sqlalchemy import select

from ugc.collect.uploads import NOBODY, UNSEEN, throw_away, waiting
from ugc.db import Session
from ugc.lifecycle import Actor, begin
from ugc.models import Campaign, Photo, Submission, Upload


def take(
    session: Session, campaign: Campaign, draft: str, submission: Submission, alts: Mapping[str, str]
) -> None:
    """Turn a draft's uploads into the submission's photos, after those it has; `alts` go by upload id.

    The same photo twice, as after a double click, becomes one.
    """
    theirs = session.scalars(select(Photo).where(Photo.submission_id == submission.id)).all()
    last = max((photo.position for photo in theirs), default=-1)
    known: set[str | None] = {photo.sha256 for photo in theirs}
    for upload in session.scalars(waiting(campaign, draft).with_for_update()).all():
        if upload.sha256 in known:
            upload.draft = NOBODY
            continue
        known.add(upload.sha256)
        last += 1
        photo = _photo(submission, upload)
        photo.position, photo.alt, photo.due_at = last, alts.get(upload.id, ""), session.now()
        session.delete(upload)
        if upload.mime in UNSEEN:
            throw_away(session, campaign, upload.preview_key)
        begin(session, photo, Actor("customer", submission.customer_id))
        session.hint("photo", photo.id)


def drop(session: Session, campaign: Campaign, photo: Photo) -> None:
    """Take a photo out of its submission; its original and renditions are left to the sweep."""
    for rendition in photo.renditions:
        throw_away(session, campaign, rendition.key)
        session.delete(rendition)
    throw_away(session, campaign, photo.original_key)
    session.delete(photo)
    session.flush()


def _photo(submission: Submission, upload: Upload) -> Photo:
    assert upload.sha256 and upload.mime
    return Photo(
        brand_id=submission.brand_id,
        customer_id=submission.customer_id,
        submission_id=submission.id,
        filename=upload.filename,
        original_key=upload.key,
        sha256=upload.sha256,
        size=upload.length,
        mime=upload.mime,
    )
