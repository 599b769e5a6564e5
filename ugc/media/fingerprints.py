"""What stays of a picture when it is resized, recompressed, mirrored or framed: 64-bit difference hashes."""

from itertools import pairwise

from PIL import Image, ImageChops, ImageOps

from ugc.media.recipes import Fingerprints

COLUMNS, ROWS = 9, 8
PLAIN = 10  # levels of grey within which a border is plain, as JPEG leaves it
LEAST = 0.25  # of the area: what is left of a picture that is nearly all border is no picture


def fingerprints(image: Image.Image) -> Fingerprints:
    """Of an upright picture in RGB, of any size; a small one is quicker and no worse."""
    grey = image.convert("L")
    return Fingerprints(_dhash(grey), _dhash(ImageOps.mirror(grey)), _dhash(_trim(grey)))


def _dhash(grey: Image.Image) -> int:
    """One bit for each pair of neighbours in a row: whether it gets brighter to the right."""
    cells = grey.resize((COLUMNS, ROWS), Image.Resampling.LANCZOS).tobytes()
    rows = (cells[start : start + COLUMNS] for start in range(0, len(cells), COLUMNS))
    bits = "".join("1" if left < right else "0" for row in rows for left, right in pairwise(row))
    return int(bits, 2)


def _trim(grey: Image.Image) -> Image.Image:
    """Without a border as plain as the first corner; or, where there is none, as the last one."""
    for corner in ((0, 0), (grey.width - 1, grey.height - 1)):
        plain = Image.new("L", grey.size, grey.getpixel(corner))
        inside = ImageChops.difference(grey, plain).point(lambda level: 255 * (level > PLAIN)).getbbox()
        if inside and inside != (0, 0, *grey.size):
            trimmed = grey.crop(inside)
            return trimmed if trimmed.width * trimmed.height >= LEAST * grey.width * grey.height else grey
    return grey
