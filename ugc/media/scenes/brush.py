"""A small box of paints: shapes with light from the upper left, pools of light, and grain.

Coordinates are hundredths of the picture's width, so a scene is drawn once and rendered at any size.
"""

import math
import random
from collections.abc import Iterable, Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

Point = tuple[float, float]
Outline = Sequence[Point]
Box = tuple[int, int, int, int]
EDGE = 2  # masks are drawn this much larger, then scaled down: smooth edges


class Canvas:
    """One picture in the making. `height` is in hundredths of the width, like every coordinate."""

    def __init__(self, width: int, height: float, top: str, bottom: str, seed: int = 1) -> None:
        self.unit = width / 100
        self.height = height
        size = (width, round(height * self.unit))
        self.image = _gradient(size, top, bottom)
        self.random = random.Random(seed)  # noqa: S311 - snow falls the same way every time

    def shape(
        self,
        outline: Outline,
        top: str,
        bottom: str = "",
        *,
        light: float = 0.28,
        shade: float = 0.34,
        form: float = 1.6,
        cast: float = 0.0,
    ) -> None:
        """Paint a body from `top` to `bottom` colour: edges `form` wide, a shadow `cast` long."""
        box, mask = self._mask(outline, margin=max(form, cast) * 2.2)
        if cast:
            self._cast(box, mask, cast)
        body = _gradient(mask.size, top, bottom or top)
        reach = max(1, round(form * self.unit))
        self._edge(body, mask, (reach, reach), "#fff3dc", light)
        self._edge(body, mask, (-reach, -reach), "#1d1733", shade)
        self.image.paste(body, box[:2], mask)

    def flat(self, outline: Outline, colour: str, strength: float = 1.0, soft: float = 0.0) -> None:
        """Lay one colour over the picture, `soft` blurs its edge."""
        box, mask = self._mask(outline, margin=soft * 3)
        if soft:
            mask = mask.filter(ImageFilter.GaussianBlur(soft * self.unit))
        self.image.paste(colour, box, mask.point(lambda value: round(value * strength)))

    def light(self, outline: Outline, colour: str, strength: float, soft: float = 0.6) -> None:
        """Let light fall in the form of `outline`: it brightens what lies under it."""
        box, mask = self._mask(outline, margin=soft * 3)
        mask = mask.filter(ImageFilter.GaussianBlur(soft * self.unit)).point(lambda v: round(v * strength))
        under = self.image.crop(box)
        self.image.paste(ImageChops.overlay(under, Image.new("RGB", under.size, colour)), box[:2], mask)

    def dark(self, outline: Outline, colour: str, strength: float, soft: float = 0.6) -> None:
        """Let a shadow of `colour` fall in the form of `outline`."""
        box, mask = self._mask(outline, margin=soft * 3)
        mask = mask.filter(ImageFilter.GaussianBlur(soft * self.unit)).point(lambda v: round(v * strength))
        under = self.image.crop(box)
        self.image.paste(ImageChops.multiply(under, Image.new("RGB", under.size, colour)), box[:2], mask)

    def glow(self, centre: Point, radius: float, colour: str, strength: float) -> None:
        """A pool of light that fades with distance."""
        (x, y), r = (round(c * self.unit) for c in centre), round(radius * self.unit)
        box = (x - r, y - r, x + r, y + r)
        fade = ImageOps.invert(Image.radial_gradient("L")).resize((2 * r, 2 * r))
        fade = fade.point(lambda v: round(max(0, v - 75) ** 1.5 / 180**1.5 * 255 * strength))
        under = self.image.crop(box)
        self.image.paste(ImageChops.screen(under, Image.new("RGB", under.size, colour)), box[:2], fade)

    def line(self, points: Outline, colour: str, width: float, strength: float = 1.0) -> None:
        """A round-ended stroke along `points`."""
        box, mask = self._mask(points, margin=width, stroke=width)
        self.image.paste(colour, box, mask.point(lambda value: round(value * strength)))

    def speckle(self, outline: Outline, colour: str, count: int, size: tuple[float, float]) -> None:
        """Small dabs inside `outline`: snow, gravel, leaves, weave."""
        box, mask = self._mask(outline, margin=0)
        dabs = Image.new("L", mask.size, 0)
        draw = ImageDraw.Draw(dabs)
        for _ in range(count):
            x, y = self.random.uniform(0, mask.width), self.random.uniform(0, mask.height)
            r = self.random.uniform(*size) * self.unit
            draw.ellipse((x - r, y - r * 0.8, x + r, y + r * 0.8), fill=self.random.randint(90, 255))
        self.image.paste(colour, box, ImageChops.multiply(dabs, mask))

    def finish(self, grain: float = 0.07, corner: float = 0.3) -> Image.Image:
        """Darken the corners a little and lay film grain over everything."""
        size = self.image.size
        fade = (
            Image.radial_gradient("L")
            .resize(size)
            .point(lambda v: round(max(0, v - 110) / 145 * 255 * corner))
        )
        self.image.paste(ImageChops.multiply(self.image, Image.new("RGB", size, "#6a5f72")), (0, 0), fade)
        noise = Image.effect_noise((size[0] // 2, size[1] // 2), 42).resize(size, Image.Resampling.BICUBIC)
        grained = ImageChops.soft_light(self.image, Image.merge("RGB", (noise, noise, noise)))
        return Image.blend(self.image, grained, grain * 5)

    def _mask(self, outline: Outline, margin: float, stroke: float = 0.0) -> tuple[Box, Image.Image]:
        points = [(x * self.unit, y * self.unit) for x, y in outline]
        box = self._box(points, margin * self.unit)
        mask = Image.new("L", ((box[2] - box[0]) * EDGE, (box[3] - box[1]) * EDGE), 0)
        moved = [((x - box[0]) * EDGE, (y - box[1]) * EDGE) for x, y in points]
        draw = ImageDraw.Draw(mask)
        if stroke:
            self._stroke(draw, moved, stroke * self.unit * EDGE)
        else:
            draw.polygon(moved, fill=255)
        return box, mask.reduce(EDGE)

    @staticmethod
    def _stroke(draw: ImageDraw.ImageDraw, points: list[Point], width: float) -> None:
        draw.line(points, fill=255, width=max(1, round(width)), joint="curve")
        r = width / 2
        for x, y in (points[0], points[-1]):
            draw.ellipse((x - r, y - r, x + r, y + r), fill=255)

    def _box(self, points: list[Point], margin: float) -> Box:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, top = max(0, min(xs) - margin), max(0, min(ys) - margin)
        right, bottom = min(self.image.width, max(xs) + margin), min(self.image.height, max(ys) + margin)
        left, top = min(left, self.image.width - 2), min(top, self.image.height - 2)
        return (
            int(left),
            int(top),
            max(int(left) + 2, math.ceil(right)),
            max(int(top) + 2, math.ceil(bottom)),
        )

    def _cast(self, box: Box, mask: Image.Image, reach: float) -> None:
        by = round(reach * self.unit)
        fallen = (
            _moved(mask, (by, by))
            .filter(ImageFilter.GaussianBlur(by * 0.55))
            .point(lambda v: round(v * 0.42))
        )
        under = self.image.crop(box)
        self.image.paste(ImageChops.multiply(under, Image.new("RGB", under.size, "#3a3352")), box[:2], fallen)

    @staticmethod
    def _edge(
        body: Image.Image, mask: Image.Image, by: tuple[int, int], colour: str, strength: float
    ) -> None:
        """Tint the side of `body` that a copy of its mask, moved by `by`, leaves uncovered."""
        away = ImageChops.subtract(mask, _moved(mask, by)).filter(ImageFilter.BoxBlur(abs(by[0]) * 0.8))
        body.paste(colour, (0, 0, *body.size), away.point(lambda value: round(value * strength)))


def smooth(points: Outline, steps: int = 10) -> list[Point]:
    """A closed, rounded outline through `points` (Catmull-Rom)."""
    return [_between(points, i, t / steps) for i in range(len(points)) for t in range(steps)]


def curve(points: Outline, steps: int = 10) -> list[Point]:
    """An open, rounded path through `points`."""
    padded = [points[0], *points, points[-1]]
    path = [_between(padded, i, t / steps) for i in range(1, len(points)) for t in range(steps)]
    return [*path, points[-1]]


def oval(centre: Point, wide: float, high: float) -> list[Point]:
    """An ellipse of the given half axes."""
    turns = (i / 36 * math.pi for i in range(72))
    return [(centre[0] + wide * math.cos(a), centre[1] + high * math.sin(a)) for a in turns]


def box(left: float, top: float, right: float, bottom: float, corner: float = 0.0) -> list[Point]:
    """A rectangle, its corners rounded by `corner`."""
    if not corner:
        return [(left, top), (right, top), (right, bottom), (left, bottom)]
    near, far = (left + corner, top + corner), (right - corner, bottom - corner)
    centres = (far, (near[0], far[1]), near, (far[0], near[1]))
    return [
        (x + corner * math.cos(a), y + corner * math.sin(a))
        for quarter, (x, y) in enumerate(centres)
        for a in ((quarter + i / 6) * math.pi / 2 for i in range(7))
    ]


def moved(outline: Iterable[Point], by: Point, scale: float = 1.0, flip: bool = False) -> list[Point]:
    """The outline scaled about the origin, mirrored if asked, then moved."""
    side = -scale if flip else scale
    return [(x * side + by[0], y * scale + by[1]) for x, y in outline]


def turned(outline: Iterable[Point], degrees: float, about: Point) -> list[Point]:
    """The outline turned clockwise about a point."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [
        (
            about[0] + (x - about[0]) * c - (y - about[1]) * s,
            about[1] + (x - about[0]) * s + (y - about[1]) * c,
        )
        for x, y in outline
    ]


def _between(points: Outline, index: int, t: float) -> Point:
    p0, p1, p2, p3 = (points[(index + k - 1) % len(points)] for k in range(4))
    x, y = (
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(p0, p1, p2, p3, strict=True)
    )
    return (x, y)


def _gradient(size: tuple[int, int], top: str, bottom: str) -> Image.Image:
    if top == bottom:
        return Image.new("RGB", size, top)
    ramp = Image.linear_gradient("L").resize(size, Image.Resampling.BILINEAR)
    return ImageOps.colorize(ramp, top, bottom)


def _moved(mask: Image.Image, by: tuple[int, int]) -> Image.Image:
    fresh = Image.new("L", mask.size, 0)
    fresh.paste(mask, by)
    return fresh
