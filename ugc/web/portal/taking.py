"""Taking everything along."""

from flask import Response

from ugc.consent.export import pack, stream
from ugc.web.context import services
from ugc.web.portal.blueprint import blueprint
from ugc.web.portal.mine import mine


@blueprint.get("/my/<token>/everything.zip")
def everything(token: str) -> Response:
    """All we have from them, made while it is downloaded."""
    here = services()
    with mine(token) as it:
        parcel, slug = pack(it.session, it.customer, here.links), it.brand.slug
    response = Response(stream(here.store, parcel), mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=f"{slug}.zip")
    return response
