"""Which pictures of a submission travel, and which of their files: the same for the preview and the post."""

from ugc.models import Photo, Rendition, Submission
from ugc.platforms.contract import Capabilities


def to_show(submission: Submission) -> list[Photo]:
    """The photos that could be developed, in the customer's order."""
    return [photo for photo in submission.photos if photo.state == "ready"]


def jpeg(photo: Photo, capabilities: Capabilities) -> Rendition | None:
    """The largest JPEG the network takes, or the smallest there is; None before the darkroom is done."""
    jpegs = [one for one in photo.renditions if one.format == "jpeg"]
    most = capabilities.max_photo_bytes
    fitting = [one for one in jpegs if most is None or one.size <= most]
    return fitting[-1] if fitting else next(iter(jpegs), None)
