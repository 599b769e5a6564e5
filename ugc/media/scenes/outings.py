"""Where small clothes went: further pictures in the wardrobe's style."""

from PIL import Image

from ugc.media.scenes.brush import Canvas, Point, box, curve, moved, oval, smooth, turned
from ugc.media.scenes.wardrobe import boot

YELLOW, YELLOW_DEEP = "#f2bb3f", "#d68f27"


def faster_than_the_camera(width: int) -> Image.Image:
    """A mountain, and where the coat had been standing, 16:9."""
    x: float
    y: float
    c = Canvas(width, 56, "#8fb3cf", "#f1e3c6", seed=65)
    c.glow((24, 6), 30, "#fff3d0", 0.8)
    for outline, top, low in (
        ([(-6, 34), (8, 20), (16, 25), (30, 9), (42, 21), (52, 15), (66, 27), (80, 16), (106, 32), (106, 60), (-6, 60)], "#a9b9c6", "#b9c3c3"),
        ([(-6, 38), (14, 27), (26, 32), (44, 22), (60, 33), (76, 25), (106, 38), (106, 60), (-6, 60)], "#8aa0a6", "#91a596"),
    ):
        c.shape(outline, top, low, form=0.8, shade=0.18)
    for peak, wide in (((30, 9), 4.6), ((52, 15), 3), ((80, 16), 3.4)):
        x, y = peak
        c.shape([(x, y), (x + wide, y + wide * 0.92), (x + wide * 0.4, y + wide * 0.7), (x, y + wide * 1.1), (x - wide * 0.5, y + wide * 0.7), (x - wide, y + wide * 1.1)], "#ffffff", "#e3ebf0", form=0.4, shade=0.2)
    c.shape(smooth([(-8, 40), (16, 36), (40, 41), (66, 36), (108, 42), (108, 66), (-8, 66)]), "#97a96a", "#6f8752", form=1.2)
    c.speckle(box(0, 40, 100, 56), "#c9cf8e", 220, (0.1, 0.34))
    c.speckle(box(0, 44, 100, 56), "#5b7344", 200, (0.1, 0.3))
    c.shape(smooth([(44, 58), (50, 48), (58, 43), (64, 40), (61.4, 44), (57, 50), (60, 58)], 6), "#e5d5ae", "#cdb98e", form=0.4)
    for x, y, r in ((14, 47, 5.4), (21, 50, 3.2), (74, 52, 4.2), (33, 52, 2.2)):
        c.shape(smooth([(x - r, y + r * 0.5), (x - r * 0.6, y - r * 0.5), (x + r * 0.3, y - r * 0.7), (x + r, y), (x + r * 0.8, y + r * 0.6)]), "#b3b0a8", "#7d7c7c", form=1.1, cast=1)
    for k, (w, h) in enumerate(((7.4, 2.6), (6, 2.2), (4.8, 2), (3.4, 1.8), (2.2, 1.5))):
        y = 46.4 - sum((2.4, 2.1, 1.9, 1.7, 1.4)[:k])
        c.shape(smooth([(36 - w / 2, y), (36 - w * 0.3, y - h / 2), (36 + w * 0.3, y - h * 0.55), (36 + w / 2, y), (36, y + h / 2)]), "#bdb6aa", "#8b857e", form=0.5, cast=0.5)
    for k in range(9):
        x, thin = 52 + k * 4.4, k / 9
        c.flat(smooth([(x, 38 - thin), (x + 12, 34.4), (x + 13, 45), (x, 44)]), "#f2b93a", 0.07 + thin * 0.2, 1.5)
    c.dark(oval((93, 51), 8, 1), "#44543a", 0.7, 0.8)
    c.shape(smooth([(88.4, 44), (91, 43.6), (90.4, 47), (86.4, 49.4), (84.4, 48.6), (86.6, 46)]), "#c94f3d", "#9c372d", form=0.6, cast=0.4)
    c.shape(smooth([(90, 35), (94, 31.6), (99, 33), (102, 40), (102, 47), (94, 47.4), (87.6, 46), (88.4, 40)]), YELLOW, YELLOW_DEEP, form=1.3, cast=0.6)
    c.shape(smooth([(89.6, 37), (86, 40.6), (82.6, 41.4), (82.4, 39.8), (85.6, 37.6), (89, 34.4)]), "#efb53a", "#d08a26", form=0.6)
    c.shape(oval((96, 30.8), 4, 3.9), "#f6c44c", YELLOW_DEEP, form=0.9, cast=0.3)
    c.flat(smooth([(92.4, 27.6), (87, 28.4), (84.4, 29.8), (88, 31), (92.6, 33)]), "#f6c44c", 0.6, 0.6)
    for y, x in ((31, 70), (36.6, 62), (41, 58), (44.6, 66)):
        c.line([(x, y), (x + 15, y - 0.5)], "#fff7e2", 0.3, 0.55)
    c.light([(0, 0), (30, 0), (74, 56), (20, 56)], "#ffe3a6", 0.22, 4)
    return c.finish()


def dungarees_on_the_gate(width: int) -> Image.Image:
    """The top field, 3:2."""
    x: float
    y: float
    c = Canvas(width, 67, "#a9cbd8", "#eee7c8", seed=69)
    for x, y, s in ((24, 12, 1.1), (72, 8, 0.9)):
        for dx, r in ((-6, 2.4), (-1, 3.6), (5, 2.8)):
            c.flat(oval((x + dx * s, y), r * s * 1.6, r * s), "#ffffff", 0.7, 0.8)
    hills = (
        ([(-8, 32), (18, 22), (40, 28), (66, 19), (108, 29), (108, 80), (-8, 80)], "#9db2a0", "#9fb28a"),
        ([(-8, 38), (28, 30), (52, 35), (84, 28), (108, 35), (108, 80), (-8, 80)], "#93b076", "#86a564"),
        ([(-8, 44), (22, 42), (58, 37), (108, 43), (108, 80), (-8, 80)], "#a5bd6c", "#86a352"),
    )
    for outline, top, low in hills:
        c.shape(smooth(outline, 10), top, low, form=0.9, shade=0.16)
    for a, b in (((10, 31), (30, 41)), ((60, 27), (78, 38)), ((84, 29), (70, 41))):
        c.line(curve([a, ((a[0] + b[0]) / 2 + 2, (a[1] + b[1]) / 2), b]), "#5f7d48", 0.9, 0.7)
    for x, y, s in ((38, 39.6, 1), (45, 41, 0.8), (31, 42, 0.9), (66, 40.6, 0.7), (72, 42.4, 0.8)):
        _sheep(c, (x, y), s)
    c.shape(smooth([(-8, 54), (30, 50), (70, 53), (108, 50), (108, 80), (-8, 80)], 10), "#8aa84c", "#647f38", form=1)
    c.speckle(box(0, 53, 100, 67), "#d6d98a", 160, (0.1, 0.3))
    c.speckle(box(0, 53, 100, 67), "#f7f3df", 60, (0.14, 0.36))
    wood = ("#b59a79", "#8b7256")
    for x in (9, 91):
        c.shape(box(x - 2.6, 22, x + 2.6, 66, 0.8), "#a58a6a", "#7c6449", form=1.1, cast=1)
        c.shape(smooth([(x - 2.8, 22.6), (x, 20.6), (x + 2.8, 22.6), (x + 2.2, 24), (x - 2.2, 24)]), "#b59a79", "#8b7256", form=0.5)
    for y in (28, 35, 42, 49, 56):
        c.shape(box(11, y, 89, y + 3, 0.6), *wood, form=0.5, cast=0.7)
    c.shape([(12, 56), (15, 58.4), (52, 30.6), (49, 28.4)], *wood, form=0.5, cast=0.6)
    for x in (50, 86):
        c.shape(box(x - 1.4, 27, x + 1.4, 60, 0.4), *wood, form=0.5, cast=0.6)
    blue, navy = "#5c7fa0", "#3c5a78"
    for side in (-1, 1):
        c.shape(smooth([(68 + side * 1.2, 27), (68 + side * 6.4, 27), (68 + side * 5.6, 52), (68 + side * 0.4, 52.4)], 6), blue, navy, form=1.1, cast=1)
        c.shape(box(68 + side * 3 - 2.9, 49, 68 + side * 3 + 2.9, 52.6, 0.4), "#7b9cb9", "#587a98", form=0.4)
        c.shape(turned(smooth([(68 + side * 3.2 - 2, 37), (68 + side * 3.2 + 2, 37), (68 + side * 3.2 + 1.8, 41.6), (68 + side * 3.2 - 1.8, 41.4)], 5), side * 6, (68 + side * 3.2, 39)), "#c96b4f", "#a44f3a", form=0.4)
        for k in range(3):
            c.line([(68 + side * 3.2 - 1.4 + k * 1.4, 36.6), (68 + side * 3.2 - 1.4 + k * 1.4, 37.4)], "#f3e3c2", 0.3)
    c.shape(smooth([(61.4, 26.4), (64, 23.6), (72, 23.6), (74.6, 26.4), (74.4, 30.6), (61.6, 30.6)], 6), "#668aab", blue, form=0.9, cast=0.5)
    for side in (-1, 1):
        strap = curve([(68 + side * 3.4, 24.6), (68 + side * 7, 20.4), (68 + side * 9.4, 27), (68 + side * 8.6, 34)])
        c.line(strap, navy, 1.3)
        c.shape(oval((68 + side * 8.6, 34), 0.9, 0.9), "#f1d79a", "#b98e48", form=0.3)
    for x, h, tone in ((20, 9, "#d9624c"), (24, 7, "#f1d35f"), (31, 8, "#f7f0dc"), (79, 8, "#d9624c"), (84, 6, "#f1d35f"), (42, 7, "#c9b6dd")):
        c.line([(x, 66), (x + 0.6, 66 - h)], "#57722f", 0.4)
        c.shape(oval((x + 0.6, 66 - h), 1.2, 1), tone, form=0.3)
    c.light([(0, 0), (34, 0), (92, 67), (36, 67)], "#ffe3a3", 0.26, 5)
    return c.finish()


def _sheep(canvas: Canvas, at: Point, scale: float) -> None:
    """One far away."""
    canvas.shape(moved(oval((0, 0), 1.9, 1.2), at, scale), "#fbf7ec", "#d9d3c4", form=0.3)
    canvas.flat(moved(oval((-1.9, -0.4), 0.6, 0.6), at, scale), "#4a4240")
    for leg in (-0.9, 0.9):
        canvas.line(moved([(leg, 1), (leg, 2)], at, scale), "#4a4240", 0.24 * scale)


def taller_than_he_is(width: int) -> Image.Image:
    """A sunflower, the cane that holds it, and somebody's boots, 2:3."""
    x: float
    y: float
    c = Canvas(width, 150, "#9cc4d6", "#f4e7c4", seed=71)
    c.glow((18, 16), 40, "#fff0c6", 0.7)
    for x in range(-2, 104, 13):
        c.shape(box(x, 70, x + 11.6, 120, 0.6), "#c9a67b", "#a8875f", form=0.5, cast=0.5)
        c.shape([(x, 70.4), (x + 5.8, 64.6), (x + 11.6, 70.4)], "#c9a67b", "#bd9a70", form=0.4)
    for y in (80, 106):
        c.shape(box(-2, y, 102, y + 3.4), "#b8956b", "#977650", form=0.4, cast=0.6)
    c.flat(box(0, 118, 100, 150), "#7c5a40")
    c.shape(smooth([(-6, 120), (24, 116), (60, 119), (106, 116), (106, 156), (-6, 156)], 8), "#86624a", "#5f4434", form=1)
    c.speckle(box(0, 119, 100, 150), "#a5805f", 420, (0.12, 0.5))
    c.speckle(box(0, 119, 100, 150), "#4d3629", 320, (0.12, 0.5))
    c.line([(60, 24), (58, 140)], "#c7a25e", 1.1)
    for y in (52, 74, 98, 118):
        c.line([(58.6 - (y - 24) * 0.01, y), (61 - (y - 24) * 0.016, y)], "#8d6b34", 0.5)
    stem = curve([(51, 140), (53, 110), (51, 76), (54, 46), (51, 36)])
    c.line(stem, "#5f8a44", 2.6)
    c.line([(x - 0.5, y) for x, y in stem], "#8db866", 0.7, 0.8)
    for x, y, angle, s in ((52, 122, -66, 1.1), (52.4, 112, 62, 1.2), (52, 96, -58, 1.15), (51.4, 84, 60, 1.05), (52.6, 68, -64, 0.9), (53.6, 57, 58, 0.8)):
        blade = moved(smooth([(0, 0), (-5.4, -7), (-3.6, -16), (0, -21), (3.6, -16), (5.4, -7)], 6), (x, y), s)
        c.shape(turned(blade, angle, (x, y)), "#7fae5c", "#4f7a3c", form=1.1, cast=0.7)
        c.line(turned([(x, y), (x, y - 17 * s)], angle, (x, y)), "#bfd79a", 0.35, 0.8)
    for y in (62, 92):
        c.line(curve([(51, y - 0.6), (55.6, y + 0.8), (60.2, y - 0.4)]), "#d9553f", 1.1)
    for ring, count, length, tones in ((0, 18, 17, ("#e59a24", "#c4741a")), (10, 18, 14.6, ("#ffcf47", "#e5a02a"))):
        for k in range(count):
            petal = smooth([(50 - 2.6, 23), (50, 22 - length), (50 + 2.6, 23), (50, 28)], 6)
            c.shape(turned(petal, ring + k * 360 / count, (50, 36)), *tones, form=0.5)
    c.shape(oval((50, 36), 10.6, 10.6), "#7b4a2b", "#4b2c1e", form=2, cast=0.6)
    for k in range(120):
        (seed,) = turned([(50, 36 - 9.6 * (k / 120) ** 0.5)], k * 137.5, (50, 36))
        c.flat(oval(seed, 0.5, 0.5), ("#c98a4c", "#9b6234")[k % 2], 0.85)
    boot(c, (22, 119), 1.15, "#d4503d", "#842c27")
    boot(c, (34, 121), 1.15, "#d4503d", "#842c27")
    c.line(curve([(82, 139), (89, 130), (92.6, 121)]), "#4a8389", 2.4)
    c.shape(turned(oval((93, 119.6), 3.4, 1.5), 24, (93, 119.6)), "#5b989d", "#3a6d73", form=0.4)
    c.line(curve([(66, 138), (57.6, 134), (60, 126), (66, 125)]), "#3a6d73", 1.6)
    c.line(curve([(67, 123), (70, 115.6), (78, 115.6), (81, 123)]), "#3a6d73", 1.5)
    c.shape(smooth([(65, 123), (83, 123), (84.6, 143), (63.4, 143)], 4), "#5b989d", "#35686e", form=1.6, cast=1.4)
    c.shape(oval((74, 123), 9, 1.6), "#2f5d63", "#3f747a", form=0.4)
    c.light([(0, 0), (40, 0), (100, 120), (60, 150)], "#ffe3a0", 0.26, 5)
    return c.finish()


def hat_on_the_snowman(width: int) -> Image.Image:
    """So that he would not be cold, 4:5."""
    x: float
    y: float
    c = Canvas(width, 125, "#a9bfd8", "#eef0f4", seed=73)
    for x in range(-8, 66, 9):
        _fir(c, (x, 68 - x * 7 % 9), "#a9bccf")
    c.shape(box(70, 44, 104, 76), "#b4675a", "#93504a", form=0.8)
    c.shape([(64, 46), (86, 26), (110, 46)], "#f4f7fa", "#d6e0ea", form=0.9, cast=0.8)
    c.flat(box(77, 54, 85, 66, 0.6), "#ffd98a")
    c.line([(81, 54), (81, 66)], "#93504a", 0.6)
    c.line([(77, 60), (85, 60)], "#93504a", 0.6)
    c.glow((81, 60), 16, "#ffc46b", 0.6)
    c.shape(smooth([(-10, 76), (24, 70), (60, 75), (110, 70), (110, 140), (-10, 140)], 8), "#f7f9fb", "#d3dfeb", form=2, shade=0.15)
    for k in range(7):
        c.shape(oval((8 + k * 4.4, 120 - k * 5.4), 2 - k * 0.12, 1 - k * 0.06), "#c3d2e2", "#d8e3ed", form=0.2)
    c.dark(oval((56, 114), 32, 5), "#8294b3", 0.5, 2)
    snow = ("#ffffff", "#cbd9e8")
    c.shape(oval((50, 98), 23, 20), *snow, form=6, shade=0.26, cast=1)
    c.shape(oval((50, 71), 16.6, 14.6), *snow, form=5, shade=0.26)
    for side in (-1, 1):
        arm = [(50 + side * 15, 70), (50 + side * 27, 62), (50 + side * 33, 53)]
        c.line(curve(arm), "#6b4a36", 1.2)
        for dx, dy in ((4, 1.6), (1, -5), (-3.4, -3)):
            c.line([(50 + side * 31, 56), (50 + side * (31 + dx), 56 + dy - 2)], "#6b4a36", 0.7)
    c.shape(oval((50, 48), 12.4, 11.6), *snow, form=4, shade=0.24)
    for x in (45.4, 54.6):
        c.shape(oval((x, 46.6), 1.2, 1.3), "#3a3440", "#211d26", form=0.3)
    c.shape([(50, 48.4), (61, 51.4), (50, 51.6)], "#ec8a3a", "#c5641f", form=0.5, cast=0.5)
    for k in range(5):
        c.flat(oval((45.4 + k * 2.3, 54.2 + (0, 0.9, 1.2, 0.9, 0)[k]), 0.6, 0.6), "#2c2730")
    for y in (68, 74, 80):
        c.shape(oval((50, y), 1.2, 1.2), "#3a3440", "#211d26", form=0.3)
    c.shape(smooth([(37, 56.4), (50, 61), (63, 56.4), (63.6, 61), (50, 66), (36.4, 61)], 6), "#3f8387", "#2a5d63", form=1.2, cast=0.8)
    c.shape(smooth([(57, 60), (63, 60), (66, 78), (60, 79.4)], 6), "#438a8e", "#2a5d63", form=1, cast=0.8)
    for k in range(3):
        c.line([(58.6 + k * 0.8, 66 + k * 3.4), (64 + k * 0.5, 65.2 + k * 3.4)], "#efe3c6", 0.8, 0.9)
    for k in range(5):
        c.line([(60.4 + k * 1.3, 79), (60.6 + k * 1.4, 82)], "#2f6a70", 0.5)
    _bobble_hat(c)
    for _ in range(120):
        x, y, r = c.random.uniform(0, 100), c.random.uniform(0, 125), c.random.uniform(0.15, 0.7)
        c.flat(oval((x, y), r, r), "#ffffff", 0.85, r * 0.35)
    c.glow((14, 8), 60, "#ffeccb", 0.4)
    return c.finish()


def _fir(canvas: Canvas, at: Point, tone: str) -> None:
    """A tree in the haze; `at` is the middle of its foot."""
    tiers = [(0, -30), (4, -20), (2.4, -20), (6.4, -10), (4, -10), (9, 2), (-9, 2), (-4, -10), (-6.4, -10), (-2.4, -20), (-4, -20)]
    canvas.shape(moved(tiers, at), tone, form=0.5, shade=0.14)


def _bobble_hat(c: Canvas) -> None:
    """On his head."""
    c.shape(smooth([(38, 40), (39, 28), (45, 20), (50, 18.6), (55, 20), (61, 28), (62, 40), (50, 42)], 8), "#cf4d3f", "#9c352e", form=3, cast=1)
    for k in range(12):
        x = 38.6 + k * 1.95
        c.line([(x, 33.6), (x + 0.95, 32), (x + 1.95, 33.6)], "#f5e6cd", 0.55, 0.95)
    c.shape(box(36.4, 37, 63.6, 43.4, 2.8), "#f3e6cf", "#cdb999", form=1.4, cast=0.8)
    for k in range(13):
        c.line([(38.6 + k * 1.9, 38), (38.6 + k * 1.9, 42.6)], "#a28f70", 0.35, 0.45)
    c.shape(oval((50, 16), 5.6, 5.2), "#f6ead5", "#cfbb9b", form=2, cast=0.5)


def tent_in_the_garden(width: int) -> Image.Image:
    """Nobody wanted to go in, 3:2."""
    c = Canvas(width, 67, "#27365f", "#7a6f93", seed=79)
    for _ in range(60):
        x, y = c.random.uniform(0, 100), c.random.uniform(0, 34)
        c.flat(oval((x, y), 0.18, 0.18), "#fbf3dc", c.random.uniform(0.4, 1))
    c.shape(oval((16, 11), 3.6, 3.6), "#fdf4d4", "#e8d9a6", form=0.6, shade=0.1)
    c.glow((16, 11), 18, "#fdf4d4", 0.45)
    for k in range(14):
        x = k * 8 - 4
        c.shape(smooth([(x, 47), (x + 1, 34 - k * 5 % 7), (x + 6, 31 - k * 3 % 6), (x + 11, 36), (x + 12, 47)], 6), "#2e4650", "#263b42", form=0.8)
    c.shape(smooth([(-8, 46), (30, 43), (70, 46), (108, 43), (108, 80), (-8, 80)], 10), "#47664f", "#2f4a3d", form=1)
    c.speckle(box(0, 46, 100, 67), "#7f9c62", 260, (0.1, 0.34))
    c.dark(oval((53, 61), 33, 4), "#182a28", 0.7, 1.6)
    c.shape([(22, 60), (52, 17), (58, 60)], "#e2a94a", "#b97a33", form=1, cast=1)
    c.shape([(52, 17), (86, 57), (58, 60)], "#c98a3a", "#9a6329", form=1)
    c.flat([(33, 59.4), (51.6, 26), (54.8, 59.8)], "#ffdf94")
    c.flat([(37, 59.4), (51.4, 32), (53.4, 59.6)], "#fff0bd", 0.8, 1)
    c.shape([(33, 59.4), (51.6, 26), (41, 59.8)], "#efc069", "#c98f3f", form=0.7)
    c.shape(smooth([(44, 59.6), (44.4, 51.6), (47, 48.4), (49.8, 51.6), (50.6, 59.6)], 6), "#8d6427", "#7a5220", form=0.4)
    c.shape(oval((47.2, 47), 2.1, 2.2), "#8d6427", "#7a5220", form=0.3)
    for a, b in (((22, 60), (14, 63)), ((86, 57), (94, 60)), ((52, 17), (34, 63))):
        c.line([a, b], "#e9dcc0", 0.25, 0.8)
    c.line([(52, 17.4), (52, 14)], "#d9553f", 0.5)
    c.shape([(52, 13.6), (59, 15.4), (52, 17.2)], "#d9553f", "#b23f30", form=0.3)
    boot(c, (63, 52), 0.62, "#d4503d", "#842c27")
    boot(c, (70, 52.6), 0.62, "#d4503d", "#842c27")
    c.shape(box(26, 55, 31, 62, 0.6), "#3d4450", "#2a303a", form=0.4, cast=0.5)
    c.shape(box(26.8, 56.4, 30.2, 60.6, 0.4), "#ffe6a0", "#ffc65c", form=0.2, shade=0)
    c.line(curve([(26.4, 55), (28.5, 51.6), (30.6, 55)]), "#3d4450", 0.5)
    c.glow((28.5, 58.5), 18, "#ffc45e", 0.8)
    c.glow((46, 52), 34, "#ffcf7c", 0.55)
    c.light([(33, 60), (55, 60), (70, 67), (20, 67)], "#ffd27f", 0.5, 1.4)
    for x, y in ((74, 36), (80, 44), (12, 40), (20, 30), (90, 38)):
        c.flat(oval((x, y), 0.4, 0.4), "#fff2b0", 1)
        c.glow((x, y), 3, "#ffe98a", 0.8)
    return c.finish(corner=0.5)


def mitten_on_the_railing(width: int) -> Image.Image:
    """Somebody small will come back for it, 3:4."""
    x: float
    y: float
    c = Canvas(width, 133, "#cfd8d2", "#e9dcc0", seed=81)
    for k in range(9):
        x = k * 13 - 4
        c.shape(smooth([(x, 70), (x - 2, 44 - k * 7 % 11), (x + 6, 32 - k * 5 % 9), (x + 15, 42), (x + 15, 70)], 6), ("#d99a4e", "#c97b3e", "#b9a65a")[k % 3], "#a8703f", form=1.4, light=0.2)
        c.line([(x + 6, 60), (x + 6, 96)], "#6d5443", 1.6)
    c.flat(box(0, 84, 100, 133), "#b7ab84")
    c.flat(box(0, 82, 100, 90), "#cdbf94", 0.8, 1.6)
    c.shape(smooth([(30, 133), (44, 104), (56, 92), (62, 84), (68, 84), (70, 100), (92, 133)], 8), "#d9cdb4", "#bfae90", form=0.8)
    for _ in range(110):
        x, y = c.random.uniform(0, 100), c.random.uniform(88, 132)
        leaf = turned(smooth([(x - 1.6, y), (x, y - 0.8), (x + 1.7, y), (x, y + 0.8)], 4), c.random.uniform(0, 180), (x, y))
        c.flat(leaf, c.random.choice(("#d98a3a", "#b8632a", "#e2b24a", "#9a5a34")), 0.85)
    iron = ("#4c5a5e", "#2f3a3f")
    for x in range(4, 104, 17):
        c.shape(box(x, 50, x + 3.6, 136, 0.8), *iron, form=0.8, cast=1.2)
        c.shape(smooth([(x + 1.8, 37), (x + 5, 44), (x + 3.4, 51), (x + 0.2, 51), (x - 1.4, 44)], 6), *iron, form=0.8, cast=1)
    for y in (60, 118):
        c.shape(box(-3, y, 103, y + 5, 1), *iron, form=0.8, cast=1.4)
    wool = ("#cf4d3f", "#9c352e")
    palm = smooth([(43, 60), (42, 40), (44, 24), (50, 16.6), (58, 17), (64, 25), (65.6, 42), (64, 60)], 8)
    thumb = smooth([(63, 52), (67, 42), (73, 34), (78, 35), (79, 40), (74, 49), (66, 58)], 8)
    c.shape(thumb, *wool, form=2, cast=1.4)
    c.shape(palm, *wool, form=3.2, cast=1.6)
    for k in range(6):
        x = 45 + k * 3.4
        c.line(curve([(x, 58), (x - 0.3, 40), (x + 0.6, 24)]), "#7c2824", 0.4, 0.4)
    for row, y in enumerate((36, 42)):
        for k in range(7):
            x = 44.4 + k * 2.8
            c.line([(x, y), (x + 1.3, y - 2.2 + row * 4.4), (x + 2.7, y)], "#f5e6cd", 0.7, 0.95)
    for k in range(5):
        c.flat(oval((46.6 + k * 3.6, 39), 0.8, 0.8), "#f0c052")
    c.shape(box(41, 56, 67, 68, 3), "#f3e6cf", "#cdb999", form=1.6, cast=1.2)
    for k in range(11):
        c.line([(43.6 + k * 2.1, 57.4), (43.6 + k * 2.1, 66.6)], "#a28f70", 0.4, 0.5)
    for x, y, a, tone in ((20, 64, 20, "#d98a3a"), (84, 60, -30, "#e2b24a"), (50, 122, 40, "#b8632a"), (12, 20, 60, "#d98a3a"), (86, 24, 10, "#c97b3e")):
        leaf = turned(smooth([(x - 4, y), (x - 1, y - 2.2), (x + 4.4, y), (x - 1, y + 2.2)], 6), a, (x, y))
        c.shape(leaf, tone, form=0.5, cast=0.7)
    c.light([(0, 0), (44, 0), (100, 110), (60, 133)], "#ffdf9d", 0.3, 4)
    return c.finish()
