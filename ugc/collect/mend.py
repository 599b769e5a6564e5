"""Mending: a submission that came back to its customer, changed by them and sent again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ugc.collect.photos import drop, take
from ugc.collect.settle import settle
from ugc.db import Session
from ugc.lifecycle import Actor, Conflict, move
from ugc.models import Submission

MENDABLE = ("returned", "unusable")


@dataclass(frozen=True)
class Mended:
    """What the customer changed: the story, alt texts by photo or upload id, and photos to leave out."""

    story: str
    alts: Mapping[str, str] = field(default_factory=dict)
    without: frozenset[str] = frozenset()


def mend(session: Session, submission_id: str, draft: str, mended: Mended) -> Submission:
    """Send a returned or unusable submission again, with the draft's photos added.

    Raises Conflict when it is neither any more: sent already, or taken back.
    """
    submission = session.get_one(Submission, submission_id, with_for_update=True)
    if submission.state not in MENDABLE:
        raise Conflict(f"submission is {submission.state}")
    submission.story = mended.story
    for photo in submission.photos:
        if photo.id in mended.without:
            drop(session, submission.campaign, photo)
        else:
            photo.alt = mended.alts.get(photo.id, photo.alt)
    take(session, submission.campaign, draft, submission, mended.alts)
    move(session, submission, "received", Actor("customer", submission.customer_id))
    settle(session, submission)
    session.refresh(submission, ["photos"])
    return submission
