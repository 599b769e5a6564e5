"""What every template may use: looks derived from data, and addresses of static files and media."""

import base64
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Protocol

from jinja2 import Environment

from ugc.links import elsewhere
from ugc.palette import palette

MIDDLE = 640  # px: what a browser without srcset gets
NARROWEST, WIDEST = 6, 24  # twelfths: 1:2 to 2:1, the shapes css/public.css knows
GREY = "#8a8984"
# What names a browser or a machine in its User-Agent; most claim to be others too, so the first found counts.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "FxiOS": "Firefox", "CriOS": "Chrome"}
BROWSERS |= {"Chrome": "Chrome", "Safari": "Safari"}
MACHINES = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows"}
MACHINES |= {"Macintosh": "Mac", "CrOS": "Chromebook", "Linux": "Linux"}


class Rendition(Protocol):
    """One public picture of a photo; width in pixels."""

    @property
    def key(self) -> str: ...
    @property
    def format(self) -> str: ...
    @property
    def width(self) -> int: ...


class Shape(Protocol):
    """Pixels after orientation; None until the darkroom has looked."""

    @property
    def width(self) -> int | None: ...
    @property
    def height(self) -> int | None: ...


def furnish(environment: Environment, static: Callable[[str], str], media: Callable[[str], str]) -> None:
    """Give `environment` the globals and filters the macros in templates/ rely on."""
    environment.globals.update(static=static, media=media, palette=cache(palette))
    environment.filters.update(
        tone=tone, twelfths=twelfths, initials=initials, middle_jpeg=middle_jpeg, wired=wired
    )
    environment.filters.update(elsewhere=elsewhere, browser=browser)


def tone(thumbhash: str | None) -> str:
    """The average colour (`#rrggbb`) a base64 thumbhash starts with: luminance, two chroma, six bits each."""
    head = base64.b64decode(thumbhash or "")[:3]
    if len(head) < 3:
        return GREY
    bits = int.from_bytes(head, "little")
    lightness, p, q = (bits & 63) / 63, (bits >> 6 & 63) / 31.5 - 1, (bits >> 12 & 63) / 31.5 - 1
    blue = lightness - 2 / 3 * p
    red = (3 * lightness - blue + q) / 2
    return "#" + "".join(f"{round(255 * min(1, max(0, c))):02x}" for c in (red, red - q, blue))


def twelfths(photo: Shape) -> int:
    """Width over height in twelfths, within the shapes the grid knows; square until it is known."""
    if not photo.width or not photo.height:
        return 12
    return min(WIDEST, max(NARROWEST, round(12 * photo.width / photo.height)))


def middle_jpeg(renditions: Sequence[Rendition]) -> str:
    """The key of the JPEG nearest to MIDDLE pixels wide."""
    jpegs = [one for one in renditions if one.format == "jpeg"]
    return min(jpegs, key=lambda one: abs(one.width - MIDDLE)).key


def initials(name: str) -> str:
    """Up to two letters for a person's disc: `Ana María Ruiz` gives `AR`."""
    words = name.lstrip("@").split()
    return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper() if words else "?"


def browser(agent: str) -> str:
    """What people call the browser of a User-Agent: `Firefox, Windows`; empty when it is none we know."""
    found = (
        next((name for mark, name in kind.items() if mark in agent), "") for kind in (BROWSERS, MACHINES)
    )
    return ", ".join(filter(None, found))


def wired(attributes: dict[str, Any]) -> dict[str, Any]:
    """Attributes that have a value, so that no control gets `aria-invalid="None"`."""
    return {name: value for name, value in attributes.items() if value is not None}
