"""The page a working day starts with: every brand with what waits in it, every campaign as it stands."""

from flask.typing import ResponseReturnValue

from ugc.db import Session
from ugc.definitions import Definition, load
from ugc.models import Brand
from ugc.moderate.overview import Standing, standing, waiting
from ugc.web.auth import brand_session, staff_only
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import chosen_brand, desk_page


@blueprint.get("/")
@staff_only
def home() -> ResponseReturnValue:
    """All brands at once."""
    with brand_session("see") as session:
        sections = [(waits, _campaigns(session, waits.brand)) for waits in waiting(session)]
        return desk_page(session, "staff/home.html", chosen_brand(session), "", sections=sections)


@blueprint.get("/campaigns")
@staff_only
def campaigns() -> ResponseReturnValue:
    """One brand's campaigns."""
    with brand_session("see") as session:
        brand = chosen_brand(session)
        rows = _campaigns(session, brand)
        return desk_page(session, "staff/campaigns.html", brand, "campaigns", rows=rows)


def _campaigns(session: Session, brand: Brand) -> list[tuple[Standing, Definition]]:
    return [(stands, load(stands.campaign.revision)) for stands in standing(session, brand)]
