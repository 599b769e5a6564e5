"""What small clothes brought home, and how they rested there: further pictures in the wardrobe's style."""

from PIL import Image

from ugc.media.scenes.brush import Canvas, Point, box, curve, moved, oval, smooth, turned
from ugc.media.scenes.wardrobe import boot

YELLOW, YELLOW_DEEP = "#f2bb3f", "#d68f27"


def planks(canvas: Canvas, top: float, bottom: float, tones: tuple[str, str], count: int = 4) -> None:
    """Floor boards that widen towards us."""
    y, step = top, (bottom - top) / (count * (count + 1) / 2)
    for k in range(count):
        high = step * (k + 1)
        canvas.shape(box(-2, y, 102, y + high + 0.4), *tones, form=0.3)
        for seam in range(2):
            x = (23 + k * 31 + seam * 47) % 100
            canvas.line([(x, y), (x - (50 - x) * 0.04, y + high)], "#6b4a30", 0.25, 0.6)
        y += high


def swapped_boots(width: int) -> Image.Image:
    """Four boots on a mat, two of them somebody else's, 4:3."""
    c = Canvas(width, 75, "#e9dcc3", "#d9c7a8", seed=61)
    for x in range(-3, 104, 9):
        c.flat(box(x, 0, x + 3.4, 40), "#e0d0b3", 0.8)
    c.shape(box(60, -4, 104, 44), "#7fa08c", "#648672", form=0.9, cast=1)
    for top, low in ((0, 16), (20, 40)):
        c.shape(box(66, top, 96, low, 0.6), "#89aa96", "#6c8e7a", form=0.7)
    c.shape(oval((63.6, 19), 1.5, 1.5), "#f1d79a", "#b98e48", form=0.5, cast=0.7)
    c.shape(box(-2, 40, 61, 44), "#f6eddb", "#e2d4ba", form=0.5, cast=0.6)
    planks(c, 44, 76, ("#b98457", "#9c6b44"))
    mat = [(14, 54), (84, 54), (92, 71), (6, 71)]
    c.dark(moved(mat, (1, 1.4)), "#4c3a3a", 0.6, 1.2)
    c.shape(mat, "#5f7468", "#4d6156", form=0.7)
    for k in range(4):
        y = 57 + k * 3.6
        c.line([(13 - k, y), (85 + k, y)], "#e3d6b4", 0.5, 0.5)
    for x in range(15, 86, 3):
        c.line([(50 + (x - 50) * 1.15, 71), (50 + (x - 50) * 1.17, 72.8)], "#5f7468", 0.4, 0.9)
    red, blue = ("#d4503d", "#842c27"), ("#3f7486", "#24505f")
    for x, y, tone in ((15, 33, blue), (33, 34.4, red), (51, 33, red), (68, 34.6, blue)):
        c.dark(oval((x + 9, y + 30), 11, 1.8), "#2f2a30", 0.6, 0.9)
        boot(c, (x, y), 1.86, *tone)
    for x, y in ((24, 67), (47, 68.4), (72, 67.6), (86, 63)):
        c.shape(oval((x, y), 2.4, 0.7), "#86694b", "#6d5238", form=0.2)
    c.shape(turned(smooth([(77, 70), (80, 68.2), (83.4, 70), (80, 71.6)]), -16, (80, 70)), "#e09a3b", "#b8632a", form=0.4, cast=0.4)
    c.light([(0, 0), (24, 0), (66, 75), (28, 75)], "#ffdc98", 0.34, 2.4)
    return c.finish()


def pockets_turned_out(width: int) -> Image.Image:
    """What was in them when they came home, from above, 1:1."""
    x: float
    y: float
    c = Canvas(width, 100, "#c99e6d", "#b98a5a", seed=63)
    for x in range(-6, 104, 18):
        c.shape(box(x, -2, x + 17.6, 102), ("#c79a68", "#bf9161")[x // 18 % 2], "#ad8052", form=0.3, shade=0.2)
        c.line(curve([(x + 6, 0), (x + 8 + x % 5, 40), (x + 5, 100)]), "#9b7047", 0.25, 0.5)
    body = smooth([(-8, 8), (20, -6), (46, -4), (41, 20), (34, 52), (36, 106), (-10, 106)], 8)
    c.shape(body, "#3f7f83", "#2a5d63", cast=2.4, form=3)
    c.line(curve([(43, -2), (37, 22), (30, 52), (32, 100)]), "#bfe0dc", 0.35, 0.5)
    for y in (16, 40, 64, 88):
        c.shape(oval((27.6 - abs(y - 52) * -0.06, y), 2.2, 2.2), "#f4e6c8", "#c9a66a", cast=0.5, form=0.5)
    c.shape(smooth([(2, 50), (22, 48), (23, 74), (12, 80), (2, 76)], 8), "#37747a", "#265459", form=1, cast=0.5)
    lining = smooth([(4, 50), (20, 47), (24, 54), (22, 63), (13, 67), (6, 62)], 8)
    c.shape(lining, "#efe0c0", "#d3bd95", form=1.4, cast=1)
    for k in range(4):
        c.line(curve([(8 + k * 3.6, 50.6), (9 + k * 3.4, 56), (9.6 + k * 2.8, 62)]), "#bda67f", 0.3, 0.5)
    c.line(curve([(3, 50.4), (12, 48.4), (21, 47.4)]), "#265459", 1.4)
    _shell(c, (58, 22), 1.15, -18, ("#f0c3a4", "#cf8f74"))
    _shell(c, (82, 34), 0.8, 24, ("#f3e6d4", "#cdb49b"))
    _shell(c, (48, 84), 0.7, 60, ("#e8b9b0", "#b87f7c"))
    for x, y, r, tones in ((62, 50, 6.2, ("#a9a7a1", "#75757a")), (71.4, 56, 4, ("#cdc7ba", "#958e86")), (58, 61, 3.2, ("#7f8d93", "#59666d"))):
        c.shape(smooth([(x - r, y), (x - r * 0.4, y - r * 0.8), (x + r * 0.7, y - r * 0.7), (x + r, y + r * 0.2), (x, y + r * 0.8)]), *tones, form=1.4, cast=1)
    c.line(curve([(57, 48), (61, 51), (67, 50)]), "#e9e6df", 0.5, 0.8)
    _biscuit(c, (83, 70), 10)
    _biscuit(c, (65, 78), 0)
    for x, y in ((77, 83), (88, 86), (74, 66), (92, 60), (70, 88)):
        c.shape(oval((x, y), 0.6, 0.5), "#dcae6c", "#b07f42", form=0.2, cast=0.2)
    _crab(c, (82, 13))
    c.line(curve([(52, 36), (60, 33), (66, 38), (74, 35), (80, 40), (90, 46), (96, 44)]), "#e7dbc2", 0.5)
    feather = smooth([(47, 70), (51, 63), (57, 66), (50, 76), (44, 80)], 8)
    c.shape(feather, "#eef0ee", "#b9c2c6", form=0.7, cast=0.6)
    c.line(curve([(42, 83), (49, 73), (55, 66)]), "#8d969b", 0.35)
    c.light([(30, 0), (64, 0), (104, 72), (104, 104), (84, 104)], "#ffe0a3", 0.3, 3)
    return c.finish()


def _shell(canvas: Canvas, at: Point, scale: float, lean: float, tones: tuple[str, str]) -> None:
    """A cockle, ribs towards the hinge."""
    fan = smooth([(0, 6), (-6.6, 1.4), (-7, -3.4), (-3.6, -6.4), (0, -7), (3.6, -6.4), (7, -3.4), (6.6, 1.4)], 8)
    canvas.shape(turned(moved(fan, at, scale), lean, at), *tones, form=1.2 * scale, cast=1 * scale)
    for x in (-5.6, -3.4, -1.2, 1.2, 3.4, 5.6):
        rib = turned(moved([(x * 0.1, 5), (x, -4.6)], at, scale), lean, at)
        canvas.line(rib, "#8c5b4c", 0.28 * scale, 0.5)


def _biscuit(canvas: Canvas, at: Point, lean: float) -> None:
    """A round one with a bite missing."""
    bitten = [*oval((0, 0), 7, 7)[8:66], (3.4, -2.2), (2.2, 0.4), (3.8, 2.6)]
    canvas.shape(turned(moved(bitten, at), lean, at), "#e3b873", "#b98343", form=1, cast=1)
    for x, y in ((-3.4, -2.4), (-0.6, -4), (-2.4, 2), (0.4, 4.2), (-4.6, 0.6)):
        canvas.shape(turned(moved(oval((x, y), 0.8, 0.7), at), lean, at), "#6b432b", "#4a2e20", form=0.2)


def _crab(canvas: Canvas, at: Point) -> None:
    """Small, well, and on its way out of the picture."""
    for side in (-1, 1):
        for k in range(3):
            knee = (at[0] + side * (7 + k * 0.6), at[1] - 2 + k * 2.8)
            canvas.line([(at[0] + side * 4, at[1] + k * 1.2), knee, (knee[0] + side * 1.6, knee[1] + 2.6)], "#c05a3c", 0.8)
        arm = (at[0] + side * 6.4, at[1] - 4.4)
        canvas.line([(at[0] + side * 3.6, at[1] - 2), arm], "#c05a3c", 1.1)
        claw = [(0, 0), (2.2, -1.6), (2, -4), (0.4, -2.4), (-1.4, -4.2), (-2, -1.4)]
        canvas.shape(moved(smooth(claw, 5), arm, 1, flip=side < 0), "#e2714c", "#b44a30", form=0.4, cast=0.4)
    canvas.shape(oval(at, 5.4, 4), "#e67a52", "#b54b31", form=1.1, cast=0.9)
    for side in (-1, 1):
        canvas.line([(at[0] + side * 1.5, at[1] - 3.4), (at[0] + side * 1.7, at[1] - 5.4)], "#b54b31", 0.6)
        canvas.flat(oval((at[0] + side * 1.7, at[1] - 5.6), 0.7, 0.7), "#2a1f22")
    canvas.line(curve([(at[0] - 1.6, at[1] + 1.4), (at[0], at[1] + 2.2), (at[0] + 1.6, at[1] + 1.4)]), "#7d2f22", 0.35, 0.8)


def cat_on_the_coat(width: int) -> Image.Image:
    """Warmest right after somebody has worn it, 4:3."""
    x: float
    c = Canvas(width, 75, "#d7cfc4", "#c9bda9", seed=67)
    for y in range(3, 48, 11):
        for x in range(4 + y % 2 * 6, 104, 13):
            c.flat(oval((x, y), 1, 1.7), "#c4b49c", 0.7)
    c.shape(smooth([(6, 30), (14, 12), (50, 8), (86, 12), (94, 30), (95, 60), (5, 60)], 8), "#b86a55", "#97503f", form=3.4, cast=2)
    for x in (32, 50, 68):
        c.line(curve([(x, 13), (x + (50 - x) * 0.04, 26), (x, 40)]), "#7d3f33", 0.5, 0.5)
        c.shape(oval((x, 25), 1, 1), "#97503f", "#7d3f33", form=0.3)
    c.shape(smooth([(12, 44), (50, 41), (88, 44), (90, 60), (86, 68), (14, 68), (10, 60)], 8), "#c9785f", "#a85b47", form=2.6, cast=1.6)
    for side in (-1, 1):
        arm = [(50 + side * 38, 32), (50 + side * 46, 30), (50 + side * 49, 38), (50 + side * 48, 70), (50 + side * 38, 70), (50 + side * 36, 44)]
        c.shape(smooth(arm, 8), "#bf705a", "#974f3f", form=2.6, cast=1)
    for x in (20, 80):
        c.shape(box(x - 1.6, 69, x + 1.6, 76), "#6b4632", "#4f3325", form=0.5)
    moss, deep = "#7d9460", "#5d7345"
    c.shape(smooth([(22, 48), (34, 43), (66, 43), (80, 48), (84, 57), (72, 63), (50, 65), (28, 63), (17, 57)], 8), moss, deep, form=2, cast=1.6)
    c.shape(smooth([(70, 54), (80, 56), (84, 66), (82, 73), (75, 73), (71, 63)], 8), moss, deep, form=1.4, cast=1)
    c.shape(smooth([(73.6, 71), (83, 71), (82.6, 75.4), (74, 75.4)], 6), "#93aa74", "#6e8455", form=0.6)
    c.shape(smooth([(18, 50), (12, 56), (16, 64), (26, 63), (28, 54)], 8), "#8aa16c", deep, form=1.3, cast=0.8)
    c.line(curve([(30, 62.6), (44, 64.4), (60, 64)]), "#46572f", 0.4, 0.6)
    for x in (37, 48, 59):
        c.shape(oval((x, 62), 1.2, 0.9), "#e9dcb8", "#b39a66", form=0.3)
    grey, dark = "#9a97a0", "#6c6975"
    c.shape(smooth([(30, 52), (34, 42), (44, 36.6), (56, 36), (67, 41), (71, 50), (66, 57), (50, 59.4), (36, 58)], 8), grey, dark, form=3.2, cast=1.6)
    for x, low, lean in ((50, 41, 1), (56, 41.4, 1.6), (62, 44, 2.2)):
        c.line(curve([(x, 37.4), (x + lean, low), (x + lean * 0.6, low + 4)]), "#55525f", 1.1, 0.6)
    c.shape(smooth([(66, 50), (71, 54), (66, 60), (52, 61.6), (40, 60.4), (39, 57.6), (52, 58), (63, 55.6)], 8), "#8b8893", dark, form=1.2, cast=0.7)
    c.shape(oval((40.6, 59), 2.3, 1.7), "#6c6975", "#55525f", form=0.5)
    for tip, a, b in (((31, 37.4), (30.6, 46), (36.4, 41.6)), ((46, 38.6), (39.6, 41.6), (46.6, 47))):
        c.shape([a, tip, b], grey, dark, form=0.8)
        mid = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        c.flat([a, ((tip[0] + mid[0]) / 2, (tip[1] + mid[1]) / 2), b], "#d9a6a0", 0.6)
    c.shape(smooth([(29.4, 47), (33, 42.4), (39, 41), (45, 43), (48, 48.4), (45, 54.4), (38, 56.4), (31.4, 53.4)], 8), "#a7a4ad", grey, form=2, cast=0.8)
    for x in (36.4, 39, 41.6):
        c.line([(x, 41.8), (x + 0.1, 44.8)], "#6c6975", 0.7, 0.8)
    for x in (34.6, 42.4):
        c.line(curve([(x - 2.2, 49), (x, 50.2), (x + 2.2, 49)]), "#3a3742", 0.5, 0.9)
    c.shape([(37.6, 51.4), (39.6, 51.4), (38.6, 52.6)], "#c98080", form=0.2)
    c.line(curve([(36.6, 53.4), (37.8, 54), (38.6, 52.8), (39.4, 54), (40.6, 53.4)]), "#55525f", 0.3, 0.9)
    for side in (-1, 1):
        for k in range(3):
            c.line(curve([(38.6 + side * 3, 52.6 + k * 0.6), (38.6 + side * 8, 52 + k * 1.2), (38.6 + side * 12, 52.6 + k * 1.8)]), "#f5f2ee", 0.2, 0.8)
    c.light([(0, 0), (30, 0), (84, 75), (34, 75)], "#ffdc9c", 0.34, 3)
    return c.finish()


def coat_put_to_bed(width: int) -> Image.Image:
    """It had had a long day too, 3:2."""
    c = Canvas(width, 67, "#3d4c70", "#4a5577", seed=75)
    for _ in range(40):
        x, y = c.random.uniform(0, 100), c.random.uniform(0, 40)
        c.flat(oval((x, y), 0.5, 0.5), "#6f7fa3", 0.6)
    c.shape(box(62, 4, 92, 32, 0.6), "#e9e2d4", "#cfc6b6", form=0.7, cast=1)
    c.shape(box(64, 6, 90, 30), "#22305a", "#4b5687", form=0.5)
    for _ in range(22):
        x, y = c.random.uniform(65, 89), c.random.uniform(7, 26)
        c.flat(oval((x, y), 0.2, 0.2), "#f7f0da", 0.9)
    c.shape(oval((82, 12.6), 3.3, 3.3), "#fdf4d4", "#e8d9a6", form=0.5, shade=0.1)
    c.glow((82, 12.6), 16, "#fdf4d4", 0.5)
    for line in ([(77, 6), (77, 30)], [(64, 18), (90, 18)]):
        c.line(line, "#e9e2d4", 0.9)
    c.shape(smooth([(60, 2), (67, 3), (65, 20), (61, 36), (56, 37)], 6), "#b4665c", "#8b4a48", form=1.2, cast=0.8)
    c.shape(smooth([(94, 2), (87, 3), (89, 20), (93, 36), (98, 37)], 6), "#b4665c", "#8b4a48", form=1.2, cast=0.8)
    c.flat(box(0, 56, 100, 67), "#4c3c44")
    wood = ("#a9774d", "#7d5537")
    c.shape(box(4, 16, 9, 64, 1.4), *wood, form=1, cast=1)
    c.shape(smooth([(7, 20), (18, 17), (30, 20), (30, 44), (7, 44)], 6), "#b07f54", "#85603f", form=1, cast=0.8)
    c.shape(box(88, 34, 93, 66, 1.4), *wood, form=1, cast=1)
    c.shape(box(7, 50, 91, 60, 0.8), *wood, form=0.8, cast=1)
    c.shape(smooth([(10, 40), (50, 38), (90, 41), (91, 54), (9, 54)], 6), "#f1ece0", "#cfc9bf", form=1.4)
    c.shape(smooth([(11, 30), (22, 27), (33, 29), (37, 36), (33, 43), (20, 45), (11, 42)], 8), "#fbf7ee", "#d5cfc4", form=2, cast=1)
    c.shape(smooth([(22, 28.6), (28, 25.4), (35, 28), (40, 35), (37, 42.6), (28, 44), (22, 38)], 8), YELLOW, YELLOW_DEEP, form=1.6, cast=1)
    c.flat(smooth([(26.4, 31), (30, 29.4), (34.6, 33), (35, 38), (30, 40.6), (26, 37)], 6), "#5a3a24", 0.6)
    c.shape(smooth([(36, 33), (50, 31.4), (62, 33), (62, 44), (38, 44)], 6), YELLOW, YELLOW_DEEP, form=1.6, cast=0.6)
    for x in (44, 52):
        c.shape(oval((x, 36.6), 0.9, 0.9), "#f4e6c8", "#c9a66a", form=0.3)
    c.shape(smooth([(46, 32.6), (50, 35.4), (47.6, 43.4), (42.4, 42.4)], 6), "#f6c44c", YELLOW_DEEP, form=1, cast=0.6)
    patch = ("#c9604c", "#e2b24a", "#4f8387", "#efe3c9", "#7c93b5", "#a9be80")
    quilt = smooth([(52, 37), (70, 34.6), (88, 37), (92, 46), (91, 58), (72, 60), (50, 58), (47, 47)], 8)
    c.shape(quilt, "#d8c7a8", "#b8a583", form=1.6, cast=1.2)
    for row in range(4):
        for col in range(7):
            x, y = 50 + col * 5.9 - row * 0.3, 39 + row * 5 - abs(col - 3) * -0.25
            c.shape(box(x, y, x + 5.5, y + 4.6, 0.5), patch[(row * 2 + col) % 6], form=0.4, light=0.14, shade=0.22)
    c.shape(smooth([(46, 37), (52, 35.6), (54, 47), (53, 58.6), (48, 58.4)], 6), "#fbf5e6", "#d9cfb8", form=0.9, cast=0.6)
    boot(c, (70, 55), 0.6, "#c9503d", "#7c2a26")
    boot(c, (77, 55.6), 0.6, "#c9503d", "#7c2a26")
    c.light([(66, 8), (88, 8), (70, 62), (20, 62)], "#cfdcf2", 0.3, 3)
    c.glow((14, 10), 26, "#ffb85c", 0.45)
    return c.finish(corner=0.5)


def socks_on_the_radiator(width: int) -> Image.Image:
    """After the expedition, 4:3."""
    x: float
    y: float
    c = Canvas(width, 75, "#cdd8d6", "#bfcbc6", seed=77)
    for y in range(6, 44, 12):
        for x in range(4 + y % 24 // 2, 104, 14):
            c.flat(turned(smooth([(x, y - 2), (x + 1.3, y), (x, y + 2), (x - 1.3, y)], 5), 0, (x, y)), "#b4c3bf", 0.8)
    c.shape(box(-4, -4, 104, 9), "#f5efe2", "#dfd6c4", form=0.7, cast=1)
    c.shape(box(0, -4, 100, 4), "#9fc0d0", "#c7dbdf", form=0.4)
    for x in (8, 22, 37, 55, 71, 88):
        c.line([(x, -2), (x - 1, 3)], "#ffffff", 0.3, 0.6)
    planks(c, 62, 80, ("#b98457", "#9c6b44"), 3)
    c.shape(box(-2, 58, 102, 62), "#f6eddb", "#e2d4ba", form=0.5, cast=0.5)
    c.dark(box(14, 56, 88, 61), "#4f4a50", 0.5, 1.4)
    for k in range(10):
        x = 13 + k * 7.5
        c.shape(box(x, 20, x + 6.6, 57, 2.6), "#f3efe6", "#d2ccc0", form=1.3, cast=0.8)
    for y in (23, 53):
        c.shape(box(11, y - 1.4, 90, y + 1.4, 1.2), "#ece7dc", "#cbc4b6", form=0.5)
    for x in (16, 85):
        c.shape(box(x, 56, x + 3, 62, 0.4), "#d8d2c6", "#b9b2a4", form=0.4)
    tones = ("#c9503d", "#e2b23f", "#5b8d7b", "#4f7387", "#efe3c9", "#b46a8c")
    for k, x in enumerate((15, 25, 36, 45.6, 57, 68, 79)):
        long, tone = 22 + (k * 5) % 9, tones[k % 6]
        sock = smooth([(-3, 0), (3, 0), (3, long * 0.55), (3.6, long * 0.74), (8, long * 0.9), (7.4, long), (1, long), (-2.8, long * 0.82), (-3, long * 0.5)], 6)
        put = turned(moved(sock, (x + 1, 17.6), 0.95, flip=k % 3 == 1), (k % 3 - 1) * 4, (x, 18))
        c.shape(put, tone, form=1.2, cast=1)
        c.shape(box(x - 2.4, 15.4, x + 4.2, 20, 1.2), "#f5ecd8" if tone != "#efe3c9" else "#4f7387", form=0.7, cast=0.3)
        for stripe in range(2):
            y = 24 + stripe * 3.4
            c.line([(x - 1.4, y), (x + 3.2, y)], "#f9f3e4", 0.8, 0.65)
        drop = (x + 3 + k % 2 * 2, 17.6 + long + 5)
        c.shape(smooth([drop, (drop[0] + 0.9, drop[1] + 2), (drop[0], drop[1] + 2.8), (drop[0] - 0.9, drop[1] + 2)], 5), "#dcecf2", "#8fb4c4", form=0.3)
    for x, w in ((30, 9), (52, 6), (74, 8)):
        c.shape(oval((x, 69), w, 1.5), "#c7dbe0", "#9dbcc6", form=0.4, shade=0.2)
    c.light([(0, 0), (34, 0), (88, 75), (40, 75)], "#ffdf9f", 0.3, 3)
    return c.finish()
