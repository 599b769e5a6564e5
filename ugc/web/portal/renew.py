"""A fresh link for whoever lost theirs, and an end to one that others have."""

from flask import abort, request
from flask.typing import ResponseReturnValue

from ugc.consent import renew as renewing
from ugc.db import EVERYONE
from ugc.web.context import page, services
from ugc.web.forms.portal import renew_form
from ugc.web.portal.blueprint import blueprint
from ugc.web.portal.mine import LinkOver, mine
from ugc.web.submit.flood import flooded


@blueprint.errorhandler(LinkOver)
def over(_over: LinkOver) -> ResponseReturnValue:
    """Say that a link no longer opens, whatever it was, and how to get another."""
    return page("portal/renew.html", status=404, form=renew_form()(), over=True)


@blueprint.get("/my")
def renew() -> ResponseReturnValue:
    """Ask for a fresh link."""
    return page("portal/renew.html", form=renew_form()())


@blueprint.post("/my")
def renewed() -> ResponseReturnValue:
    """The same answer for everybody; only a letter tells whether we know an address."""
    form = renew_form()(request.form)
    if not form.validate():
        return page("portal/renew.html", status=422, form=form)
    if flooded("renew"):
        abort(429)
    with services().database.write(EVERYONE) as session:
        renewing.renew(session, form["email"].data)
    return page("portal/renew.html", asked=True)


@blueprint.post("/my/<token>/revoke")
def revoke(token: str) -> ResponseReturnValue:
    """No link made before opens any more, this one included."""
    with mine(token, write=True) as it:
        renewing.revoke(it.session, it.customer)
        return page("portal/renew.html", brand=it.brand, asked=True)
