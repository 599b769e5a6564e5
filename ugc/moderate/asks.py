"""What a return names, so that its customer can mend exactly that."""

from collections.abc import Collection, Mapping, Sequence

from ugc.definitions import Definition, load
from ugc.models import ASKS, Ask, Decision, Submission

Named = Mapping[Ask, Sequence[str]]
"""Each thing to mend, with the ids of the photos it is about; none stands for all of them."""

OF_PHOTOS: tuple[Ask, ...] = ("photo", "hide", "alt")
SEPARATOR = ":"  # between an ask and the photo it is about


def askable(submission: Submission) -> list[Ask]:
    """What can be asked of it: nothing about photos where there are none, nor for one where none is taken."""
    without: set[Ask] = set() if submission.photos else {"hide", "alt"}
    if not load(submission.revision).form.photos.max:
        without.add("photo")
    return [ask for ask in ASKS if ask not in without]


def usual(definition: Definition, code: str) -> Sequence[Ask]:
    """What a reason of the definition's list asks."""
    return next((one.asks for one in definition.moderation.reasons if one.code == code), ())


def named(submission: Submission, boxes: Collection[str]) -> Named:
    """What these boxes name, each an ask or `ask:photo-id`; what does not fit this submission is left out."""
    theirs = [photo.id for photo in submission.photos]
    ticked = {
        ask: [one for one in theirs if ask in OF_PHOTOS and f"{ask}{SEPARATOR}{one}" in boxes]
        for ask in askable(submission)
    }
    named = {ask: photos for ask, photos in ticked.items() if photos or ask in boxes}
    return {ask: [] if len(photos) == len(theirs) else photos for ask, photos in named.items()}


def asked_before(decisions: Sequence[Decision]) -> Decision | None:
    """Of what was decided, newest first: the newest return, if its customer has mended it since."""
    returned = (one for one in decisions if one.outcome == "returned" and one.undone_at is None)
    newest = next(returned, None)
    return newest if newest and newest.mended is not None else None
