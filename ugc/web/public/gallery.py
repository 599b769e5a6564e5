"""The gallery: pages, feeds and single submissions, each showing only what is publishable right now."""

from flask import Response, abort, jsonify, make_response, render_template, request

from ugc.db import EVERYONE
from ugc.publish.gallery import Cursor, Item, one
from ugc.publish.gallery import gallery as published
from ugc.web.context import services, visit
from ugc.web.public.blueprint import blueprint
from ugc.web.public.described import described
from ugc.web.templating import middle_jpeg


@blueprint.get("/c/<slug>/gallery")
def gallery(slug: str) -> tuple[str, int]:
    """A page of items, in the order the campaign wants; `after` is where a further page begins."""
    after = request.args.get("after", "")
    with visit(slug) as here:
        order = here.definition.gallery.order
        shown = published(here.session, here.campaign, Cursor.read(after), order=order)
        return here.page("public/gallery.html", place="gallery", shown=shown, first=not after)


@blueprint.get("/s/<submission_id>")
def submission(submission_id: str) -> tuple[str, int]:
    """One submission with its story, credit and answers."""
    with services().database.read(EVERYONE) as session:
        found = one(session, submission_id) or abort(404)
        slug = found.submission.campaign.slug
    with visit(slug) as here:
        item = one(here.session, submission_id) or abort(404)
        facts = described(item, here, services().links)
        return here.page("public/submission.html", item=item, facts=facts)


@blueprint.get("/c/<slug>/gallery/feed.json")
def feed_json(slug: str) -> Response:
    """The newest items as a JSON Feed 1.1 (jsonfeed.org)."""
    links = services().links
    with visit(slug) as here:
        items = published(here.session, here.campaign).items
        answer = jsonify(
            version="https://jsonfeed.org/version/1.1",
            title=here.texts.title,
            language=here.texts.language,
            home_page_url=links.gallery(here.campaign),
            feed_url=f"{links.gallery(here.campaign)}/feed.json",
            items=[_entry(item) for item in items],
        )
    answer.mimetype = "application/feed+json"
    return answer


@blueprint.get("/c/<slug>/gallery/feed.xml")
def feed_xml(slug: str) -> Response:
    """The newest items as Atom (RFC 4287)."""
    with visit(slug) as here:
        items = published(here.session, here.campaign).items
        answer = make_response(render_template("public/feed.xml", here=here, items=items, image=_image))
    answer.mimetype = "application/atom+xml"
    return answer


def _entry(item: Item) -> dict[str, object]:
    shown = item.submission
    address = services().links.submission(shown)
    entry: dict[str, object] = {
        "id": address,
        "url": address,
        "content_text": shown.story,
        "authors": [{"name": shown.credit}],
        "language": shown.language,
    }
    if shown.visible_from:
        entry["date_published"] = shown.visible_from.isoformat()
    return entry | ({"image": _image(item)} if item.photos else {})


def _image(item: Item) -> str:
    return f"{services().links.base}/media/{middle_jpeg(item.photos[0].renditions)}"
