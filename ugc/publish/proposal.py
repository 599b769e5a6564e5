"""What a reshare would say and show: a row that is not kept yet, and the preview of any row."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ugc.definitions.schema import Definition
from ugc.links import Links
from ugc.models import Channel, Photo, Rendition, Reshare, Submission
from ugc.platforms import capabilities
from ugc.publish import caption as captions
from ugc.publish.pictures import jpeg, to_show


@dataclass(frozen=True)
class Preview:
    """Exactly what will be posted: `at` in the campaign's zone, `length` as the network counts."""

    caption: str
    credit: str
    pictures: tuple[tuple[Photo, Rendition], ...]
    at: datetime | None
    length: int
    limit: int | None


def proposal(
    submission: Submission, channel: Channel, definition: Definition, links: Links, caption: str | None = None
) -> Reshare:
    """A reshare that is not kept yet, with a caption from the campaign's template or a checked one.

    Raises Refused, CreditLost.
    """
    able = capabilities(channel.network)
    row = Reshare(brand_id=submission.brand_id, customer_id=submission.customer_id)
    row.submission, row.submission_id = submission, submission.id
    row.channel, row.channel_id = channel, channel.id
    row.photo_ids = [photo.id for photo in to_show(submission)][: able.max_photos]
    if caption is None:
        row.caption = captions.write(_template(definition), _facts(submission, definition, links), able)
    else:
        row.caption = captions.check(caption, submission.credit, able)
    return row


def preview(reshare: Reshare, zone: str) -> Preview:
    """What will be posted, as it stands now."""
    able = capabilities(reshare.channel.network)
    photos = {photo.id: photo for photo in reshare.submission.photos}
    chosen = [(photos[one], jpeg(photos[one], able)) for one in reshare.photo_ids if one in photos]
    return Preview(
        caption=reshare.caption,
        credit=reshare.submission.credit,
        pictures=tuple((photo, rendition) for photo, rendition in chosen if rendition),
        at=reshare.due_at and reshare.due_at.astimezone(ZoneInfo(zone)),
        length=able.length(reshare.caption),
        limit=able.max_caption,
    )


def _template(definition: Definition) -> str:
    return definition.reshare.caption if definition.reshare else "{story}\n\n📷 {credit}"


def _facts(submission: Submission, definition: Definition, links: Links) -> captions.Facts:
    return captions.Facts(
        credit=submission.credit,
        story=submission.story,
        title=definition.title,
        link=links.campaign(submission.campaign),
        hashtags=definition.reshare.hashtags if definition.reshare else (),
    )
