"""The fairness numbers of one campaign, as a table and in words."""

from datetime import timedelta

from flask import request
from flask.typing import ResponseReturnValue

from ugc.db import MANY
from ugc.definitions import load
from ugc.moderate.fairness import fairness
from ugc.moderate.overview import campaigns
from ugc.web.auth import brand_session, staff_only
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import chosen_campaign, chosen_for, desk_page

PERIODS = {"7": 7, "30": 30, "90": 90, "365": 365}


@blueprint.get("/fairness")
@staff_only
def fairness_page() -> ResponseReturnValue:
    """One campaign, the newest unless the address asks for another."""
    with brand_session("see") as session:
        brand, _member = chosen_for(session, "see")
        every = campaigns(session, brand)
        chosen = chosen_campaign(session, brand) or next(iter(every), None)
        days = PERIODS.get(request.args.get("days", ""), PERIODS["30"])
        since = session.now() - timedelta(days=days)
        facts = {
            "chosen": chosen,
            "title": load(chosen.revision).title if chosen else "",
            "campaigns": [(one.slug, load(one.revision).title) for one in every],
            "days": str(days),
            "periods": list(PERIODS),
            "many": MANY,
            "fair": fairness(session, chosen, since) if chosen else None,
        }
        return desk_page(session, "staff/fairness.html", brand, "fairness", status=200, **facts)
