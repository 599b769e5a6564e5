"""Measures of a picture that cost next to nothing: is it sharp, bright, flat?"""

from itertools import product

from PIL import Image, ImageFilter, ImageStat

from ugc.media.recipes import Looks

MIDDLE = 128  # where the Laplacian of an even surface lies, so that both signs fit into a byte
LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=MIDDLE)
TILES = 4  # along each side: a portrait is sharp where the face is, and meant to be soft around it
BRIGHTEST = 0.1


def looks(image: Image.Image, *, camera: bool) -> Looks:
    """Of an upright picture in RGB. Its size matters to sharpness: hand in what people will look at."""
    grey = image.convert("L")
    edges = grey.filter(LAPLACIAN).crop((1, 1, max(2, grey.width - 1), max(2, grey.height - 1)))
    levels = grey.histogram()
    return Looks(
        sharpness=round(_sharpness(edges), 1),
        brightness=round(ImageStat.Stat(grey).mean[0], 1),
        highlights=_reached(levels, sum(levels) * BRIGHTEST),
        flat=round(edges.histogram()[MIDDLE] / (edges.width * edges.height), 3),
        camera=camera,
    )


def _sharpness(edges: Image.Image) -> float:
    """The variance in the second-sharpest tile; the sharpest alone may be a stamped date."""
    across, down = (max(1, side // TILES) for side in edges.size)
    places = product(range(0, edges.width - across + 1, across), range(0, edges.height - down + 1, down))
    tiles = (edges.crop((left, top, left + across, top + down)) for left, top in places)
    return sorted(ImageStat.Stat(tile).var[0] for tile in tiles)[-2:][0]


def _reached(levels: list[int], pixels: float) -> float:
    """The level above which so many pixels lie."""
    for level in reversed(range(256)):
        pixels -= levels[level]
        if pixels <= 0:
            return float(level)
    return 0.0
