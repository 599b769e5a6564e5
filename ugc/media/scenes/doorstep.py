"""What a courier brings, and where it lands: parcels, and the lives around them."""

from PIL import Image

from ugc.media.scenes.brush import Canvas, Point, box, curve, moved, oval, smooth, turned

CARD, CARD_DARK = "#cf9f68", "#a87645"


def parcel(canvas: Canvas, at: Point, wide: float, high: float, tape: str = "#e9d7b4") -> None:
    """A carton seen a little from above; `at` is its lower left corner."""
    x, y = at
    lid = high * 0.28
    canvas.shape([(x, y - high), (x + wide, y - high), (x + wide, y), (x, y)], CARD, CARD_DARK, cast=1.6, form=0.9)
    canvas.shape(
        [(x + wide * 0.07, y - high - lid), (x + wide * 0.93, y - high - lid), (x + wide, y - high), (x, y - high)],
        "#e0b680", "#d0a16a", form=0.5,
    )  # fmt: skip
    mid, band = x + wide * 0.5, wide * 0.065
    canvas.flat([(mid - band, y - high), (mid + band, y - high), (mid + band, y - high * 0.62), (mid - band, y - high * 0.62)], tape, 0.9)
    canvas.flat([(mid - band * 0.9, y - high - lid), (mid + band * 0.9, y - high - lid), (mid + band, y - high), (mid - band, y - high)], tape, 0.9)
    canvas.shape(box(x + wide * 0.09, y - high * 0.5, x + wide * 0.4, y - high * 0.16, 0.3), "#fbf6ea", form=0.2, shade=0.15)
    for k in range(3):
        canvas.line([(x + wide * 0.13, y - high * (0.42 - k * 0.08)), (x + wide * (0.34 - k * 0.05), y - high * (0.42 - k * 0.08))], "#5c5148", wide * 0.012, 0.7)


def leafy(canvas: Canvas, at: Point, scale: float, tones: tuple[str, str]) -> None:
    """A pot plant's leaves, fanned out from `at`."""
    for angle, length in ((-64, 15), (-38, 19), (-14, 22), (12, 21), (36, 18), (62, 14), (-52, 11), (48, 11), (0, 14)):
        blade = [(0, 0), (-2.4, -length * 0.4), (-1.4, -length * 0.8), (0, -length), (1.6, -length * 0.8), (2.4, -length * 0.4)]
        leaf = turned(moved(smooth(blade, 6), at, scale), angle, at)
        canvas.shape(leaf, *tones, form=0.8 * scale)
        canvas.line(turned([at, (at[0], at[1] - length * scale * 0.9)], angle, at), "#e8efcf", 0.18 * scale, 0.6)


def pot(canvas: Canvas, at: Point, scale: float) -> None:
    """A clay pot; `at` is the middle of its rim."""
    body = [(-6.6, 0), (6.6, 0), (5, 13), (4.4, 13.6), (-4.4, 13.6), (-5, 13)]
    canvas.shape(moved(body, at, scale), "#c4694a", "#944834", form=1.5 * scale, cast=scale)
    canvas.shape(moved(box(-7.6, -1.6, 7.6, 2.6, 0.8), at, scale), "#d1775a", "#a9563f", form=0.8 * scale, cast=0.6 * scale)


def parcel_at_dusk(width: int) -> Image.Image:
    """On the step with the porch light on, 3:4."""
    c = Canvas(width, 133, "#2f3f66", "#5a5377", seed=21)
    for row in range(20):
        for k in range(9):
            left = k * 13 - (row % 2) * 6.5 - 4
            tone = ("#7a4f4c", "#84564f", "#6f4747", "#8b5c54")[(row * 3 + k * 5) % 4]
            c.shape(box(left, row * 5.6, left + 12.4, row * 5.6 + 5, 0.3), tone, form=0.3, light=0.12)
    c.dark(box(-2, -2, 102, 112), "#6a6796", 0.75, 0)
    c.shape(box(27, 14, 81, 112), "#e9dcc4", "#c9b797", form=1, cast=1.6)
    c.shape(box(31, 18, 77, 112), "#2f6a62", "#1f4a48", form=1.2)
    for x in (35.5, 56.5):
        c.shape(box(x, 62, x + 16, 82, 0.4), "#2b635c", "#235450", form=0.2)
        c.shape(box(x, 86, x + 16, 106, 0.4), "#2b635c", "#235450", form=0.2)
        c.shape(box(x, 24, x + 16, 56, 0.4), "#ffd88d", "#f0a850", form=0.7, shade=0.2)
        c.line([(x, 40), (x + 16, 40)], "#24534e", 1)
        c.line([(x + 8, 24), (x + 8, 56)], "#24534e", 1)
    c.glow((54, 38), 40, "#ffb85c", 0.45)
    c.shape(box(48.5, 70.5, 59.5, 73.5, 0.6), "#e3bf74", "#a9813f", form=0.5, cast=0.5)
    c.shape(oval((72.5, 66), 1.9, 1.9), "#f0cf86", "#a9813f", form=0.7, cast=0.6)
    c.flat(box(0, 112, 100, 133), "#464157")
    c.shape([(14, 112), (94, 112), (100, 121), (6, 121)], "#b9aca6", "#a0938f", form=0.7)
    c.shape(box(6, 121, 100, 128), "#8d8286", "#756b73", form=0.5)
    c.shape(box(-2, 128, 102, 136), "#5d5866", "#4d4958", form=0.5)
    c.shape([(34, 113), (76, 113), (79, 119), (31, 119)], "#8f5a3c", "#7a4a33", form=0.4)
    c.speckle([(34, 113), (76, 113), (79, 119), (31, 119)], "#c48b5e", 160, (0.1, 0.3))
    c.shape(box(17.5, 32, 21.5, 34.5), "#3a3438", form=0.3)
    c.shape([(15.5, 35), (23.5, 35), (22.3, 46), (16.7, 46)], "#ffe9ae", "#ffc25e", form=0.4, shade=0.1)
    c.shape([(14.6, 35.4), (19.5, 30.6), (24.4, 35.4)], "#3f383b", form=0.5)
    c.line([(19.5, 35), (19.5, 46)], "#3f383b", 0.5)
    c.shape(box(15.6, 45.6, 23.4, 47.2), "#3f383b", form=0.3)
    pot(c, (88, 105), 1.15)
    leafy(c, (88, 106), 1.2, ("#6f9a5c", "#3f6a46"))
    parcel(c, (36, 120.5), 33, 22)
    c.shape(turned(box(57, 105, 65, 110, 0.3), -6, (60, 108)), "#fff7e4", form=0.3, cast=0.4)
    c.line(turned(curve([(58.4, 107.2), (60, 106.4), (61.4, 108), (63.4, 106.8)]), -6, (60, 108)), "#b5483a", 0.4)
    c.glow((19.5, 41), 62, "#ffae4d", 0.85)
    c.glow((19.5, 41), 16, "#fff0c4", 0.9)
    return c.finish(corner=0.5)


def cat_in_the_box(width: int) -> Image.Image:
    """It was never about what was in it, 4:3."""
    c = Canvas(width, 75, "#e6d2b8", "#d9bf9f", seed=23)
    for left in range(4, 100, 16):
        c.flat(box(left, 0, left + 7.6, 46), "#dfc6a8", 0.7)
    c.shape(box(-2, 44, 102, 48), "#f7efe0", "#e0d2bb", form=0.5, cast=0.6)
    for k, y in enumerate((48, 54, 61, 69)):
        c.shape(box(-2, y, 102, y + 8.4), ("#b98254", "#b17a4e")[k % 2], "#9b6841", form=0.3)
        c.line([(22 + k * 17 % 60, y), (20 + k * 17 % 60, y + 8)], "#7d5132", 0.25, 0.7)
    c.shape(oval((50, 66), 44, 8), "#7391a0", "#5f7d8d", form=0.8)
    c.line(oval((50, 66), 39, 6.4), "#e6dcc6", 0.5, 0.8)
    c.dark(oval((55, 67), 31, 5), "#4c4350", 0.6, 1.4)
    c.shape([(27, 38), (73, 38), (70, 47), (30, 47)], "#7f5833", "#6a4728", form=0.3)
    c.shape([(27, 38), (14, 31), (13, 35), (26, 44)], "#d9aa70", "#c18e57", form=0.5)
    c.shape([(73, 38), (87, 30), (88, 34.6), (74, 44)], "#dcae75", "#c79660", form=0.5, cast=0.6)
    fur, deep = "#e0924a", "#bd6c30"
    c.shape(smooth([(36, 48), (36.4, 34), (43, 28), (57, 28), (63.6, 34), (64, 48)]), fur, deep, form=2.4)
    for tip, base in (((37.4, 11.4), ((37.5, 24), (45.6, 17.4))), ((62.6, 11.4), ((54.4, 17.4), (62.5, 24)))):
        c.shape([base[0], tip, base[1]], fur, deep, form=0.9)
    for side in (-1, 1):
        c.flat([(50 + side * 11.6, 21), (50 + side * 11.8, 14.2), (50 + side * 7, 17.6)], "#f0b09a", 0.9)
    c.shape(smooth([(36.6, 27), (38.4, 19.4), (44, 16.4), (50, 15.8), (56, 16.4), (61.6, 19.4), (63.4, 27), (59.6, 33.6), (50, 36.4), (40.4, 33.6)]), "#eaa35c", fur, form=2.6)
    for x, lean in ((46.6, -0.6), (50, 0), (53.4, 0.6)):
        c.line([(x, 16.4), (x - lean * 0.6, 20.6)], "#a9561f", 0.9, 0.8)
    for side in (-1, 1):
        for k in (0, 1):
            c.line([(50 + side * 12.6, 25 + k * 2.6), (50 + side * 9.6, 25.6 + k * 2)], "#a9561f", 0.7, 0.7)
        c.shape(smooth([(50 + side * 3.2, 26), (50 + side * 5.8, 24), (50 + side * 8.2, 25.4), (50 + side * 6, 27.8)]), "#d9e08a", "#a6b556", form=0.3)
        c.flat(oval((50 + side * 5.7, 25.8), 0.62, 1.5), "#2b2320")
        c.flat(oval((50 + side * 5.7 + 0.4, 25.1), 0.32, 0.32), "#ffffff")
        c.shape(oval((50 + side * 2.1, 31.2), 2.7, 2), "#fbead2", "#eccfa6", form=0.5)
        for k in range(3):
            c.line(curve([(50 + side * 4, 30.8 + k * 0.7), (50 + side * 9, 29.9 + k * 1.3), (50 + side * 13, 30.2 + k * 1.8)]), "#fff8ea", 0.2, 0.9)
    c.shape([(48.9, 28.6), (51.1, 28.6), (50, 30)], "#d9776b", form=0.2)
    c.line(curve([(48.2, 31), (49.2, 31.8), (50, 30.4), (50.8, 31.8), (51.8, 31)]), "#7d4a2c", 0.3, 0.8)
    c.shape([(26, 44), (74, 44), (71, 69), (29, 69)], CARD, CARD_DARK, form=1.2)
    for x in (42, 58):
        c.shape(smooth([(x - 3.6, 41.4), (x, 39.6), (x + 3.6, 41.4), (x + 3.2, 47.6), (x, 49), (x - 3.2, 47.6)]), "#f0b06a", fur, form=0.9, cast=0.6)
        for toe in (-1.1, 1.1):
            c.line([(x + toe, 46.2), (x + toe, 48.4)], "#a9561f", 0.28, 0.7)
    c.shape([(26, 44), (17, 53.6), (25, 58), (33, 46.4)], "#dcb07a", "#c9985f", form=0.5, cast=0.6)
    c.line(curve([(60, 60.6), (56.4, 56.8), (57.2, 54.6), (59, 54.7), (60, 56.4), (61, 54.7), (62.8, 54.6), (63.6, 56.8), (60, 60.6)]), "#a3543c", 0.6, 0.85)
    c.light([(0, 2), (20, 0), (74, 75), (26, 75)], "#ffdf9f", 0.32, 2.6)
    c.light([(30, 0), (40, 0), (100, 70), (86, 75)], "#ffdf9f", 0.24, 2.2)
    return c.finish()


def cargo_bike(width: int) -> Image.Image:
    """Over the bridge before breakfast, 3:2."""
    c = Canvas(width, 67, "#f5d7b0", "#f3b98f", seed=25)
    c.glow((30, 26), 46, "#fff0c8", 0.9)
    for k, (x, w, h) in enumerate(((-3, 12, 22), (8, 10, 28), (17, 12, 19), (30, 8, 31), (39, 13, 22), (53, 10, 27), (62, 14, 20), (77, 9, 30), (86, 16, 23))):
        tone = ("#d99b85", "#cf8f80", "#e0a88c")[k % 3]
        c.shape(box(x, 46 - h, x + w, 48), tone, "#e3b49a", form=0.3, shade=0.15)
        c.shape([(x - 0.6, 46 - h), (x + w / 2, 40.4 - h), (x + w + 0.6, 46 - h)], "#b8705f", "#c27f6c", form=0.3, shade=0.15)
        for row in range(int(h // 6)):
            for col in (0.22, 0.6):
                c.flat(box(x + w * col, 49 - h + row * 6, x + w * col + 1.7, 52 - h + row * 6), "#ffe9bf", 0.75)
    c.flat(box(0, 45, 100, 67), "#c78d7a")
    for _ in range(60):
        c.light(oval((c.random.gauss(30, 16), c.random.uniform(46, 58)), c.random.uniform(1, 4), 0.22), "#ffe9bf", 0.7, 0.1)
    arch = [(-4, 58), *curve([(-4, 58), (24, 53.4), (50, 52), (76, 53.4), (104, 58)]), (104, 80), (-4, 80)]
    c.shape(arch, "#8f7270", "#6e5659", form=0.8)
    for x in range(-2, 104, 8):
        lift = 58 - 6 * (1 - ((x - 50) / 54) ** 2)
        c.line([(x, lift - 8.5), (x, lift + 1)], "#4f3f49", 0.55)
    c.line(curve([(-4, 49.4), (24, 45), (50, 43.4), (76, 45), (104, 49.4)]), "#4f3f49", 0.9)
    c.line(curve([(-4, 53.8), (24, 49.4), (50, 47.8), (76, 49.4), (104, 53.8)]), "#4f3f49", 0.45)
    c.dark(oval((50, 62.6), 34, 1.8), "#4a3a48", 0.7, 0.8)
    for x, y, r in ((23, 54, 8.6), (79, 55.6, 7)):
        c.line(oval((x, y), r, r), "#33303a", 1.3)
        c.line(oval((x, y), r - 0.9, r - 0.9), "#d8cdbd", 0.35)
        for k in range(8):
            c.line([(x, y), turned([(x, y - r + 0.8)], k * 45 + 10, (x, y))[0]], "#d8cdbd", 0.16, 0.9)
        c.shape(oval((x, y), 1.1, 1.1), "#d8cdbd", "#8a8078", form=0.3)
    frame = "#2f7f7a"
    for tube in ([(23, 54), (35, 40)], [(35, 40), (40, 54)], [(23, 54), (40, 54)], [(35, 42), (50, 53)], [(40, 54), (50, 53)], [(50, 53), (74, 53)], [(74, 53), (79, 55.6)], [(50, 53), (48, 34)]):
        c.line(tube, frame, 1.25)
    c.line([(35, 40), (34.4, 36)], "#3a363c", 0.8)
    c.shape(smooth([(30, 35.4), (34, 34), (39.4, 34.8), (36, 36.6), (31, 37)]), "#4a3530", "#35262a", form=0.5)
    c.line(curve([(48, 34), (47.4, 31), (44, 30.4), (42.4, 32)]), "#3a363c", 0.9)
    c.shape(oval((40, 54), 2, 2), "#e5dccd", "#a79c90", form=0.4)
    c.line([(40, 54), (42.6, 58)], "#3a363c", 0.7)
    c.line([(41.2, 58.2), (44.2, 58.2)], "#3a363c", 0.9)
    c.shape(curve([(23 - 9.6, 52), (17.6, 45), (25, 43.6), (32, 49)]) + curve([(31, 49.6), (25, 44.8), (18.4, 46), (14.6, 52)]), "#d9d0c0", form=0.2)
    parcel(c, (55.4, 42), 9.6, 9)
    parcel(c, (66, 42.4), 9, 6.4)
    c.shape(smooth([(60.4, 33), (62, 27), (64.4, 33)], 2), "#89a660", form=0.4)
    c.shape([(52, 41.4), (80, 41.4), (76.6, 53.4), (54.4, 53.4)], "#d9a441", "#b97f2c", form=1, cast=0.6)
    c.flat(oval((65.6, 47.4), 3.6, 3.6), "#fdf3da")
    c.shape([(63.6, 46), (65.6, 44.9), (67.6, 46), (67.6, 48.8), (65.6, 50), (63.6, 48.8)], "#c07c33", "#8f5a26", form=0.3)
    c.line([(65.6, 47.1), (65.6, 50)], "#fdf3da", 0.25)
    c.line([(63.6, 46), (65.6, 47.1)], "#fdf3da", 0.25)
    c.line([(67.6, 46), (65.6, 47.1)], "#fdf3da", 0.25)
    for x, y, s in ((70, 12, 1), (78, 9, 0.8), (84, 14, 0.7)):
        c.line(curve(moved([(-3, -0.6), (-1.4, -1.4), (0, 0), (1.4, -1.4), (3, -0.6)], (x, y), s)), "#7c5a5c", 0.4 * s)
    return c.finish()


def plant_by_the_window(width: int) -> Image.Image:
    """Unpacked alive, 4:5."""
    c = Canvas(width, 125, "#e9dfce", "#d8c8b0", seed=27)
    c.shape(box(20, 8, 92, 92), "#fbf6ec", "#e6dbc8", form=1, cast=1.6)
    c.shape(box(24, 12, 88, 88), "#bfdbe3", "#eef1dc", form=0.8)
    c.flat(smooth([(24, 74), (36, 62), (52, 68), (68, 58), (88, 68), (88, 88), (24, 88)], 4), "#a5bf8c", 0.9, 0.8)
    for x, y, r in ((33.0, 68.0, 7), (44, 74, 6), (80, 66, 8)):
        c.flat(oval((x, y), r, r * 1.2), "#86a873", 0.85, 0.9)
    c.shape(box(54.4, 12, 57.6, 88), "#fbf6ec", "#e6dbc8", form=0.5)
    c.shape(box(24, 47, 88, 50), "#fbf6ec", "#e6dbc8", form=0.5)
    c.shape(smooth([(12, 4), (30, 4), (27, 40), (20, 66), (13, 90)], 5), "#f7e9d2", "#dcc7a6", form=1.8, cast=1)
    for k in range(3):
        c.line(curve([(17 + k * 4, 6), (17 + k * 3, 44), (14.6 + k * 1.6, 80)]), "#c9b18c", 0.5, 0.5)
    c.shape(box(-2, 92, 102, 98), "#fdf9f0", "#e3d7c2", form=0.7, cast=1.4)
    c.flat(box(0, 98, 100, 125), "#d2bfa4")
    pot(c, (56, 68.6), 1.75)
    for bend in ((56, 67), (54, 67), (58, 67)):
        leafy(c, bend, 1.7, ("#7fae62", "#3c7048"))
    c.shape([(12, 76), (36, 76), (35, 92), (13, 92)], CARD, CARD_DARK, form=0.9, cast=1.4)
    c.shape([(12, 76), (4, 70), (3.4, 73), (11, 80)], "#ddb27c", form=0.4)
    c.shape([(36, 76), (43, 71), (43.6, 74), (36.6, 80)], "#ddb27c", form=0.4)
    for x, y, a in ((18, 75, -10), (24, 73.4, 12), (30, 75, 30), (21, 75.6, 40)):
        c.shape(turned(smooth([(x - 4, y), (x, y - 2.6), (x + 4, y), (x, y + 2)]), a, (x, y)), "#f3ead8", "#ddcfb6", form=0.5)
    c.shape(turned(box(72, 82, 86, 91.4, 0.4), -4, (79, 90)), "#fff9ec", "#efe4cd", form=0.4, cast=0.9)
    for k in range(3):
        c.line(turned(curve([(74, 84.4 + k * 2), (78, 84 + k * 2), (82 - k, 84.6 + k * 2)]), -4, (79, 90)), "#56708c", 0.4, 0.8)
    c.light([(24, 12), (54, 12), (84, 125), (40, 125)], "#fff0c2", 0.36, 3)
    c.light([(58, 12), (86, 12), (118, 125), (92, 125)], "#fff0c2", 0.3, 3)
    return c.finish()


def van_in_the_mountains(width: int) -> Image.Image:
    """The last stop of the day, 16:9."""
    c = Canvas(width, 56, "#7795b8", "#f3d5bd", seed=29)
    c.glow((70, 20), 40, "#fff0d0", 0.8)
    for ridge, tone, low, cap in (
        ([(-4, 24), (8, 13), (16, 19), (28, 6), (40, 19), (48, 14), (62, 26), (104, 28)], "#94a6bd", "#c4bcc0", [(28, 6), (21.4, 13.2), (24.6, 12.4), (26.6, 14.6), (29, 12), (31, 14.2), (34.6, 13.2)]),
        ([(-4, 30), (14, 22), (30, 29), (46, 20), (60, 28), (74, 15), (88, 25), (104, 19)], "#7288a0", "#a7a4ac", [(74, 15), (67.6, 20.8), (70.6, 20), (72.8, 22.2), (75.4, 19.8), (78, 21.4), (81.6, 20.4)]),
    ):
        c.shape([*ridge, (104, 46), (-4, 46)], tone, low, form=0.3)
        c.shape(cap, "#fdf9f4", "#e3e6ec", form=0.3, shade=0.2)
    c.shape(smooth([(-8, 36), (20, 30), (44, 35), (70, 31), (108, 36), (108, 70), (-8, 70)]), "#7f9163", "#55704a", form=1)
    road = [*curve([(64, 32.4), (52, 35), (62, 39), (44, 45), (22, 58)]), *curve([(58, 58), (60, 47), (71, 40), (57, 35.4), (66, 32.6)])]
    c.shape(road, "#cbbba6", "#a8988a", form=0.3)
    for x, y, s in ((6, 43, 1.4), (14, 39, 1.0), (86, 44, 1.6), (95, 40, 1.1), (78, 38, 0.8), (26, 37, 0.7), (3, 36, 0.7), (91, 52, 1.9)):
        c.shape(box(x - 0.5 * s, y - 1, x + 0.5 * s, y + 1.6), "#5d4636", form=0.2)
        for step in range(4):
            w, up = (4.4 - step) * s, y - step * 2.9 * s
            c.shape([(x, up - 5 * s), (x + w, up), (x - w, up)], "#3f6350", "#2c4a41", form=0.5)
    c.shape([(69.4, 26.6), (79, 26.6), (79, 32.6), (69.4, 32.6)], "#8b5e3f", "#6c452f", form=0.4, cast=0.5)
    c.shape([(67.6, 27), (71.4, 22.8), (77.4, 22.8), (81, 27)], "#5d4a4e", "#4a3a40", form=0.4)
    c.flat(box(71.4, 28.6, 73.6, 31), "#ffd98c")
    c.flat(box(75.4, 28.6, 77.6, 32.6), "#4a3226")
    c.glow((72.5, 29.8), 5, "#ffb85c", 0.8)
    for k in range(4):
        c.flat(oval((77.6 + k * 0.9, 21.4 - k * 2.6), 0.7 + k * 0.45, 0.6 + k * 0.4), "#fbf4ea", 0.6 - k * 0.1, 0.4)
    c.dark(oval((44.6, 49.2), 9.4, 1.2), "#4a4a48", 0.8, 0.5)
    c.shape(smooth([(35.4, 49), (35.2, 40), (36.4, 38), (47.4, 37.8), (50.4, 39.4), (53.4, 43.6), (54, 49)], 5), "#e5b04a", "#c2862d", form=0.9)
    c.flat(smooth([(47.2, 39.4), (49.4, 39.6), (51.8, 43.4), (47.2, 43.4)], 3), "#4d6a7c", 0.95)
    c.flat(box(35.4, 44.4, 46, 45.2), "#fdf3da", 0.9)
    c.flat(oval((40.6, 42), 1.7, 1.7), "#fdf3da", 0.95)
    c.flat(box(39.7, 41.2, 41.5, 42.9), "#b5792c")
    for x in (39, 50):
        c.shape(oval((x, 49), 1.9, 1.9), "#3a3540", "#26232b", form=0.4)
        c.flat(oval((x, 49), 0.8, 0.8), "#cfc6ba")
    c.glow((54.6, 46), 6, "#fff0c0", 0.8)
    return c.finish()


def kitchen_table(width: int) -> Image.Image:
    """Opened over coffee, from above, 1:1."""
    c = Canvas(width, 100, "#d8b98f", "#c9a577", seed=31)
    for k in range(6):
        c.shape(box(-2, k * 17 - 2, 102, k * 17 + 15.4), ("#c99a66", "#c08f5c", "#d0a36f")[k % 3], ("#bd8b56", "#b58350", "#c49460")[k % 3], form=0.35)
        for _ in range(5):
            y, x = k * 17 + c.random.uniform(0, 13), c.random.uniform(-10, 70)
            c.line(curve([(x, y), (x + 14, y + 0.6), (x + 34, y - 0.2)]), "#8f6238", 0.18, 0.5)
    carton = turned(box(14, 26, 66, 74), -8, (40, 50))
    for flap in ([(14, 26), (66, 26), (64, 13), (17, 14)], [(14, 74), (66, 74), (63, 87), (16, 86)], [(14, 26), (14, 74), (3, 71), (4, 30)], [(66, 26), (66, 74), (77, 70), (76, 29)]):
        c.shape(turned(flap, -8, (40, 50)), "#dcb07a", "#c9985f", form=0.6, cast=1.4)
    c.shape(carton, "#7d5834", "#6b4a2c", form=0.2)
    for _ in range(46):
        x, y = turned([(c.random.uniform(18, 62), c.random.uniform(30, 70))], -8, (40, 50))[0]
        crumple = [(x + c.random.uniform(2.4, 5) * dx, y + c.random.uniform(2, 4) * dy) for dx, dy in ((-1, 0), (-0.4, -1), (0.8, -0.7), (1, 0.3), (0.1, 1))]
        c.shape(smooth(crumple, 4), ("#f1e6d2", "#e7d8be", "#f7efe0")[c.random.randrange(3)], form=0.6)
    c.shape(turned(box(25, 33, 51, 63, 0.8), -13, (38, 48)), "#3f8a8c", "#2d6a70", form=1.6, cast=1.4)
    for y in (37, 42, 47, 52, 57):
        for x in (28, 33, 38, 43, 48):
            c.flat(oval(turned([(x + y % 2 * 1.5 - 1, y)], -13, (38, 48))[0], 0.5, 0.5), "#f1e2c2", 0.9)
    c.shape(turned(box(34.6, 33, 37.4, 63), -13, (38, 48)), "#d9674c", "#b94f3b", form=0.4)
    c.shape(turned(box(25, 42.6, 51, 45.4), -13, (38, 48)), "#d9674c", "#b94f3b", form=0.4)
    for side in (-1, 1):
        bow = [(0, 0), (side * 3, -4.2), (side * 7, -3.6), (side * 6.4, 0.6), (side * 2.6, 1.4)]
        c.shape(turned(moved(smooth(bow), (34.4, 44.4)), -13, (34.4, 44.4)), "#e27559", "#c0543f", form=0.8, cast=0.5)
    c.shape(oval((34.4, 44.4), 1.7, 1.5), "#c9573f", form=0.5)
    c.shape(turned(box(37, 44, 61, 60, 0.5), 9, (49, 52)), "#fffaf0", "#f0e6d2", form=0.4, cast=1)
    for k in range(4):
        c.line(turned(curve([(40, 48 + k * 2.7), (46, 47.5 + k * 2.7), (57 - k * 2.6, 48.2 + k * 2.7)]), 9, (49, 52)), "#4c6580", 0.4, 0.8)
    c.shape(oval((83, 28), 12.6, 12.6), "#f4efe4", "#d9d0c0", form=1.2, cast=1.6)
    c.shape(oval((83, 28), 8.4, 8.4), "#4f86a0", "#376a83", form=1.2, cast=0.8)
    c.shape(oval((83, 28), 6.9, 6.9), "#5a3826", "#7b4f33", form=0.2)
    c.line(curve([(80, 27), (83, 25.4), (86, 27.4), (83.4, 30)]), "#c79a6d", 0.9, 0.7)
    c.line(curve([(91, 30.6), (95.4, 31.6), (95, 35), (89.8, 33.4)]), "#457c96", 1.5)
    for blade, pin in (([(72, 84), (90, 70)], (77, 80)), ([(74, 71), (90, 84)], (80, 77))):
        c.line(blade, "#b9c0c4", 1.5)
        c.line([blade[0], pin], "#dfe4e6", 0.4)
    for x, y in ((93, 67.4), (93, 86.6)):
        c.line(oval((x, y), 3.6, 2.8), "#b5483a", 1.2)
    c.line(curve([(8, 92), (20, 95), (32, 91), (44, 96), (56, 93)]), "#b5483a", 0.5, 0.9)
    for x, y, a in ((90, 52, 20), (94.6, 55, -40), (88, 56.6, 75)):
        c.shape(turned(smooth([(x - 3, y), (x, y - 1.5), (x + 3.2, y), (x, y + 1.5)]), a, (x, y)), "#86a564", "#5c7f49", form=0.4, cast=0.4)
    c.light([(0, 0), (34, 0), (100, 78), (100, 100), (72, 100)], "#ffe7b5", 0.34, 3)
    return c.finish()
