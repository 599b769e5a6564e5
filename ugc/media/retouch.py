"""What a moderator hides of a photo, in its pixels and before anything is scaled. In a child process only."""

from collections.abc import Iterable

from PIL import Image

from ugc.media.recipes import Area

CELLS = 4  # along the longer side of what is blurred: too few for a face or a number plate
STEP = 16  # levels of grey that become one, so that guesses cannot be tried out against the blur
LARGER = 2  # at most so much more is decoded for what is cut out of a photo

Box = tuple[int, int, int, int]


def retouched(image: Image.Image, areas: Iterable[Area]) -> Image.Image:
    """The picture with these areas of it blurred, then cropped; `image` stays as it is."""
    shown = image.copy()
    for area in areas:
        if area.kind == "blur":
            _blur(shown, box(area, shown.size))
    cut = crop(areas)
    return shown.crop(box(cut, shown.size)) if cut else shown


def crop(areas: Iterable[Area]) -> Area | None:
    """What is left of the picture, if not all."""
    return next((area for area in areas if area.kind == "crop"), None)


def box(area: Area, size: tuple[int, int]) -> Box:
    """Its left, upper, right and lower edge in pixels: outwards to whole ones, inside the picture."""
    width, height = size
    left, top = min(int(area.left * width), width - 1), min(int(area.top * height), height - 1)
    right, bottom = (
        -int(-(area.left + area.width) * width // 1),
        -int(-(area.top + area.height) * height // 1),
    )
    return left, top, min(max(right, left + 1), width), min(max(bottom, top + 1), height)


def enough(largest: int, areas: Iterable[Area]) -> int:
    """To how many pixels an original has to be decoded for what is left of it to reach `largest`."""
    cut = crop(areas)
    return round(largest * min(LARGER, 1 / max(cut.width, cut.height))) if cut else largest


def _blur(image: Image.Image, where: Box) -> None:
    """Nothing stays but the average colours of a few cells, coarsely; what is between them is made up."""
    patch = image.crop(where)
    scale = CELLS / max(patch.size)
    cells = (max(1, round(patch.width * scale)), max(1, round(patch.height * scale)))
    coarse = patch.resize(cells, Image.Resampling.BOX).point(lambda level: level // STEP * STEP + STEP // 2)
    image.paste(coarse.resize(patch.size, Image.Resampling.BICUBIC), where)
