"""Small clothes out in the world: no child is ever shown, only what they wore and where it took them."""

import math

from PIL import Image

from ugc.media.scenes.brush import Canvas, Point, box, curve, moved, oval, smooth, turned

COAT = (
    (-3, -13), (3, -13), (7.5, -10.5), (10.5, 1), (8, 2), (6.2, -3), (7.4, 13), (0, 14), (-7.4, 13), (-6.2, -3),
    (-8, 2), (-10.5, 1), (-7.5, -10.5),
)  # fmt: skip
BOOT = ((0, 0), (6, 0), (6.1, 9), (11, 11), (12.5, 14), (12, 15), (-0.4, 15), (-0.5, 8))


def coat(canvas: Canvas, at: Point, scale: float, top: str, bottom: str, cast: float = 1.2) -> None:
    """A small hooded coat, hanging; `at` is the middle of its chest."""
    def put(outline: list[Point]) -> list[Point]:
        return moved(outline, at, scale)

    canvas.shape(put(smooth(COAT, 6)), top, bottom, cast=cast, form=scale * 1.3)
    canvas.shape(put(smooth([(-4.6, -12), (0, -16.5), (4.6, -12), (3, -8.6), (0, -7.6), (-3, -8.6)])), top, bottom, form=scale)
    canvas.flat(put(smooth([(-2.9, -12), (0, -14.3), (2.9, -12), (1.6, -10), (0, -9.4), (-1.6, -10)])), "#3b2a2c", 0.55)
    canvas.line(put([(0, -7.8), (0.2, 13.6)]), "#3b2a2c", scale * 0.28, 0.45)
    for y in (-5, 0, 5, 10):
        canvas.shape(put(oval((1.1, y), 0.62, 0.62)), "#f4e6c8", "#c9a66a", form=0.2 * scale)
    for side in (-1, 1):
        canvas.line(put([(side * 2.6, 5.2), (side * 5.4, 5.8)]), "#3b2a2c", scale * 0.3, 0.4)


def boot(canvas: Canvas, at: Point, scale: float, colour: str, sole: str, flip: bool = False) -> None:
    """A rubber boot standing; `at` is the back of its rim."""
    canvas.shape(moved(smooth(BOOT, 6), at, scale, flip), colour, cast=scale, form=scale)
    canvas.shape(moved(box(-0.6, 14, 12.6, 15.6, 0.6), at, scale, flip), sole, form=0.3)
    canvas.shape(moved(box(-0.4, -0.4, 6.4, 1.4, 0.6), at, scale, flip), sole, form=0.3)
    canvas.light(moved([*curve([(1.4, 3), (1.2, 8)]), (2, 8), (2.2, 3)], at, scale, flip), "#ffffff", 0.45, 0.3)


def scarf(canvas: Canvas, at: Point) -> None:
    """A striped scarf over a hook, two ends of different length."""
    for left, length, top, bottom in ((0.4, 37, "#a8432f", "#8a3427"), (-5.2, 44, "#c2553d", "#a1412f")):
        x, y = at[0] + left, at[1]
        end = curve([(x + 5.6, y), (x + 6.4, y + length / 2), (x + 5.4, y + length)])
        canvas.shape([*curve([(x, y), (x + 0.6, y + length / 2), (x - 0.4, y + length)]), *end[::-1]], top, bottom, cast=1.2, form=0.9)
        for k in range(3):
            canvas.line([(x + 0.6, y + length - 9 + k * 2.8), (x + 5, y + length - 9 + k * 2.8)], "#f3dfbd", 0.8, 0.9)
        for k in range(5):
            canvas.line([(x + k * 1.25 + 0.2, y + length), (x + k * 1.3, y + length + 2.6)], top, 0.45)
    canvas.shape(box(at[0] - 5.6, at[1] - 2.4, at[0] + 6.2, at[1] + 2.4, 2.2), "#cf6146", "#b04a36", form=0.9)


def raincoat_on_a_hook(width: int) -> Image.Image:
    """Morning in the hallway, 3:4."""
    c = Canvas(width, 133, "#c9d3c6", "#b3c0b4", seed=3)
    c.flat(box(0, 88, 100, 133), "#6f8274")
    for x in range(-4, 104, 12):
        c.shape(box(x + 0.4, 88, x + 11.6, 120), "#7c9082", "#6b7f72", form=0.5)
    c.shape(box(-2, 86, 102, 89.5), "#8da092", "#78897d", form=0.5, cast=1.2)
    c.flat(box(0, 118, 100, 133), "#a97e58")
    for y in (118, 122, 127):
        c.shape(box(-2, y, 102, y + 5.4), "#b88a60", "#9b7049", form=0.3)
    c.shape(box(14, 26, 86, 33, 0.8), "#a8744a", "#8c5d3a", cast=1.6, form=0.7)
    for x in (28, 50, 72):
        c.shape(oval((x, 29.5), 1.8, 1.8), "#f0e2c6", "#bd9a62", cast=0.8, form=0.5)
    scarf(c, (72, 30))
    coat(c, (41, 61), 1.95, "#f0b73c", "#d9922a", cast=2.4)
    c.line(curve([(41, 33), (40, 30.5), (43, 29)]), "#7c5a1e", 0.8)
    boot(c, (20, 97), 1.6, "#3f7486", "#24505f")
    boot(c, (40, 99), 1.6, "#3f7486", "#24505f")
    c.speckle(box(20, 121, 74, 126), "#5d4630", 60, (0.15, 0.5))
    for k in range(2):
        c.light([(8 + 27 * k, 0), (30 + 27 * k, 0), (66 + 27 * k, 133), (40 + 27 * k, 133)], "#ffcf85", 0.3, 1.0)
    return c.finish()


def walk_in_the_rain(width: int) -> Image.Image:
    """A small someone from behind under a large umbrella, 2:3."""
    c = Canvas(width, 150, "#8fa3ad", "#c8c3b4", seed=9)
    for k, (x, w, h, tone) in enumerate(
        [(-4.0, 22, 62, "#8395a0"), (14, 18, 50, "#8c9ca3"), (70, 16, 54, "#8797a0"), (82, 24, 66, "#7b8e99")]
    ):
        c.shape(box(x, 96 - h, x + w, 98), tone, "#a3a8a4", form=0.4, shade=0.15)
        c.shape([(x - 1, 96 - h), (x + w / 2, 88 - h), (x + w + 1, 96 - h)], "#6d7b86", "#7b858c", form=0.4, shade=0.15)
        for row in range(4):
            for col in range(2):
                lit = (k + row * 2 + col) % 3 == 0
                left, up = x + 4 + col * (w / 2 - 2), 103 - h + row * 11
                c.flat(box(left, up, left + 4.4, up + 6), "#ffd58a" if lit else "#64747f", 0.95)
                if lit:
                    c.glow((left + 2.2, up + 3), 9, "#ffb85c", 0.5)
    c.flat(box(0, 96, 100, 150), "#77828a")
    c.flat(box(0, 96, 100, 101), "#9a9f9c", 0.8, 1.4)
    c.light([(36, 96), (60, 96), (78, 150), (20, 150)], "#e9dcc0", 0.4, 3)
    for x in (6, 24, 76, 92):
        c.light(box(x - 2, 100, x + 4, 146), "#ffb85c", 0.24, 1.8)
    for _ in range(26):
        x, y = c.random.uniform(2, 98), c.random.uniform(101, 149)
        c.light(oval((x, y), c.random.uniform(1, 4), 0.35), "#ffffff", 0.3, 0.15)
    c.dark(oval((50, 139), 20, 4), "#3a4150", 0.7, 1.6)
    c.light(smooth([(40, 140), (60, 140), (57, 150), (43, 150)]), "#e0a030", 0.4, 1.4)
    for side in (-1, 1):
        c.shape(smooth([(50 + side * 3.4, 117), (50 + side * 9, 118), (50 + side * 9.6, 136), (50 + side * 3, 137)], 6), "#c94f3d", "#9c372d", form=1.2)
    c.shape(smooth([(40, 88), (50, 84), (60, 88), (65, 121), (50, 125), (35, 121)]), "#f2bb3f", "#d68f27", form=3.4)
    c.shape(smooth([(40.5, 90), (34, 99), (33, 109), (38, 110), (42, 100)]), "#efb53a", "#d08a26", form=1.6)
    c.shape(smooth([(59.5, 90), (64, 84), (63, 76), (58.6, 78), (56, 88)]), "#efb53a", "#d99a30", form=1.6)
    c.shape(smooth([(50, 70), (58.5, 76), (59.5, 86), (50, 91), (40.5, 86), (41.5, 76)]), "#f6c44c", "#dd9a2c", form=2.4)
    c.line(curve([(50, 92), (50.4, 106), (50, 122)]), "#a5691a", 0.4, 0.5)
    c.line([(61.4, 78), (57, 44)], "#4a3428", 1.2)
    for i in range(8):
        left, right = 12 + i * 11, 12 + (i + 1) * 11
        colour = ("#c5483a", "#f3ead8")[i % 2]
        rim = [(left, 66 - abs(i - 4) * 0.8), ((left + right) / 2, 62.5 - abs(i - 3.5) * 0.8), (right, 66 - abs(i - 3) * 0.8)]
        c.shape([*curve([rim[0], (left * 0.5 + 28.5, 44), (56, 32)]), *curve([(56, 32), (right * 0.5 + 28.5, 44), rim[2]]), *curve(rim[::-1])], colour, form=0.8, light=0.16, shade=0.2)
    c.light(smooth([(20, 56), (36, 40), (54, 33), (40, 46), (28, 60)]), "#fff0d8", 0.3, 2.4)
    c.shape(oval((56, 31), 1, 1.6), "#4a3428", form=0.4)
    for _ in range(150):
        x, y = c.random.uniform(-5, 105), c.random.uniform(0, 150)
        c.line([(x, y), (x - 1.1, y + c.random.uniform(3, 6))], "#ffffff", 0.16, 0.34)
    return c.finish()


def boots_in_a_puddle(width: int) -> Image.Image:
    """After the rain, 4:3: two boots, one splash, and the sky in the street."""
    c = Canvas(width, 75, "#a9b59b", "#7c8a6d", seed=5)
    for k in range(16):
        x = k * 7.0 - 3
        c.shape(smooth([(x, 14), (x + 5, 4 + k % 3 * 3), (x + 11, 13), (x + 9, 26), (x, 25)]), "#8d9c72", "#5f7152", form=1.6)
    c.flat(box(0, 22, 100, 75), "#a08d78")
    c.flat(box(0, 22, 100, 27), "#7d7260", 0.8, 1.4)
    c.speckle(box(0, 25, 100, 75), "#6d5f50", 500, (0.1, 0.5))
    c.speckle(box(0, 25, 100, 75), "#c4b299", 300, (0.1, 0.4))
    pool = smooth([(8, 56), (24, 46), (50, 43), (78, 46), (94, 56), (84, 67), (52, 71), (20, 68)])
    c.dark(pool, "#5f5648", 0.8, 1.2)
    c.shape(pool, "#9fc0cc", "#dce6dc", light=0.1, shade=0.3, form=1.2)
    for x, y, r in ((34.0, 58.0, 14.0), (59, 60, 15), (76, 52, 7), (20, 61, 6)):
        for k in range(3):
            c.line(oval((x, y), r - k * r / 4, (r - k * r / 4) * 0.26), "#ffffff", 0.35, 0.6 - k * 0.12)
    for x in (28, 55):
        c.flat(smooth([(x - 1, 59), (x + 24, 60), (x + 15, 64), (x + 12, 71), (x, 71)]), "#b4655a", 0.6, 0.7)
    boot(c, (27, 27), 2.15, "#cf4b3b", "#7f2a26")
    boot(c, (54, 25), 2.3, "#d9533f", "#87302a")
    for side in (27, 79):
        for _ in range(26):
            out, up = c.random.gauss(0, 4.5), c.random.uniform(0, 1)
            r = c.random.uniform(0.25, 0.85) * (1.2 - up)
            c.shape(oval((side + out * (0.4 + up), 58 - 20 * up * c.random.random()), r, r * 1.25), "#f4fafa", "#a9c8d3", form=0.2)
    for x, y, a in ((14, 36, 20), (88, 37, -30), (72, 69, 50), (8, 70, 10)):
        leaf = turned(smooth([(x - 3.4, y), (x, y - 1.7), (x + 3.6, y), (x, y + 1.7)]), a, (x, y))
        c.shape(leaf, "#e09a3b", "#b8632a", cast=0.5, form=0.5)
    c.light([(0, 0), (36, 0), (90, 75), (30, 75)], "#ffe0a3", 0.26, 5)
    return c.finish()


def washing_line(width: int) -> Image.Image:
    """Tiny clothes in the wind, 3:2."""
    c = Canvas(width, 67, "#7fb2c9", "#e9e3cb", seed=7)
    for x, y, s in ((16.0, 11.0, 1.0), (70, 8, 1.3), (44, 19, 0.7)):
        for dx, r in ((-7, 3.2), (-2, 4.6), (4, 3.8), (8, 2.6)):
            c.flat(oval((x + dx * s, y), r * s * 1.5, r * s), "#ffffff", 0.75, 0.7)
    c.shape(smooth([(-8, 50), (14, 43), (42, 48), (72, 42), (108, 49), (108, 80), (-8, 80)]), "#9db36c", "#7c9655", form=1)
    c.shape(smooth([(-8, 58), (30, 52), (64, 57), (108, 51), (108, 80), (-8, 80)]), "#86a257", "#5d7d3f", form=1)
    c.speckle(box(0, 56, 100, 67), "#f6f0d2", 90, (0.12, 0.34))
    c.speckle(box(0, 56, 100, 67), "#e7a13c", 40, (0.12, 0.3))
    for x in (5, 95):
        c.shape(box(x - 0.9, 9, x + 0.9, 64), "#8c6748", "#6b4c36", form=0.5)
    rope = curve([(5, 12), (28, 17.5), (52, 19), (76, 17), (95, 11)])
    c.line(rope, "#efe6d2", 0.45)
    coat(c, (20, 33), 1.12, "#e8ae38", "#cb8526")
    shirt = ((-6, -8), (-2.6, -9), (0, -7.6), (2.6, -9), (6, -8), (10, -2.4), (7, -0.4), (5.4, -2.4), (5.8, 9), (-5.6, 10), (-5.4, -2.4), (-7, -0.4), (-10, -2.4))
    c.shape(turned(moved(smooth(shirt, 5), (42, 28), 1.0), -5, (42, 20)), "#f4eddd", "#d6cbb6", form=1)
    for k in range(5):
        c.line(turned([(36.8, 25 + k * 2.7), (47.4, 25 + k * 2.7)], -5, (42, 20)), "#4d7f93", 0.8, 0.85)
    legs = ((-5, -8), (5, -8), (6.4, 9), (1.6, 10), (0.2, -0.5), (-1.6, 10), (-6.4, 9.4))
    c.shape(turned(moved(smooth(legs, 5), (60, 28.5), 1.05), 6, (60, 20)), "#4f7387", "#36566a", form=1)
    for k, (x, colour) in enumerate(((72, "#c9503d"), (77.5, "#e2b23f"), (83, "#5b8d7b"), (88, "#c9503d"))):
        sock = smooth([(-1.4, 0), (1.4, 0), (1.5, 6), (3.8, 8.6), (3, 10.2), (-0.6, 9.4), (-1.5, 6)], 6)
        c.shape(turned(moved(sock, (x, 17.4 - k * 1.1), 1.0), 8 - k * 5, (x, 17)), colour, form=0.6)
    for x, y in ((15, 14.2), (25, 16.3), (37.5, 17.9), (46.5, 18.6), (56, 18.6), (64, 18.2), (72, 17.2), (77.5, 16.4), (83, 15), (88, 13.4)):
        c.shape(box(x - 0.5, y - 1.6, x + 0.5, y + 1.5, 0.2), "#c79a63", "#96693c", form=0.2)
    c.glow((8, 2), 46, "#ffe6ad", 0.7)
    return c.finish()


def hat_in_the_snow(width: int) -> Image.Image:
    """A bobble hat found again on a fence post, 1:1."""
    c = Canvas(width, 100, "#b9c9db", "#eef1f2", seed=11)
    for k, (base, tone) in enumerate(((56, "#a9bccd"), (62, "#93aabd"))):
        for x in map(float, range(-6 + k * 5, 110, 11)):
            tip = base - 18 - (x * 7) % 9
            for step in range(3):
                y, w = tip + step * 6, 3 + step * 2
                c.shape([(x, y - 6), (x + w, y + 5), (x - w, y + 5)], tone, form=0.5, shade=0.15)
    c.shape(smooth([(-10, 66), (20, 60), (52, 65), (84, 59), (112, 64), (112, 120), (-10, 120)]), "#f5f7f8", "#d4dfe9", form=2, shade=0.15)
    for y in (67, 79):
        c.shape(box(-4, y, 104, y + 4.6, 1), "#8f735c", "#6f5745", form=0.8, cast=0.8)
        c.shape(smooth([(-4, y), (18, y - 1.8), (44, y - 0.8), (72, y - 2.2), (104, y), (104, y + 1.4), (-4, y + 1.4)]), "#ffffff", "#dfe8ef", form=0.5, shade=0.2)
    for x in (14, 86):
        c.shape(box(x - 3.4, 58, x + 3.4, 104, 0.8), "#947760", "#6d5543", form=1)
        c.shape(smooth([(x - 4.4, 59), (x, 53.5), (x + 4.4, 59), (x + 3, 60.6), (x - 3, 60.6)]), "#ffffff", "#dfe8ef", form=0.8)
    c.shape(box(43, 55, 57, 108, 1.4), "#9b7d64", "#705744", form=2)
    for x in (46, 50.4, 54):
        c.line(curve([(x, 62), (x + 0.6, 78), (x - 0.3, 99)]), "#5d4636", 0.3, 0.5)
    crown = smooth([(33, 55), (35, 37), (43, 27), (50, 25), (57, 27), (65, 37), (67, 55), (50, 58)])
    c.shape(crown, "#c94a3c", "#9c352e", form=4, cast=1.4)
    for k in range(9):
        x = 35.5 + k * 3.6
        lean = (50 - x) * 0.5
        c.line(curve([(x, 54), (x + lean * 0.3, 42), (x + lean, 30)]), "#7c2824", 0.45, 0.5)
    for k in range(14):
        x = 36 + k * 2.15
        c.line([(x, 44.5), (x + 1, 42.8), (x + 2.1, 44.5)], "#f5e6cd", 0.6, 0.95)
        c.line([(x, 47.4), (x + 1, 49), (x + 2.1, 47.4)], "#f5e6cd", 0.6, 0.95)
    c.shape(box(31.4, 52, 68.6, 61.4, 3.6), "#f1e4cd", "#cdb999", form=1.8, cast=1)
    for k in range(17):
        c.line([(34 + k * 2, 53.4), (34 + k * 2, 60.4)], "#a28f70", 0.4, 0.45)
    c.shape(oval((50, 22), 7.4, 7), "#f6ead5", "#cfbb9b", form=3)
    for k in range(260):
        a, near = c.random.uniform(0, 6.28), c.random.uniform(0.2, 0.95)
        tone = ("#fdf5e4", "#e2d0b0", "#cdb894")[k % 3]
        c.line([(50 + 7.4 * near * math.cos(a), 22 + 7 * near * math.sin(a)), (50 + (7.4 * near + 1.7) * math.cos(a), 22 + (7 * near + 1.7) * math.sin(a))], tone, 0.26, 0.75)
    for _ in range(110):
        x, y, r = c.random.uniform(0, 100), c.random.uniform(0, 100), c.random.uniform(0.15, 0.75)
        c.flat(oval((x, y), r, r), "#ffffff", 0.85, r * 0.35)
    c.glow((20, 8), 60, "#ffe9c4", 0.5)
    return c.finish()


def coat_by_the_sea(width: int) -> Image.Image:
    """Left on the harbour bench while somebody looked at the boats, 16:9."""
    c = Canvas(width, 56, "#f2c99a", "#f6e6c6", seed=13)
    c.glow((76, 24), 34, "#fff1c9", 0.9)
    c.shape(oval((76, 25), 4.6, 4.6), "#fff6dc", "#ffe2a0", form=0.6, shade=0)
    c.shape(smooth([(-6, 29), (10, 23.6), (26, 26), (40, 22.4), (54, 29.4), (54, 33), (-6, 33)]), "#a9a0a6", "#b9aaa4", form=0.7)
    c.flat(box(0, 29, 100, 48), "#7ba3a8")
    c.flat(box(0, 29, 100, 32), "#c9bfa4", 0.7, 1)
    for _ in range(90):
        y = c.random.uniform(30, 47)
        x = c.random.gauss(76, 4 + (y - 29) * 0.9)
        c.light(oval((x, y), c.random.uniform(0.5, 2.6), 0.2), "#fff0c4", 0.8, 0.08)
    for x, y, s, hull, sail in ((22, 34, 1.0, "#c4513e", "#f6ecd6"), (45, 31.6, 0.55, "#38596a", "#f2dcae")):
        c.shape(moved([(0.6, -12), (6.8, -1.2), (0.6, -1.2)], (x, y), s), sail, form=0.6)
        c.shape(moved([(-0.4, -10), (-4.4, -1.2), (-0.4, -1.2)], (x, y), s), sail, form=0.6)
        c.line(moved([(0.1, -13), (0.1, 0)], (x, y), s), "#5b4130", 0.35 * s)
        c.shape(moved(smooth([(-7, -0.4), (8, -0.8), (5.6, 2.6), (-5, 2.6)], 4), (x, y), s), hull, form=0.5)
        c.dark(moved(oval((0, 4), 6, 1), (x, y), s), "#48656b", 0.6, 0.5)
    c.shape(box(-2, 46.4, 102, 60), "#b59473", "#8f7057", form=0.6)
    for x in range(-4, 104, 9):
        c.line([(x, 47), (x - 3, 56)], "#6f553f", 0.3, 0.6)
    for x in (35, 86):
        c.shape(box(x, 25, x + 2.2, 54, 0.5), "#59473b", form=0.5, cast=0.8)
    for y in (26.5, 31, 40.4):
        c.shape(box(31, y, 93, y + 2.9, 0.7), "#b9794a", "#965c37", form=0.6, cast=0.8)
    coat(c, (54, 34), 1.02, "#3f7f83", "#2a5d63")
    c.shape(smooth([(66, 37), (69, 34.6), (73, 35), (75.6, 38), (74.6, 40.4), (67, 40.4)]), "#d8563f", "#ac3f31", cast=0.7, form=0.9)
    c.shape(oval((70.6, 34), 1.5, 1.4), "#f6e7cc", form=0.5)
    for x, y, s in ((30, 9, 1.1), (41, 14, 0.8), (62, 7, 0.9)):
        c.line(curve(moved([(-4, -0.8), (-2, -1.8), (0, 0), (2, -1.8), (4, -0.8)], (x, y), s)), "#ffffff", 0.5 * s)
    return c.finish()
