"""What every page of the desk shares: which brand it is about, who looks, and what waits there."""

from typing import Any, TypeVar

from flask import abort, request

from ugc.db import Session
from ugc.definitions import find_brand
from ugc.models import Brand
from ugc.moderate.overview import brands, pending
from ugc.web.auth import current_account
from ugc.web.context import page

R = TypeVar("R")


def found(row: R | None) -> R:
    """The row, or 404: there is none, or it is another brand's, and nobody learns which."""
    return row if row is not None else abort(404)


def chosen_brand(session: Session) -> Brand:
    """The brand the address asks for (`?brand=`), else the first of this session's; 404 for any other."""
    slug = request.args.get("brand")
    return found(find_brand(session, slug)) if slug else brands(session)[0]


def desk_page(
    session: Session, template: str, brand: Brand, place: str, *, status: int = 200, **facts: Any
) -> tuple[str, int]:
    """Render a page of the desk. `place` is its path below /staff/, for the navigation."""
    facts |= {"me": current_account(), "brands": brands(session), "counts": pending(session, brand)}
    return page(template, status=status, brand=brand, place=place, **facts)
