"""Large pictures made smaller in strips, so that none stands in memory as a whole twice.

Strips are as wide as the picture and come from top to bottom, each of the rows that were asked for, the last
of those that are left.
"""

from collections.abc import Iterable, Iterator

from PIL import Image

ROWS = 64  # of the smaller picture in a strip


def reduced(strips: Iterable[Image.Image], factor: int) -> Image.Image:
    """The picture that comes in `strips` of `factor * ROWS`, with `factor` pixels along an edge made one."""
    parts = [plain(strip).reduce(factor) for strip in strips]
    small = Image.new(parts[0].mode, (parts[0].width, sum(part.height for part in parts)))
    top = 0
    for part in parts:
        small.paste(part, (0, top))
        top += part.height
    return small


def cut(image: Image.Image, rows: int) -> Iterator[Image.Image]:
    """A picture that Pillow has decoded, in strips."""
    for top in range(0, image.height, rows):
        yield image.crop((0, top, image.width, min(top + rows, image.height)))


def plain(image: Image.Image) -> Image.Image:
    """The same picture in a mode that can be resampled: L, RGB, RGBA or CMYK with eight bits."""
    if image.mode.startswith("I"):  # 16-bit grey; `convert` would clip it to white
        return image.point(lambda value: value * (1 / 256)).convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    return image if image.mode in (mode, "L", "CMYK") else image.convert(mode)
