"""What every page of the desk shares: which brand it is about, who looks, and what waits there."""

from typing import Any, TypeVar

from flask import abort, request

from ugc.db import MANY, Session
from ugc.definitions import find_campaign
from ugc.models import Brand, Campaign, Member
from ugc.moderate.overview import pending
from ugc.permissions import Action, may
from ugc.team.audit import exported
from ugc.web.auth import current_account, refuse, staff
from ugc.web.context import page
from ugc.web.keys import KEYS
from ugc.web.staff.blueprint import blueprint

R = TypeVar("R")
TAKES: dict[str, Action] = {
    "queue": "moderate",
    "inbox": "see",
    "reports": "moderate",
    "planner": "see",
    "campaigns": "see",
    "finds": "reply",
    "fairness": "see",
    "rules": "moderate",
    "channels": "see",
    "letters": "see",
    "members": "members",
    "audit": "audit",
}
"""What the pages one walks between take, as their views do."""


def found(row: R | None) -> R:
    """The row, or 404: there is none, or it is another brand's, and nobody learns which."""
    return row if row is not None else abort(404)


def chosen_brand(session: Session) -> Brand:
    """The brand the address asks for (`?brand=`), else the first of this session's; 404 for any other."""
    slug, ours = request.args.get("brand"), _within(session)
    known = next((brand for brand in ours if brand.slug == slug), None) if slug else ours[0]
    return session.merge(found(known), load=False)  # read when the request came; asked for once is enough


def chosen_campaign(session: Session, brand: Brand) -> Campaign | None:
    """The campaign the address asks for (`?campaign=`), if any; 404 for one that is not this brand's."""
    slug = request.args.get("campaign")
    if not slug:
        return None
    asked = found(find_campaign(session, slug))
    return found(asked if asked.brand_id == brand.id else None)


def place_in(brand: Brand) -> Member:
    """The signed-in person's place in a brand; 404 when they have none."""
    here = staff() or abort(401)
    return here.members.get(brand.id) or abort(404)


def can(action: Action, brand: Brand) -> bool:
    """Whether the signed-in person may do this in a brand."""
    return may(place_in(brand), action)


def can_open(place: str, brand: Brand) -> bool:
    """Whether a page one walks to lets the signed-in person in."""
    return can(TAKES[place], brand)


def chosen_for(session: Session, action: Action) -> tuple[Brand, Member]:
    """The brand the address asks for and the place there of who asks; 403 where the role falls short.

    A session over several brands may hold one in which this person may do less.
    """
    brand = chosen_brand(session)
    member = place_in(brand)
    return (brand, member) if may(member, action) else refuse(action)


def note_export(session: Session, brand: Brand, member: Member) -> None:
    """Write down who takes which list along, and by which filter."""
    which = request.full_path.rpartition("/")[2].rstrip("?")
    exported(session, brand, member, which.encode("ascii", "replace").decode()[:500])


def numbers(session: Session, brand: Brand) -> dict[str, int]:
    """How much waits on the screens of the rail, of those the signed-in person may open."""
    return {place: much for place, much in pending(session, brand).items() if can(TAKES[place], brand)}


@blueprint.app_template_filter()
def bounded(number: int) -> str:
    """A count as it is shown: the long ones are counted no further than MANY."""
    return str(number) if number < MANY else f"{MANY - 1}+"


def _within(session: Session) -> list[Brand]:
    """The brands of this session, by name, as they were when the request came."""
    here = staff() or abort(401)
    ours = session.whose.brands or ()
    return sorted((here.members[one].brand for one in ours), key=lambda brand: brand.name)


def desk_page(
    session: Session, template: str, brand: Brand, place: str, *, status: int = 200, **facts: Any
) -> tuple[str, int]:
    """Render a page of the desk. `place` is its path below /staff/, for the navigation."""
    facts |= {"me": current_account(), "brands": _within(session), "keys": KEYS}
    facts |= {"can": can, "can_open": can_open}
    if "counts" not in facts:
        facts["counts"] = numbers(session, brand)
    return page(template, status=status, brand=brand, place=place, **facts)
