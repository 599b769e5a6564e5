"""A brand's one accent, made legible on light and on dark pages (WCAG 2.2, 1.4.3).

The fill keeps the brand's colour unless it would vanish into the page; text in the accent is
darkened or lightened until it reads.
"""

from dataclasses import dataclass

TEXT = 4.5  # contrast of text, SC 1.4.3
SHAPE = 3.0  # contrast of a control against the page, SC 1.4.11
LIGHT, DARK = ("#fdfdfc", "#f3f3f0"), ("#141413", "#1f1f1d")  # --paper and --wash in static/css/base.css
WHITE, NIGHT, BLACK = "#ffffff", "#161616", "#000000"
STEP, TINT = 0.04, 0.92

RGB = tuple[float, float, float]


@dataclass(frozen=True)
class Tones:
    """CSS colours for one colour scheme: a fill, the text on it, the accent as text, and a wash of it."""

    accent: str
    on_accent: str
    accent_ink: str
    tint: str


@dataclass(frozen=True)
class Palette:
    """What a page's style element declares for its brand."""

    light: Tones
    dark: Tones


def palette(accent: str) -> Palette:
    """Derive both schemes from `accent` (`#rrggbb`). Raises ValueError for anything else."""
    _channels(accent)
    return Palette(light=_tones(accent, LIGHT, BLACK), dark=_tones(accent, DARK, WHITE))


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two `#rrggbb` colours, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _tones(accent: str, surfaces: tuple[str, str], towards: str) -> Tones:
    fill = _until(accent, towards, surfaces, SHAPE)
    tint = _mix(fill, surfaces[0], TINT)
    on_fill = next(text for text in (WHITE, NIGHT, BLACK) if contrast(fill, text) >= TEXT)
    return Tones(fill, on_fill, _until(accent, towards, (*surfaces, tint), TEXT), tint)


def _until(colour: str, towards: str, backgrounds: tuple[str, ...], ratio: float) -> str:
    """Move `colour` towards black or white in small steps until it stands out from every background."""
    while min(contrast(colour, one) for one in backgrounds) < ratio:
        colour = _mix(colour, towards, STEP)
    return colour


def _mix(one: str, other: str, share: float) -> str:
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{_rounded(a, b, share):02x}" for a, b in pairs)


def _rounded(a: float, b: float, share: float) -> int:
    """Between two channels, but always at least one step on, so that `_until` ends."""
    value = round((a + (b - a) * share) * 255)
    return value if share > 0.5 or value != round(a * 255) else value + (b > a) - (b < a)


def _channels(colour: str) -> RGB:
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"{colour!r} is not a colour like #3d5a52")
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
