"""What the screening says about one submission, with what it is like beside it: for a person to judge."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ugc.db import Session
from ugc.models import Decision, Find, Hint, Photo, Submission

GONE = ("withdrawn", "erased")
KINDS: tuple[str, ...] = (
    *("nudity", "violence", "words", "faces", "duplicate", "copied", "contact"),
    *("name", "language", "screenshot", "blur", "dark", "small"),
)
"""What is looked for, in the order it is shown."""


@dataclass(frozen=True)
class Alike:
    """An earlier submission this one is like, by its `photo` or by its words; who sent it is on the row."""

    submission: Submission
    photo: Photo | None
    mirrored: bool
    same_campaign: bool
    same_customer: bool
    declined: bool
    network: str  # on which it was found; empty when it was sent to us


@dataclass(frozen=True)
class Found:
    """One hint: about photo number `photo` as the page counts them, or about the words; `sure` is 0–1."""

    kind: str
    photo: int | None
    sure: float
    evidence: Mapping[str, Any]
    alike: Sequence[Alike] = ()


@dataclass(frozen=True)
class Screened:
    """`state` is the screening's, empty where none was asked for. `unchecked` says why, kind by kind."""

    state: str
    found: list[Found] = field(default_factory=list)
    unchecked: list[tuple[str, str]] = field(default_factory=list)
    clear: list[str] = field(default_factory=list)


def screened(session: Session, submission: Submission) -> Screened:
    """All that is to be said about it; what was taken back since is no longer pointed at."""
    hints = session.scalars(select(Hint).where(Hint.submission_id == submission.id)).all()
    hints = sorted(hints, key=lambda hint: KINDS.index(hint.kind))
    alike = _alike(session, submission, hints)
    shown = [photo.id for photo in submission.photos if photo.renditions]
    found = [_found(hint, shown, alike) for hint in hints if hint.finding == "found"]
    found = [one for one in found if one.alike or not _points(one.evidence)]
    unchecked = {(hint.kind, hint.evidence["why"]): None for hint in hints if hint.finding == "not_checked"}
    seen = {one.kind for one in found} | {kind for kind, _ in unchecked}
    clear = {hint.kind: None for hint in hints if hint.kind not in seen}
    state = submission.screening.state if submission.screening else ""
    return Screened(state, found, list(unchecked), list(clear))


def kinds_found(session: Session, ids: Sequence[str]) -> dict[str, list[str]]:
    """The kinds of hints that were found, by submission, in the order they are shown."""
    found = select(Hint.submission_id, Hint.kind).where(Hint.submission_id.in_(ids), Hint.finding == "found")
    kinds: dict[str, set[str]] = {}
    for submission_id, kind in session.execute(found):
        kinds.setdefault(submission_id, set()).add(kind)
    return {submission_id: sorted(some, key=KINDS.index) for submission_id, some in kinds.items()}


def _found(hint: Hint, shown: list[str], alike: Mapping[str, Alike]) -> Found:
    number = shown.index(hint.photo_id) + 1 if len(shown) > 1 and hint.photo_id in shown else None
    others = [alike[one["id"]] for one in _points(hint.evidence) if one["id"] in alike]
    return Found(hint.kind, number, hint.sure or 0, hint.evidence, others)


def _points(evidence: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The photos and submissions a hint points at."""
    return [*evidence.get("photos", ()), *evidence.get("submissions", ())]


def _alike(session: Session, about: Submission, hints: Iterable[Hint]) -> dict[str, Alike]:
    """By the id a hint points at."""
    points = {one["id"]: one for hint in hints for one in _points(hint.evidence)}
    if not points:
        return {}
    photos = {photo.id: photo for photo in session.scalars(select(Photo).where(Photo.id.in_(points)))}
    wanted = {*points, *(photo.submission_id for photo in photos.values())}
    rows = select(Submission).where(Submission.id.in_(wanted), Submission.state.not_in(GONE))
    rows = rows.options(selectinload(Submission.customer), selectinload(Submission.campaign))
    there = {row.id: row for row in session.scalars(rows)}
    declined, networks = _declined(session, there), _networks(session, there)
    made = {}
    for point, evidence in points.items():
        photo = photos.get(point)
        other = there.get(photo.submission_id if photo else point)
        if other is not None:
            made[point] = Alike(
                submission=other,
                photo=photo,
                mirrored=evidence.get("mirrored", False),
                same_campaign=other.campaign_id == about.campaign_id,
                same_customer=other.customer_id == about.customer_id,
                declined=other.id in declined,
                network=networks.get(other.id, ""),
            )
    return made


def _declined(session: Session, among: Iterable[str]) -> set[str]:
    """Those that were declined and not by mistake, whatever became of them."""
    made = select(Decision.submission_id).where(Decision.submission_id.in_(list(among)))
    return set(session.scalars(made.where(Decision.outcome == "declined", Decision.undone_at.is_(None))))


def _networks(session: Session, among: Iterable[str]) -> dict[str, str]:
    """Where those that were not sent but found were seen."""
    seen = select(Find.submission_id, Find.network).where(Find.submission_id.in_(list(among)))
    return dict(session.execute(seen).all())
