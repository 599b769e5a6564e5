"""What a page says about itself to machines: schema.org, with credit and licence beside every picture."""

from typing import Any

from ugc.links import Links
from ugc.models import Photo, Submission
from ugc.publish.gallery import Item
from ugc.web.context import Visit
from ugc.web.templating import middle_jpeg


def described(item: Item, here: Visit, links: Links) -> dict[str, Any]:
    """A submission as JSON-LD: ImageObjects, or a question with its answers, or a story."""
    shown = item.submission
    page = {"@context": "https://schema.org", "@id": links.submission(shown), "url": links.submission(shown)}
    if item.photos:
        images = [_image(photo, shown, here, links) for photo in item.photos]
        return page | {"@type": "CreativeWork", "text": shown.story, "image": images, **_by(shown)}
    if item.answers:
        return page | {"@type": "QAPage", "mainEntity": _question(item, here)}
    return page | {"@type": "CreativeWork", "text": shown.story, **_by(shown)}


def _image(photo: Photo, shown: Submission, here: Visit, links: Links) -> dict[str, Any]:
    """As Google's image metadata asks for it (developers.google.com, “Image metadata”)."""
    rules = f"{links.campaign(here.campaign)}/rules"
    return {
        "@type": "ImageObject",
        "contentUrl": f"{links.base}/media/{middle_jpeg(photo.renditions)}",
        "width": photo.width,
        "height": photo.height,
        "description": photo.alt,
        "creditText": shown.credit,
        "copyrightNotice": shown.credit,
        "license": rules,
        "acquireLicensePage": rules,
        **_by(shown),
    }


def _question(item: Item, here: Visit) -> dict[str, Any]:
    answers = [
        {"@type": "Answer", "text": one.body, "author": {"@type": "Person", "name": one.account.name}}
        for one in item.answers
        if one.account
    ]
    asked = {"@type": "Question", "name": item.submission.story, **_by(item.submission)}
    return asked | {"answerCount": len(answers), "acceptedAnswer": answers[0], "suggestedAnswer": answers[1:]}


def _by(shown: Submission) -> dict[str, Any]:
    return {"creator": {"@type": "Person", "name": shown.credit}}
