"""A campaign's rules: what each would have done lately, and switching it on or off."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ugc.db import Session
from ugc.definitions import find_campaign, load
from ugc.lifecycle import Conflict
from ugc.models import Brand, Campaign
from ugc.moderate.overview import campaigns
from ugc.moderate.rules import switch
from ugc.moderate.trial import LATELY, trials
from ugc.permissions import may
from ugc.web.auth import acting, brand_session, staff_only
from ugc.web.context import gettext as _
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import chosen_campaign, chosen_for, desk_page, found


@blueprint.get("/rules")
@staff_only
def rules_page() -> ResponseReturnValue:
    """One campaign's rules, the newest that has some unless the address asks for another."""
    with brand_session("moderate") as session:
        brand, _member = chosen_for(session, "moderate")
        return _show(session, brand, chosen_campaign(session, brand))


@blueprint.post("/rules/<slug>/<rule>")
@staff_only
def rules_switch(slug: str, rule: str) -> ResponseReturnValue:
    """Switch it on as it was shown, or off; 409 when the definition has another one by now."""
    on, seen = request.form.get("on") == "yes", request.form.get("seen", "")
    try:
        with brand_session("campaigns", write=True) as session:
            campaign = found(find_campaign(session, slug))
            switch(session, campaign, rule, seen, acting(campaign), on=on)
            brand = campaign.brand.slug
    except Conflict:
        with brand_session("campaigns") as session:
            campaign = found(find_campaign(session, slug))
            return _show(session, campaign.brand, campaign, stale=True)
    flash(_("Switched on for what comes from now on.") if on else _("Switched off, and its labels are gone."))
    return redirect(url_for("staff.rules_page", brand=brand, campaign=slug), 303)


def _show(
    session: Session, brand: Brand, asked: Campaign | None, *, stale: bool = False
) -> ResponseReturnValue:
    every = [(one, load(one.revision)) for one in campaigns(session, brand)]
    ruled = next((one for one, definition in every if definition.moderation.rules), None)
    chosen = asked or ruled or next((one for one, _definition in every), None)
    facts = {
        "chosen": chosen,
        "campaigns": [(one.slug, definition.title) for one, definition in every],
        "trials": trials(session, chosen) if chosen else [],
        "days": LATELY.days,
        "may_switch": chosen is not None and may(acting(chosen), "campaigns"),
        "stale": stale,
    }
    return desk_page(session, "staff/rules.html", brand, "rules", status=409 if stale else 200, **facts)
