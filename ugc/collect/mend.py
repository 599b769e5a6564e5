"""Mending: a submission that came back to its customer, changed by them and sent again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select

from ugc.collect.photos import drop, take
from ugc.collect.settle import settle
from ugc.collect.standing import standing
from ugc.collect.uploads import waiting
from ugc.db import Session
from ugc.lifecycle import Actor, Conflict, move
from ugc.models import ASKS, RETURNED, Ask, Decision, Photo, Submission

MENDABLE = ("returned", "unusable")


@dataclass(frozen=True)
class Mended:
    """What the customer changed: the story, alt texts by photo or upload id, and photos to leave out.

    `hidden` are photos of which they hid a part, `agreed` whether they answered who may use it. `asked` is
    the decision they answer, by its id. `why`: what they say about what they leave as it was.
    """

    story: str
    alts: Mapping[str, str] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    agreed: bool = False
    asked: str = ""
    why: str = ""


@dataclass(frozen=True)
class Asked:
    """One thing a return named, and the photos it is about: all that are left of them, or all there are."""

    ask: Ask
    photos: Sequence[Photo]
    all: bool  # whether each of them is meant, or any will do


def asked(submission: Submission, decision: Decision | None) -> list[Asked]:
    """What is to be mended, in the order of the list; empty where nothing was named."""
    found = []
    for ask in ASKS:
        if decision and ask in decision.asks:
            ids = decision.asks[ask]
            theirs = [photo for photo in submission.photos if not ids or photo.id in ids]
            found.append(Asked(ask, theirs, bool(ids)))
    return found


def missing(one: Asked, submission: Submission, mended: Mended, fresh: int) -> list[Photo] | None:
    """What of it was not done, where `fresh` new photos came: the photos concerned, or None when all is done.

    What is about no photo in particular is missing with an empty list.
    """
    if one.ask == "words":
        return [] if mended.story == submission.story else None
    if one.ask == "consent":
        return None if mended.agreed else []
    stay = [photo for photo in one.photos if photo.id not in mended.without]
    if one.ask == "photo":
        return None if fresh or not stay else stay
    as_it_was = _shown_whole if one.ask == "hide" else _undescribed
    left = [photo for photo in stay if as_it_was(photo, mended)]
    enough = not left if one.all else len(left) < max(len(one.photos), 1)
    return None if enough else left


def _shown_whole(photo: Photo, mended: Mended) -> bool:
    return photo.id not in mended.hidden


def _undescribed(photo: Photo, mended: Mended) -> bool:
    return mended.alts.get(photo.id, photo.alt) in ("", photo.alt)


def mend(session: Session, submission_id: str, draft: str, mended: Mended) -> Submission:
    """Send a returned or unusable submission again, with the draft's photos added.

    Raises Conflict when it is neither any more (sent already, taken back, the decision undone), or when
    something else is asked by now.
    """
    submission = session.get_one(Submission, submission_id, with_for_update=True)
    if submission.state not in MENDABLE:
        raise Conflict(f"submission is {submission.state}")
    decision = standing(session, submission).decision
    if mended.asked and (decision is None or decision.id != mended.asked):
        raise Conflict("something else is asked by now")
    if decision:
        _answer(session, submission, decision, draft, mended)
    submission.story = mended.story
    for photo in submission.photos:
        if photo.id in mended.without:
            drop(session, submission.campaign, photo)
        else:
            photo.alt = mended.alts.get(photo.id, photo.alt)
    take(session, submission.campaign, draft, submission, mended.alts)
    if submission.reserved_by:
        submission.reserved_until = session.now() + RETURNED  # it waits for who asked, however long it took
    move(session, submission, "received", Actor("customer", submission.customer_id), mended.why)
    settle(session, submission)
    session.refresh(submission, ["photos"])
    return submission


def _answer(session: Session, submission: Submission, decision: Decision, draft: str, mended: Mended) -> None:
    """Note what was done of what was asked, for whoever asked."""
    fresh = session.scalar(select(func.count()).select_from(waiting(submission.campaign, draft).subquery()))
    done = [
        one.ask for one in asked(submission, decision) if missing(one, submission, mended, fresh or 0) is None
    ]
    decision.mended = {"done": done, "why": mended.why}
