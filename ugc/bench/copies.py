"""For `bench duplicates`: pictures of many kinds, and what people do to one before they send it again."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from ugc.bench.scenes import scene
from ugc.demo.photos import PHOTOS, open_photo

EDGE = 400  # pixels: a small picture is quicker to measure, and no worse
TILES = (3, 2)  # across and down: parts of a photograph, each a picture of its own
LANDSCAPES = 60  # drawn alike on purpose: sky above, hills below
SHEET = "cat"  # 24 frames of the same cat: its parts really are alike

Change = Callable[[Image.Image], Image.Image]


def pictures(folder: Path | None = None) -> Iterator[Image.Image]:
    """The JPEGs of a folder; without one the demo's pictures, parts of its photographs, and landscapes."""
    if folder:
        for path in sorted(folder.glob("*.jp*g")):
            with Image.open(path) as image:
                yield _small(image)
        return
    for name, photo in PHOTOS.items():
        with open_photo(name) as file, Image.open(file) as image:
            yield _small(image)
            if photo.path and name != SHEET:
                yield from map(_small, _tiles(image))
    yield from (scene((EDGE, 300), seed, 0.5) for seed in range(LANDSCAPES))


def _small(image: Image.Image) -> Image.Image:
    return ImageOps.contain(image.convert("RGB"), (EDGE, EDGE))


def _tiles(image: Image.Image) -> Iterator[Image.Image]:
    width, height = image.width // TILES[0], image.height // TILES[1]
    for left in range(0, width * TILES[0], width):
        for top in range(0, height * TILES[1], height):
            yield image.crop((left, top, left + width, top + height))


def _cropped(share: float) -> Change:
    """Less of it, unevenly from all sides."""

    def crop(image: Image.Image) -> Image.Image:
        across, down = image.width * share, image.height * share
        box = (across * 0.7, down * 0.3, image.width - across * 0.3, image.height - down * 0.7)
        left, top, right, bottom = (round(side) for side in box)
        return image.crop((left, top, right, bottom))

    return crop


def _recompressed(quality: int) -> Change:
    def recompress(image: Image.Image) -> Image.Image:
        packed = BytesIO()
        image.save(packed, "JPEG", quality=quality)
        return Image.open(packed).convert("RGB")

    return recompress


def _written_on(image: Image.Image) -> Image.Image:
    copy = image.copy()
    ImageDraw.Draw(copy).text((8, copy.height - 28), "@somebody · 2026", "white", font_size=18)
    return copy


def _sticker(image: Image.Image) -> Image.Image:
    """A disc over 3% of it."""
    copy, radius = image.copy(), round((0.03 * image.width * image.height / 3.1416) ** 0.5)
    left, top = copy.width - 3 * radius, radius
    ImageDraw.Draw(copy).ellipse((left, top, left + 2 * radius, top + 2 * radius), "gold")
    return copy


def _screenshot(image: Image.Image) -> Image.Image:
    """On a phone held upright: black above and below, with a clock and a battery."""
    high = round(image.width * 19.5 / 9)
    screen = Image.new("RGB", (image.width, max(high, image.height + 50)), "black")
    screen.paste(image, (0, (screen.height - image.height) // 2))
    pen = ImageDraw.Draw(screen)
    pen.text((16, 6), "10:05", "white", font_size=15)
    pen.rectangle((image.width - 40, 8, image.width - 16, 18), "white")
    return screen


CHANGES: dict[str, Change] = {
    "made smaller, to a quarter": lambda image: image.resize((image.width // 4, image.height // 4)),
    "recompressed, JPEG quality 30": _recompressed(30),
    "written on": _written_on,
    "a sticker over 3%": _sticker,
    "brighter by a fifth": lambda image: ImageEnhance.Brightness(image).enhance(1.2),
    "in black and white": lambda image: ImageOps.grayscale(image).convert("RGB"),
    "mirrored": ImageOps.mirror,
    "screenshot with bars": _screenshot,
    "in a white frame": lambda image: ImageOps.expand(image, 40, "white"),
    "cut by 2%": _cropped(0.02),
    "cut by 5%": _cropped(0.05),
    "cut by 10%": _cropped(0.10),
    "mirrored, written on, recompressed": lambda image: _recompressed(50)(
        _written_on(ImageOps.mirror(image))
    ),
}
