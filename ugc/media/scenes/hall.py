"""An open day at the gym: the hall before the doors open, and what people photographed."""

import math

from PIL import Image

from ugc.media.scenes.brush import Canvas, Point, box, curve, moved, oval, smooth, turned

FLAGS = ("#d9583f", "#efb443", "#f4ead6", "#4a8f8a", "#35586e")


def bunting(canvas: Canvas, start: Point, end: Point, sag: float, size: float) -> None:
    """A string of little flags between two points."""
    path = curve([start, ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + sag), end], 24)
    canvas.line(path, "#6a5648", 0.22)
    for k, (x, y) in enumerate(path[2:-2:3]):
        flag = moved([(-0.5, 0), (0.5, 0), (0, 1.15)], (x, y), size)
        canvas.shape(flag, FLAGS[k % 5], form=0.3, cast=0.25)


def kettlebell(canvas: Canvas, at: Point, scale: float, colour: str, low: str) -> None:
    """A cast-iron ball with a handle; `at` is the middle of the ball."""
    ring = [*moved(oval((0, -7.6), 6, 6.2), at, scale), moved([(6, -7.6)], at, scale)[0]]
    canvas.dark(moved(oval((3.4, 8.4), 11, 2.2), at, scale), "#4b3a3a", 0.75, 0.9 * scale)
    canvas.line(ring, "#26262c", 2.7 * scale)
    canvas.line(moved(curve([(-5.2, -9.4), (-2, -13.2), (2.4, -13.4)]), at, scale), "#9aa0a8", 0.6 * scale, 0.8)
    canvas.shape(moved(smooth([(-6, -6), (0, -8.2), (6, -6), (9, 1), (6.4, 7.6), (0, 9.2), (-6.4, 7.6), (-9, 1)]), at, scale), colour, low, form=3 * scale, shade=0.5)
    canvas.flat(moved(oval((0, 1), 3.9, 3.9), at, scale), "#f6ecd8", 0.92)
    canvas.light(moved(oval((-4.4, -3), 1.6, 2.4), at, scale), "#ffffff", 0.5, 0.7 * scale)


def hall_before_the_doors_open(width: int) -> Image.Image:
    """High windows, wall bars, a rope and bunting, 3:2."""
    c = Canvas(width, 67, "#ead9bd", "#dcc6a4", seed=41)
    c.shape([(0, 0), (20, 12), (20, 43), (0, 56)], "#d9c3a0", "#c9b08b", form=0.3)
    c.shape([(100, 0), (80, 12), (80, 43), (100, 56)], "#d3bb97", "#bfa47d", form=0.3)
    c.shape([(0, 0), (100, 0), (80, 12), (20, 12)], "#b99873", "#a78561", form=0.3)
    for k in range(5):
        x = 8.0 + k * 21
        c.shape([(x, 0), (x + 3.4, 0), (30 + k * 10 + 1.4, 12), (30 + k * 10 - 0.6, 12)], "#8a6a4c", form=0.3)
    for k in range(4):
        left = 25 + k * 13.4
        c.shape(box(left - 0.8, 14.4, left + 10.6, 27, 0.4), "#f4ead6", "#e2d3b8", form=0.4, cast=0.5)
        c.shape(box(left, 15.2, left + 9.8, 26.2), "#cfe6ea", "#fff3cf", form=0.3, shade=0.1)
        c.line([(left + 4.9, 15.2), (left + 4.9, 26.2)], "#f4ead6", 0.5)
        c.line([(left, 20.6), (left + 9.8, 20.6)], "#f4ead6", 0.5)
    c.shape([(20, 43), (80, 43), (104, 70), (-4, 70)], "#cf9c62", "#b57e49", form=0.3)
    for k in range(13):
        c.line([(20 + k * 5, 43), (-40 + k * 15, 70)], "#95643a", 0.18, 0.55)
    for path, colour in (([(31, 43), (6, 67)], "#f4ead6"), ([(69, 43), (94, 67)], "#f4ead6"), ([(20, 49), (80, 49)], "#4a8f8a")):
        c.line(path, colour, 0.5, 0.85)
    c.line(oval((50, 57), 15, 4.6), "#d9583f", 0.6, 0.85)
    for side in (0, 1):
        xs = (21, 31) if not side else (69, 79)
        for x in (xs[0], sum(xs) / 2, xs[1]):
            c.shape(box(x - 0.5, 28.6, x + 0.5, 43.6), "#9b6d42", "#7f5633", form=0.3)
        for y in range(7):
            c.line([(xs[0], 30 + y * 1.95), (xs[1], 30 + y * 1.95)], "#b98352", 0.55)
    c.line([(42, 7), (42, 46)], "#d8c298", 1.0)
    for y in range(26):
        c.line([(41.6, 8 + y * 1.5), (42.5, 8.7 + y * 1.5)], "#a58a5a", 0.22, 0.8)
    c.shape(smooth([(41.2, 45.4), (42.8, 45.4), (43.3, 47.6), (40.7, 47.6)]), "#d8c298", "#b79d6a", form=0.4)
    for x in (57, 61):
        c.line([(x, 8), (x, 31)], "#6a5648", 0.32)
        c.line(oval((x, 33), 1.6, 2.1), "#c58b4f", 0.75)
    c.shape([(64, 46), (86, 50), (84, 58), (58, 53)], "#3f7f86", "#316770", cast=1, form=0.5)
    c.shape([(58, 53), (84, 58), (84, 59.6), (58, 54.6)], "#28545d", form=0.2)
    c.dark(oval((23, 61.6), 6.4, 1.3), "#5d3f2a", 0.8, 0.6)
    c.shape(oval((22, 56), 6, 6), "#e08a43", "#b05c2a", form=2)
    for bend in (-4.4, 0, 4.4):
        c.line(curve([(22 + bend * 0.7, 50.4), (22 + bend * 0.16, 56), (22 + bend * 0.7, 61.6)]), "#5b3220", 0.3, 0.8)
    c.line(curve([(16.1, 55), (22, 57.4), (27.9, 55)]), "#5b3220", 0.3, 0.8)
    for k in range(3):
        c.shape(box(8 + k * 0.5, 46 - k * 3.4, 17 - k * 0.5, 49.2 - k * 3.4, 0.3), ("#c98d55", "#d79c62")[k % 2], "#a8723f", form=0.4, cast=0.3)
    bunting(c, (-2, 4), (50, 9), 6, 2.6)
    bunting(c, (50, 9), (102, 4), 6, 2.6)
    for k in range(4):
        left = 25 + k * 13.4
        c.light([(left, 15), (left + 9.8, 15), (left + 4 - k * 2, 70), (left - 17 - k * 2, 70)], "#fff0bf", 0.34, 1.2)
    return c.finish()


def kettlebells_in_the_sun(width: int) -> Image.Image:
    """In a row by size, 4:3."""
    c = Canvas(width, 75, "#c8b9a2", "#b8a68c", seed=43)
    for row in range(7):
        for k in range(8):
            left = k * 14 - (row % 2) * 7 - 3
            c.shape(box(left, row * 6.6, left + 13.4, row * 6.6 + 6, 0.3), ("#d8cab4", "#d2c3ab", "#ddd0bb")[(row + k * 2) % 3], form=0.3, light=0.1, shade=0.16)
    c.shape(box(-2, 42, 102, 80), "#5d6166", "#474a50", form=0.4)
    c.speckle(box(0, 42, 100, 75), "#8b9096", 420, (0.06, 0.2))
    c.speckle(box(0, 42, 100, 75), "#d9583f", 60, (0.06, 0.18))
    for x in (32.0, 66):
        c.line([(x, 43), (x - 6 + (x - 50) * 0.5, 76)], "#3b3e44", 0.25, 0.8)
    c.shape(box(-2, 40.6, 102, 42.8), "#8f7c66", "#7a6955", form=0.3)
    kettlebell(c, (20, 50), 1.62, "#d9583f", "#8f2f29")
    kettlebell(c, (48, 53), 1.36, "#efb443", "#b5762a")
    kettlebell(c, (71, 55.4), 1.12, "#4a8f8a", "#28585a")
    kettlebell(c, (88.6, 57.4), 0.9, "#35586e", "#1f3646")
    for x, words in ((20, 3), (48, 2), (71, 2), (88.6, 1)):
        scale = {20: 1.62, 48: 1.36, 71: 1.12, 88.6: 0.9}[x]
        y = {20: 50, 48: 53, 71: 55.4, 88.6: 57.4}[x]
        for k in range(words):
            c.line(moved([(-1.5 + k * 1.5, -0.8), (-1.5 + k * 1.5, 2.8)], (x, y), scale), "#4a4038", 0.6 * scale, 0.9)
    rope = curve([(9, 69), (22, 72), (34, 68.4), (46, 70.6), (40, 73), (54, 72), (68, 69)])
    c.dark(moved(rope, (0.5, 0.6)) + rope[::-1], "#2d2f33", 0.6, 0.3)
    c.line(rope, "#f4ead6", 0.8)
    for start, end in (((3, 67.6), (9, 69)), ((68, 69), (74, 67.4))):
        c.line([start, end], "#d9583f", 1.7)
    c.light([(-4, 0), (24, 0), (70, 75), (26, 75)], "#ffdf9f", 0.42, 1)
    c.light([(36, 0), (56, 0), (106, 70), (88, 75)], "#ffdf9f", 0.38, 1)
    return c.finish()


def shoes_on_the_bench(width: int) -> Image.Image:
    """Laced up for the first time in years, 1:1."""
    c = Canvas(width, 100, "#9fb9b4", "#8aa8a3", seed=45)
    for k in range(5):
        x = k * 21 - 3
        c.shape(box(x, -2, x + 20, 66, 0.6), "#5d8f90", "#47787b", form=0.7, cast=0.5)
        for y in (6, 9, 12):
            c.line([(x + 5, y), (x + 15, y)], "#35606a", 0.7, 0.8)
        c.shape(oval((x + 16, 34), 1.1, 1.1), "#e6dcc6", "#b8aa8c", form=0.4, cast=0.4)
        c.shape(box(x + 6, 20, x + 14, 25, 0.4), "#f4ead6", "#ddd0b6", form=0.3)
    c.shape(box(-2, 88, 102, 104), "#a89684", "#8f7d6d", form=0.5)
    for x in (14, 82):
        c.shape(box(x, 72, x + 4, 98, 0.4), "#4b4a4e", "#37363b", form=0.6)
    c.shape(box(-2, 65, 102, 70, 0.5), "#d7a66b", "#c28f55", form=0.6, cast=2.2)
    c.shape(box(-2, 69.6, 102, 74.6, 0.5), "#b17d48", "#99693a", form=0.5)
    for x, body, low in ((8, "#f1e8d6", "#d3c6ad"), (29, "#f7efdf", "#dccfb6")):
        at, s = (x, 65.2), 1.06
        c.dark(moved(oval((17, -0.4), 19, 1.6), at, s), "#6b4f35", 0.7, 0.7)
        c.shape(moved(smooth([(0.4, -3), (0, -9), (1.6, -16), (7.4, -17.4), (12, -13.4), (20, -9.6), (29, -8.4), (34, -5.4), (34.6, -2.6)], 6), at, s), body, low, form=1.6)
        c.shape(moved(smooth([(1, -3.2), (0.6, -9), (1.8, -15.6), (5.6, -16.4), (8.4, -9), (7.6, -3.2)], 6), at, s), "#d9583f", "#b04434", form=1)
        c.shape(moved(smooth([(25, -8.6), (31, -7.6), (34.6, -4.6), (34.4, -2.6), (25.4, -3)], 6), at, s), "#d9583f", "#b04434", form=0.8)
        c.shape(moved(box(-0.4, -3.4, 35.4, 0.2, 1.6), at, s), "#fffaf0", "#e3d8c4", form=0.6)
        c.line(moved([(1.4, -1.3), (34, -1.3)], at, s), "#efb443", 0.5, 0.9)
        for k in range(4):
            c.line(moved([(10.6 + k * 3.4, -13.6 + k * 1.5), (14 + k * 3.2, -9.4 + k * 0.8)], at, s), "#35586e", 0.75)
        c.line(moved(curve([(11, -14.4), (7, -19), (4.6, -15.6), (10.6, -13.4), (15.4, -18), (16.8, -14), (12, -13.4)]), at, s), "#35586e", 0.7)
    c.shape(box(74, 41, 84.6, 65.4, 2.4), "#4a8f8a", "#2d6468", form=1.8, cast=1.2)
    c.shape(box(76, 35.4, 82.6, 41.6, 1), "#2f3c44", "#232d34", form=0.8)
    c.shape(box(77.6, 31.6, 81, 36, 0.8), "#efb443", "#c98a2e", form=0.6)
    c.flat(box(74, 49, 84.6, 55), "#f4ead6", 0.9)
    c.line(curve([(76, 52), (78, 50.6), (79.4, 53.2), (81, 51), (82.8, 52)]), "#d9583f", 0.5)
    c.light([(0, 0), (30, 0), (88, 100), (50, 100)], "#ffe6b0", 0.34, 2)
    c.light([(40, 0), (52, 0), (110, 100), (98, 100)], "#ffe6b0", 0.28, 2)
    return c.finish()


def climbing_wall(width: int) -> Image.Image:
    """The blue route, first try, 3:4."""
    c = Canvas(width, 133, "#e0d3bd", "#cdbda2", seed=47)
    panels = (
        ([(-2, -2), (44, -2), (38, 58), (-2, 66)], "#dccbac", "#cdb994"), ([(44, -2), (102, -2), (102, 50), (38, 58)], "#c7b48f", "#b8a27a"),
        ([(-2, 66), (38, 58), (48, 118), (-2, 124)], "#cfbb96", "#bda67c"), ([(38, 58), (102, 50), (102, 116), (48, 118)], "#e3d4b8", "#d2bf9b"),
    )  # fmt: skip
    for outline, top, low in panels:
        c.shape(outline, top, low, form=0.8, light=0.3, shade=0.25)
    for k in range(70):
        x, y = 5.0 + (k * 13) % 94, 5 + (k // 7) * 11.4 + (k % 3) * 2
        c.flat(oval((x, y), 0.42, 0.42), "#7b6a50", 0.7)
    lump = ((-4, 0.4), (-2.6, -2.8), (1, -3.4), (4.2, -1), (3.4, 2.4), (-0.4, 3.2))
    routes = {
        "#3f7fa6": ((30, 112), (42, 99), (28, 87), (45, 76), (36, 63), (52, 52), (44, 39), (60, 28), (52, 14)),
        "#d9583f": ((72, 110), (82, 94), (68, 82), (84, 68), (72, 40), (86, 28), (76, 10)),
        "#efb443": ((10, 104), (16, 84), (8, 62), (20, 44), (10, 26), (26, 12)),
        "#6f9a5c": ((58, 104), (60, 88), (92, 52), (62, 66), (90, 82)),
    }
    for colour, holds in routes.items():
        for k, at in enumerate(holds):
            scale = 1.0 + (k * 7 % 5) * 0.16
            c.shape(turned(moved(smooth(lump), at, scale), k * 47, at), colour, form=1.1 * scale, shade=0.45, cast=0.9)
            c.flat(oval(at, 0.45, 0.45), "#3a332e", 0.8)
    c.line(curve([(57, -2), (56, 40), (59, 80), (52, 120)]), "#d9583f", 0.75)
    c.line(curve([(54.6, -2), (53, 46), (50, 84), (46, 120)]), "#d9583f", 0.75)
    c.shape([(-2, 120), (102, 113), (102, 136), (-2, 136)], "#35586e", "#284456", form=0.8)
    for x in (24, 62):
        c.line([(x, 118.4 - x * 0.05), (x + 3, 134)], "#213947", 0.3, 0.8)
    c.shape(box(69, 117, 81, 129, 2.6), "#efb443", "#bd7f2e", form=1.8, cast=1.2)
    c.shape(oval((75, 117.4), 6, 1.9), "#d99a33", "#b87a2b", form=0.4)
    c.shape(oval((75, 117.6), 4.9, 1.3), "#fffaf0", "#eee3d0", form=0.3)
    c.line([(69.4, 122.4), (80.6, 122.4)], "#9c6523", 0.6, 0.7)
    for _ in range(24):
        x, y, r = c.random.gauss(75, 4), c.random.uniform(106, 117), c.random.uniform(0.3, 1.3)
        c.flat(oval((x, y), r, r), "#fffaf0", 0.3, 0.5)
    c.light([(50, -2), (92, -2), (60, 133), (4, 133)], "#ffe6b0", 0.3, 4)
    return c.finish()


def cake_table(width: int) -> Image.Image:
    """Everybody brought one, 4:3."""
    c = Canvas(width, 75, "#8fb3ad", "#a8c3b8", seed=49)
    bunting(c, (-2, 4), (50, 6), 5, 4.4)
    bunting(c, (50, 6), (102, 3), 5, 4.4)
    c.shape([(-4, 52), (104, 52), (104, 80), (-4, 80)], "#f7efe0", "#e3d5bd", form=0.6)
    for left in range(-4, 106, 8):
        for up in range(52, 80, 8):
            c.flat(box(left, up, left + 4, up + 4), "#d9583f", 0.16)
    for k in range(14):
        c.shape(smooth([(k * 8 - 6, 60), (k * 8 + 2, 60), (k * 8, 80), (k * 8 - 4, 80)], 3), "#f7efe0", "#dccdb3", form=0.6, shade=0.16, light=0.1)
    c.dark(oval((34, 53.4), 18, 2), "#8e7c64", 0.7, 0.8)
    c.shape([(31.6, 46), (36.4, 46), (38, 53), (30, 53)], "#fffaf0", "#e3d9c8", form=0.7)
    c.shape(oval((34, 46), 19, 2.6), "#fffaf0", "#e8ddcb", form=0.6, cast=0.6)
    for y, top, low in ((38, "#a9653c", "#8a4f2f"), (30.4, "#b26d41", "#935633")):
        c.shape(box(20, y - 1, 48, y + 7.4, 1.2), top, low, form=1.4)
        c.flat(box(20, y - 0.6, 48, y + 1.6, 0.8), "#fff3df", 0.95)
    drip = [(19.6, 27.8), (48.4, 27.8), *((48.4 - k * 1.31, 31.4 + (2.6 if k % 4 in (1, 2) else 0.2)) for k in range(23))]
    c.shape(smooth(drip, 4), "#fff6e6", "#f0dfc6", form=0.9)
    c.shape(smooth([(20, 29), (22, 25.4), (34, 24), (46, 25.4), (48, 29), (34, 30.6)]), "#fffaf0", "#f5e8d2", form=0.8)
    for x in (24.0, 29, 34, 39, 44):
        c.shape(oval((x, 24.6 - (2.2 - abs(x - 34) * 0.14)), 1.7, 1.7), "#d9434a", "#a32b36", form=0.6, cast=0.3)
    for y, wide in ((52.6, 18), (43.8, 14)):
        c.shape(oval((73.4, y), wide, 1.5), "#fffaf0", "#e3d9c8", form=0.4, cast=0.5)
    for k, (x, colour) in enumerate(((60, "#efb443"), (69, "#d98a9a"), (78, "#8fb56f"), (87, "#efb443"), (64.4, "#d98a9a"), (73.4, "#fff3df"), (82.4, "#d9583f"))):
        y = 52 if k < 4 else 43.4
        c.shape([(x - 3.6, y - 4.6), (x + 3.6, y - 4.6), (x + 2.7, y + 1), (x - 2.7, y + 1)], "#b5774a", "#8f5935", form=0.6, cast=0.4)
        for j in range(5):
            c.line([(x - 2.8 + j * 1.4, y - 4.4), (x - 2.1 + j * 1.05, y + 0.8)], "#7b4a2c", 0.2, 0.7)
        c.shape(smooth([(x - 4.3, y - 4.4), (x - 3, y - 7.6), (x, y - 9.6), (x + 3, y - 7.6), (x + 4.3, y - 4.4), (x, y - 3.8)]), colour, form=1)
        c.shape(oval((x, y - 9.6), 0.9, 0.9), "#d9434a", "#a32b36", form=0.3)
    c.shape(turned(box(4, 44, 17, 54, 0.4), -4, (10, 50)), "#35586e", "#29465a", form=0.5, cast=0.7)
    for k in range(3):
        c.line(turned(curve([(6, 46.6 + k * 2.6), (9, 46 + k * 2.6), (15 - k * 2, 46.8 + k * 2.6)]), -4, (10, 50)), "#fffaf0", 0.5, 0.9)
    for angle in range(0, 360, 60):
        x, y = 92 + 2.6 * math.cos(math.radians(angle)), 33 + 2.6 * math.sin(math.radians(angle))
        c.shape(oval((x, y), 1.9, 1.9), "#fff6e6", "#efe0c6", form=0.5)
    c.shape(oval((92, 33), 1.6, 1.6), "#efb443", "#c98a2e", form=0.5)
    c.line(curve([(92, 35.6), (92.6, 40), (92, 46)]), "#5c7f49", 0.6)
    c.shape(box(89.6, 42.6, 95, 54, 0.8), "#bfdbe3", "#8fb4c2", form=0.8, cast=0.6)
    c.light([(0, 0), (30, 0), (92, 75), (46, 75)], "#ffe6b0", 0.3, 3)
    return c.finish()
