"""What stays of a picture when it is resized, recompressed, mirrored, framed or cut a little: its slopes.

A slope is the difference between two neighbouring cells of a coarse grey grid, to the right or down.
"""

from itertools import pairwise

from PIL import Image, ImageChops

from ugc.media.recipes import Fingerprints

Box = tuple[int, int, int, int]

CELLS = 8  # slopes along each side
STEEPEST = 127  # so that a slope is one signed byte
PLAIN = 10  # levels of grey within which a border is plain, as JPEG leaves it
CLUTTER = 0.3  # of a line of border may be something else: a clock, a battery, a button
LEAST = 0.25  # of the area: what is left of a picture that is nearly all border is no picture


def fingerprints(image: Image.Image) -> Fingerprints:
    """Of an upright picture in RGB, of any size; a small one is quicker and no worse."""
    grey = image.convert("L")
    trimmed = _trim(grey)
    return Fingerprints(_slopes(grey).hex(), _slopes(trimmed).hex() if trimmed else None)


def _slopes(grey: Image.Image) -> bytes:
    """Row by row: 64 slopes to the right, then 64 down, each a signed byte."""
    across = grey.resize((CELLS + 1, CELLS), Image.Resampling.LANCZOS).tobytes()
    down = grey.resize((CELLS, CELLS + 1), Image.Resampling.LANCZOS).tobytes()
    rows = (across[start : start + CELLS + 1] for start in range(0, len(across), CELLS + 1))
    slopes = [right - left for row in rows for left, right in pairwise(row)]
    slopes += [below - above for above, below in zip(down, down[CELLS:], strict=False)]
    return bytes(max(-STEEPEST, min(STEEPEST, slope)) & 0xFF for slope in slopes)


def _trim(grey: Image.Image) -> Image.Image | None:
    """The picture inside a border that is as plain as the first corner or the last one; None without one."""
    for corner in ((0, 0), (grey.width - 1, grey.height - 1)):
        plain = Image.new("L", grey.size, grey.getpixel(corner))
        drawn = ImageChops.difference(grey, plain).point(lambda level: 255 * (level > PLAIN))
        box = _inside(drawn)
        area = (box[2] - box[0]) * (box[3] - box[1]) / (grey.width * grey.height)
        if LEAST <= area < 1:
            return grey.crop(box)
    return None


def _inside(drawn: Image.Image) -> Box:
    """Where the rows begin and end in which more is drawn than clutter, then the columns between these."""
    _, top, _, bottom = _busy(drawn, (1, drawn.height))
    left, _, right, _ = _busy(drawn.crop((0, top, drawn.width, bottom)), (drawn.width, 1))
    return left, top, right, bottom


def _busy(drawn: Image.Image, lines: tuple[int, int]) -> Box:
    share = drawn.resize(lines, Image.Resampling.BOX)
    return share.point(lambda level: 255 * (level > 255 * CLUTTER)).getbbox() or (0, 0, *drawn.size)
