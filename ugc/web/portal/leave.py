"""Leaving for good: everything erased, after one page that says what that means."""

from flask.typing import ResponseReturnValue

from ugc.collect.standing import standings
from ugc.consent.erase import ask
from ugc.consent.withdraw import take_back
from ugc.lifecycle import Actor
from ugc.publish import follow
from ugc.web.context import page
from ugc.web.portal.blueprint import blueprint
from ugc.web.portal.mine import mine


@blueprint.get("/my/<token>/erase")
def leaving(token: str) -> ResponseReturnValue:
    """What will be gone, what stays, and what cannot be undone."""
    with mine(token) as it:
        sent = standings(it.session)
        return page("portal/erase.html", brand=it.brand, token=token, customer=it.customer, sent=sent)


@blueprint.post("/my/<token>/erase")
def leave(token: str) -> ResponseReturnValue:
    """Out of sight at once, erased by the engine right after; the link leads nowhere from here on."""
    with mine(token, write=True) as it:
        for one in standings(it.session):
            take_back(it.session, one.submission)
            it.session.flush()
            follow(it.session, one.submission)
        ask(it.session, it.customer, "asked", Actor("customer", it.customer.id))
        it.customer.link_number += 1
        return page("portal/erased.html", brand=it.brand)
