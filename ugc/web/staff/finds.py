"""What was found on networks: looked through, chosen from; and how listening itself is going."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ugc.collect import finds as found_posts
from ugc.definitions import load
from ugc.lifecycle import Actor
from ugc.models import Campaign, Find
from ugc.models.channel import PLACES
from ugc.web.auth import brand_session, staff_only
from ugc.web.context import gettext as _
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import chosen_brand, chosen_for, desk_page, found

STATES = (
    "found",
    found_posts.NAMELESS,
    "asked",
    "answered",
    "granted",
    "refused",
    "lapsed",
    "passed",
    "gone",
)
TALKING = ("asked", "answered", "granted", "refused", "lapsed")


@blueprint.get("/finds")
@staff_only
def finds() -> ResponseReturnValue:
    """One brand's finds in one state, the latest post first, and its searches."""
    with brand_session("reply") as session:
        brand, state = chosen_brand(session), _state()
        last = request.args.get("after")
        after = found(session.get(Find, last)) if last else None
        rows = found_posts.finds(session, brand, state, after)
        searches = found_posts.hearing(session, brand)
        replies = found_posts.replies(session, brand) if state in TALKING else ()
        return desk_page(
            session,
            "staff/finds.html",
            brand,
            "finds",
            state=state,
            states=STATES,
            rows=rows,
            titles=_titles(*(one.campaign for one in rows), *(one.campaign for one in searches)),
            networks=PLACES,
            more=len(rows) == found_posts.PAGE,
            numbers=found_posts.counts(session, brand),
            searches=searches,
            replies=replies,
            said=found_posts.said(session, replies),
        )


@blueprint.post("/finds/listen")
@staff_only
def finds_listen() -> ResponseReturnValue:
    """Listen everywhere now instead of when the next time comes."""
    with brand_session("reply", write=True) as session:
        brand, member = chosen_for(session, "reply")
        count = found_posts.hurry(session, brand, Actor("member", member.account_id))
    flash(
        _("Listening now. What is new appears here in a moment.")
        if count
        else _("No open campaign listens yet: it needs `collect` in its definition, and a channel.")
    )
    return redirect(url_for("staff.finds", brand=brand.slug), 303)


def _titles(*campaigns: Campaign) -> dict[str, str]:
    return {one.id: load(one.revision).title for one in {one.id: one for one in campaigns}.values()}


def _state() -> str:
    asked = request.args.get("state", "found")
    return asked if asked in STATES else "found"
