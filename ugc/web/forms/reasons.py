"""What a customer reads about a photo we could not use: what happened, what is safe, what to do next."""

from ugc.media.inspect import MAX_BYTES, MAX_PIXELS
from ugc.media.reasons import Reason
from ugc.web.context import gettext as _

MEGABYTES = MAX_BYTES // 1024**2
MEGAPIXELS = MAX_PIXELS // 10**6
LOST = "lost"  # collect.develop's own


def sentence(problem: str | None) -> str:
    """The sentence for a code of media.Reason or of the engine's; another code reads as a broken photo."""
    return {**_too_much(), **_another_kind(), **_damaged()}.get(problem or "", _damaged()[Reason.BROKEN])


def _too_much() -> dict[str, str]:
    return {
        Reason.TOO_LARGE: _(
            "This photo is larger than %(most)s MB. Please send it in a smaller size; phones offer that when "
            "they share a photo.",
            most=MEGABYTES,
        ),
        Reason.TOO_MANY_PIXELS: _(
            "This picture has more than %(most)s megapixels. Please send it in a smaller size.",
            most=MEGAPIXELS,
        ),
        Reason.TOO_EXPENSIVE: _(
            "We could not finish reading this photo. Please save it as JPEG and send it again."
        ),
    }


def _another_kind() -> dict[str, str]:
    return {
        Reason.NOT_A_PHOTO: _(
            "This file is not a photo. Please pick the photo itself: JPEG, PNG, WebP or HEIC."
        ),
        Reason.VIDEO: _("This is a video, and we can only show photos. A still from it would be lovely."),
        Reason.UNSUPPORTED_TIFF: _(
            "This is a TIFF file, which few screens can show. Please save it as JPEG and pick that."
        ),
        Reason.UNSUPPORTED_SVG: _(
            "This is a drawing (SVG), not a photo. Please save it as PNG or JPEG and pick that."
        ),
        Reason.UNSUPPORTED: _(
            "We cannot show this kind of picture. Please save it as JPEG, PNG, WebP or HEIC and pick that."
        ),
    }


def _damaged() -> dict[str, str]:
    return {
        Reason.EMPTY: _("This file is empty; perhaps the phone was still saving it. Please pick it again."),
        Reason.TRUNCATED: _(
            "The end of this photo is missing; it broke off on the way. Please pick it again."
        ),
        Reason.BROKEN: _(
            "We could not read this photo. If it opens on your phone, a screenshot of it will do as well."
        ),
        LOST: _("We lost this photo, and that is our mistake. Please send it once more."),
    }
