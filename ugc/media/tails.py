"""JPEGs that end early: whether what came is the whole picture but for a trifle, or clearly cut off."""

import re
from io import BytesIO
from pathlib import Path

from PIL import Image

END = b"\xff\xd9"
STRIP = 40  # rows: up to 18 that a decoder holds back until the end comes, and one row of blocks
PROGRESSIVE_FRAME = re.compile(rb"\xff\xc2\0.\x08.{4}.(.)", re.DOTALL)
SCAN_OF_ONE = rb"\xff\xda\0\x08\x01%b.(.)(.)"  # from which frequency to which, of one component


def mended(original: Path, cut: Image.Image, height: int) -> BytesIO | None:
    """The file with an end put to it; None when more than a trifle is missing.

    `cut` is the picture as far as it could be decoded, perhaps scaled down from `height` rows.
    """
    data = original.read_bytes()
    whole = _progressed(data) if cut.info.get("progressive") else _rows(cut) >= 1 - STRIP / height
    return BytesIO(data + END) if whole else None


def _rows(cut: Image.Image) -> float:
    """Which part of the rows was decoded: the others are still black."""
    box = cut.im.getbbox()  # of the bare pixels: asking the picture would decode again
    return box[3] / cut.height if box else 0


def _progressed(data: bytes) -> bool:
    """Whether every frequency of the first component has been sent in scans that ended.

    What is missing then is the last bit of some coefficients (ITU-T T.81 G.1.2.3): nobody sees it.
    """
    frame = PROGRESSIVE_FRAME.search(data)
    if not frame:
        return False
    scans = list(re.finditer(SCAN_OF_ONE % re.escape(frame[1]), data[frame.end() :], re.DOTALL))
    sent = {frequency for scan in scans[:-1] for frequency in range(scan[1][0], scan[2][0] + 1)}
    return sent >= set(range(1, 64))
