"""Where the answers come from: a desk at night, and two chairs for a conversation."""

from PIL import Image

from ugc.media.scenes.brush import Canvas, box, curve, moved, oval, smooth, turned
from ugc.media.scenes.doorstep import leafy, pot


def desk_at_night(width: int) -> Image.Image:
    """Somebody is still there to answer, 3:2."""
    c = Canvas(width, 67, "#34425f", "#2c3550", seed=51)
    c.shape(box(8, 5, 48, 41, 0.4), "#52607c", "#465370", form=0.6, cast=0.8)
    c.shape(box(10, 7, 46, 39), "#1f2b4a", "#4a4a74", form=0.5)
    for k in range(26):
        x, y = c.random.uniform(10.6, 45.4), c.random.uniform(7.6, 25)
        c.flat(oval((x, y), 0.16, 0.16), "#f4ead6", 0.5 + k % 3 * 0.2)
    c.shape(oval((38, 13.4), 2.9, 2.9), "#fdf3d0", "#e9d9a4", form=0.5, shade=0.1)
    c.glow((38, 13.4), 11, "#fdf3d0", 0.5)
    for k, (x, w, h) in enumerate(((10.0, 6.0, 9.0), (16, 5, 13), (21, 7, 8), (28, 5, 15), (33, 7, 10), (40, 6, 12))):
        c.flat(box(x, 39 - h, x + w, 39), ("#27324f", "#2d3858")[k % 2])
        for row in range(int(h // 3)):
            if (k + row) % 2:
                c.flat(box(x + 1.2 + row % 2 * 1.8, 40 - h + row * 3, x + 2.4 + row % 2 * 1.8, 41.2 - h + row * 3), "#ffce79", 0.9)
    c.shape(box(27.2, 7, 28.8, 39), "#52607c", "#465370", form=0.3)
    c.shape(box(-2, 52, 102, 55.6), "#a8744a", "#8c5d3a", form=0.6)
    c.shape(box(-2, 55.4, 102, 70), "#6b4832", "#523626", form=0.5)
    c.shape(box(66, 18, 97, 20.4, 0.3), "#8c5d3a", "#74492e", form=0.4, cast=0.8)
    for x, w, h, colour in ((68, 3, 11, "#b5483a"), (71.2, 2.4, 9.4, "#d9a441"), (73.8, 3.2, 12, "#3f7f83"), (77.2, 2.2, 10, "#e6dcc6"), (79.6, 3, 11.4, "#5b6f9a")):
        c.shape(box(x, 18 - h, x + w, 18, 0.2), colour, form=0.4)
    leafy(c, (90, 14.6), 0.5, ("#7fae62", "#3c7048"))
    pot(c, (90, 13), 0.38)
    c.shape(box(30, 27, 64, 51.4, 1.2), "#3a3f4b", "#2b2f39", form=0.6, cast=1)
    c.shape(box(31.4, 28.4, 62.6, 49.4, 0.4), "#eaf1f2", "#d7e6e6", form=0.3, shade=0.1)
    c.flat(box(31.4, 28.4, 62.6, 31), "#3f7f83")
    for k, (mine, long) in enumerate(((0, 15), (1, 11), (0, 17), (1, 13))):
        left = 33.4 if not mine else 60.6 - long
        c.flat(box(left, 33 + k * 4, left + long, 36 + k * 4, 1.2), "#ffd9a0" if mine else "#ffffff", 0.98)
        c.line([(left + 1.4, 34.5 + k * 4), (left + long - 2.4, 34.5 + k * 4)], "#7a8790", 0.4, 0.8)
    c.shape([(27, 53.4), (67, 53.4), (64.6, 50.8), (29.4, 50.8)], "#4b515f", "#393e49", form=0.4)
    c.glow((47, 39), 34, "#bfe0e4", 0.32)
    c.shape(box(71, 43.4, 79, 53, 1.2), "#d9583f", "#a63c30", form=1.3, cast=0.8)
    c.line(curve([(79, 45.4), (82, 46), (82, 49.4), (79, 50.4)]), "#c04c37", 1.2)
    c.shape(oval((75, 43.6), 3.9, 0.8), "#5a3826", "#7b4f33", form=0.2)
    for k in (-1, 1):
        c.line(curve([(75 + k, 41.6), (74 + k * 1.4, 39), (76 + k, 36.4), (75 + k * 1.4, 33.6)]), "#fff6e2", 0.5, 0.28)
    c.shape(turned(box(9, 48.6, 23, 53.6, 0.3), 0, (16, 51)), "#f4ead6", "#ddd0b6", form=0.5, cast=0.6)
    c.line([(11, 50.2), (20, 50.2)], "#8a7c66", 0.3, 0.8)
    c.line([(11, 51.8), (17, 51.8)], "#8a7c66", 0.3, 0.8)
    c.shape(oval((90, 53), 5.4, 1.2), "#2e3340", "#23272f", form=0.3)
    c.line([(90, 52.4), (93, 40), (86, 30.4)], "#3f7f83", 1.0)
    c.shape([(88.6, 27.6), (83.4, 31.6), (77, 33.4), (82.4, 39.4), (86, 33.6)], "#4a969a", "#2d6a70", form=0.7)
    c.light([(77, 33.4), (82.6, 39.4), (84, 53.4), (52, 53.4)], "#ffd27f", 0.75, 1.6)
    c.glow((77, 40), 40, "#ffb85c", 0.8)
    return c.finish(corner=0.5)


def two_chairs(width: int) -> Image.Image:
    """No stage, no script, 16:9."""
    c = Canvas(width, 56, "#d9c7ab", "#cbb694", seed=53)
    c.shape(box(34, 3, 66, 33), "#f7efe0", "#e3d5bd", form=0.6, cast=0.8)
    c.shape(box(35.6, 4.6, 64.4, 31.4), "#bcd9dd", "#f4e8c9", form=0.5)
    c.flat(smooth([(35.6, 26), (42, 21), (50, 25), (58, 20), (64.4, 24), (64.4, 31.4), (35.6, 31.4)], 4), "#9db78c", 0.9, 0.5)
    for x in (45.2, 54.8):
        c.shape(box(x - 0.5, 4.6, x + 0.5, 31.4), "#f7efe0", "#e3d5bd", form=0.2)
    c.flat(box(0, 42, 100, 56), "#b98a5e")
    for y in (42, 46, 51):
        c.shape(box(-2, y, 102, y + 5.6), "#bd8c5c", "#a8794c", form=0.3)
    c.shape(oval((50, 50), 34, 5.4), "#a9503f", "#8c4035", form=0.6)
    c.line(oval((50, 50), 31, 4.5), "#e9d3ae", 0.4, 0.8)
    for side, top, low in ((-1, "#3f7f83", "#2a5d63"), (1, "#d9a441", "#b07c2c")):
        def put(points: list[tuple[float, float]], side: int = side) -> list[tuple[float, float]]:
            return moved(points, (50 + side * 21, 0), 1, flip=side < 0)

        c.dark(put(oval((0, 49.6), 11.6, 1.8)), "#4a3530", 0.8, 0.7)
        for x in (-8, 7.4):
            c.shape(put(box(x, 45, x + 1.4, 50)), "#6b4832", "#4f3424", form=0.3)
        c.shape(put(smooth([(1, 19), (8, 18.4), (11.4, 22), (11.6, 40), (9, 46), (-1, 46), (-1.6, 30)], 6)), top, low, form=2, cast=1)
        c.shape(put(box(-9.4, 35.6, 6, 42, 2)), top, low, form=1.4)
        c.shape(put(smooth([(-10.6, 33), (-4, 31.4), (4.6, 31.6), (6.6, 34), (5.4, 46.6), (-10, 46.6)], 6)), top, low, form=1.8, cast=0.6)
        c.shape(put(turned(box(-0.4, 24.6, 7.4, 32, 1.2), 10, (3, 28))), "#f4ead6", "#d9c9ad", form=1.2, cast=0.6)
    c.dark(oval((50, 50.4), 6.4, 1.2), "#4a3530", 0.7, 0.5)
    for x, lean in ((46.4, -1.6), (53.6, 1.6), (50, 0)):
        c.line([(x, 39.6), (x + lean, 50)], "#6b4832", 0.9)
    c.shape(oval((50, 39.4), 7.6, 1.7), "#c98d55", "#a8723f", form=0.5, cast=0.6)
    c.shape(box(44.8, 35.4, 48, 39.4, 0.6), "#fffaf0", "#e3d8c4", form=0.6, cast=0.3)
    c.line(curve([(44.8, 36.4), (43.4, 36.8), (43.6, 38.4), (44.9, 38.6)]), "#efe4d0", 0.5)
    c.shape(turned(box(50, 37.8, 56, 39, 0.2), -3, (53, 38)), "#f4ead6", form=0.3)
    c.line([(50.6, 37.2), (54.6, 36.4)], "#35586e", 0.5)
    leafy(c, (8, 36), 1.15, ("#7fae62", "#3c7048"))
    pot(c, (8, 35), 0.95)
    c.line([(91, 50), (91, 15)], "#4b4a4e", 0.6)
    c.shape(oval((91, 50), 4.4, 0.9), "#4b4a4e", form=0.3)
    c.shape([(86.6, 17), (95.4, 17), (93.4, 9), (88.6, 9)], "#fff0cd", "#f7d698", form=0.6)
    c.glow((91, 17), 24, "#ffd080", 0.6)
    c.light([(36, 4), (64, 4), (84, 56), (30, 56)], "#ffedc4", 0.55, 2.4)
    return c.finish()
