"""Areas of a photo to hide: rectangles drawn on it, or typed in as percents of its sides."""

from collections.abc import Mapping
from typing import Literal

from flask import request

from ugc.media.recipes import Area
from ugc.moderate.retouch import MOST, Refused
from ugc.web.context import gettext as _

SIDES = ("left", "top", "width", "height")
DIGITS = 20


class NoNumber(ValueError):
    """Something typed in is not a percentage."""


def typed(prefix: str = "") -> list[dict[str, str]]:
    """The lines of the form as they were typed, without those left empty."""
    names = ("kind", *SIDES)
    lines = zip(*(request.form.getlist(prefix + name) for name in names), strict=False)
    found = [dict(zip(names, (part.strip()[:DIGITS] for part in line), strict=True)) for line in lines]
    return [line for line in found if any(line[side] for side in SIDES)][: MOST + 1]


def drawn(prefix: str = "") -> list[Area]:
    """The areas of the form. Raises NoNumber."""
    return [_area(line) for line in typed(prefix)]


def seen(prefix: str = "") -> int:
    """The edition of the photo they were drawn on."""
    number = request.form.get(f"{prefix}seen", "")[:DIGITS]
    return int(number) if number.isdecimal() else -1


def sentence(problem: NoNumber | Refused) -> str:
    """What people read about areas that could not be hidden."""
    if isinstance(problem, NoNumber):
        return _("Each number is a percentage of the photo’s side, from 0 to 100.")
    return {
        "nothing": _("Nothing was drawn on the photo, so nothing was changed."),
        "small": _("That area is too small, or outside of the photo. Draw it larger."),
        "many": _("At most %(most)s areas of one photo can be hidden. Crop it instead.", most=MOST),
        "crops": _("A photo can be cropped to one area only. Remove the others."),
        "cut": _("We cropped this photo before. Blur what is left of it instead."),
        "closed": _("Nobody may see this photo now, so it cannot be changed either."),
        "early": _("This photo is still being prepared. Please try again in a minute."),
    }[problem.why]


def _area(line: Mapping[str, str]) -> Area:
    kind: Literal["blur", "crop"] = "crop" if line["kind"] == "crop" else "blur"
    return Area(kind, *(_fraction(line[side]) for side in SIDES))


def _fraction(percent: str) -> float:
    try:
        number = float(percent.replace(",", "."))
    except ValueError:
        raise NoNumber(percent) from None
    if not 0 <= number <= 100:
        raise NoNumber(percent)
    return number / 100
