"""Resumable uploads below one campaign.

An upload belongs to the draft its metadata names at creation, and a draft to the browser whose cookie
holds its key; nobody else learns that it exists.
"""

from flask import Response, abort, request, url_for

from ugc.collect.pieces import append, complete, offset
from ugc.collect.uploads import Draft
from ugc.media.inspect import MAX_BYTES
from ugc.models import Upload
from ugc.web.context import Visit, services, visit
from ugc.web.context import gettext as _
from ugc.web.pictures import send_preview, send_upload
from ugc.web.submit import browser, tus
from ugc.web.submit.blueprint import blueprint
from ugc.web.submit.flood import flooded


@blueprint.route("/c/<slug>/uploads", methods=["OPTIONS"])
def capabilities(slug: str) -> Response:
    """What this server speaks."""
    answer = tus.answer(204)
    answer.headers["Tus-Version"], answer.headers["Tus-Extension"] = tus.VERSION, tus.EXTENSIONS
    answer.headers["Tus-Max-Size"] = str(MAX_BYTES)
    answer.headers["Tus-Checksum-Algorithm"] = ",".join(tus.ALGORITHMS)
    return answer


@blueprint.post("/c/<slug>/uploads")
def create(slug: str) -> Response:
    """Make room for a photo, perhaps with its first bytes."""
    with tus.spoken(), visit(slug) as it:
        length, metadata = tus.number("Upload-Length"), tus.metadata()
        draft = _draft(it, metadata.get("draft", ""))
        if flooded("upload", draft.key):
            tus.refuse(
                429, _("A lot has come from your network. Please try this photo again in ten minutes.")
            )
        upload = draft.expect(metadata.get("filename", ""), length, metadata.get("instead", ""))
        at = _receive(draft, upload, 0) if request.mimetype == tus.BYTES else 0
        answer = tus.answer(201, upload, at)
        answer.headers["Location"] = url_for(".piece", slug=slug, upload_id=upload.id)
        return answer


@blueprint.route("/c/<slug>/uploads/<upload_id>", methods=["HEAD"])
def where(slug: str, upload_id: str) -> Response:
    """How much of it is safe."""
    with tus.spoken(), visit(slug) as it:
        draft, upload = _find(it, upload_id)
        at = offset(draft, upload)
        if at == upload.length:  # whoever received the last byte may have died before looking at the photo
            complete(draft, upload)
        answer = tus.answer(200, upload, at)
        answer.headers["Upload-Length"] = str(upload.length)
        return answer


@blueprint.patch("/c/<slug>/uploads/<upload_id>")
def piece(slug: str, upload_id: str) -> Response:
    """Some more bytes; after the last one the photo is looked at."""
    with tus.spoken(), visit(slug) as it:
        if request.mimetype != tus.BYTES:
            tus.refuse(415, "Content-Type")
        draft, upload = _find(it, upload_id)
        return tus.answer(204, upload, _receive(draft, upload, tus.number("Upload-Offset")))


@blueprint.delete("/c/<slug>/uploads/<upload_id>")
def cancel(slug: str, upload_id: str) -> Response:
    """Forget it."""
    with tus.spoken(), visit(slug) as it:
        draft, upload = _find(it, upload_id)
        draft.remove(upload.id)
        return tus.answer(204)


@blueprint.get("/c/<slug>/uploads/<upload_id>")
def original(slug: str, upload_id: str) -> Response:
    """The photo itself, for the browser that sent it."""
    with visit(slug) as it:
        upload = _find(it, upload_id)[1]
        if not upload.sha256:
            abort(404)
        return send_upload(upload)


@blueprint.get("/c/<slug>/uploads/<upload_id>/preview")
def small(slug: str, upload_id: str) -> Response:
    """Our own small picture, for a browser that cannot show the photo itself; 404 until there is one."""
    with visit(slug) as it:
        return send_preview(_find(it, upload_id)[1])


def _receive(draft: Draft, upload: Upload, start: int) -> int:
    with tus.body() as source:
        at = append(draft, upload, start, source)
    if at == upload.length:
        complete(draft, upload)
    return at


def _find(it: Visit, upload_id: str) -> tuple[Draft, Upload]:
    upload = it.session.get(Upload, upload_id)
    if upload is None or upload.campaign_id != it.campaign.id or not browser.holds(upload.draft):
        abort(404)
    return _draft(it, upload.draft), upload


def _draft(it: Visit, key: str) -> Draft:
    if not browser.holds(key):
        tus.refuse(
            403, _("This form was opened in another browser. Please reload the page; your text stays.")
        )
    here = services()
    return Draft(here.database, here.store, it.campaign, key, it.definition.form.photos.max)
