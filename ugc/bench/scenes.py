"""Photographs of sorts, drawn by our own code, the same for the same seed: for benches and tests."""

import random
from functools import cache

from PIL import Image, ImageDraw, ImageFilter

TILE = 512  # pixels; fine grain repeats after that


@cache
def scene(size: tuple[int, int] = (640, 480), seed: int = 1, grain: float = 0.22) -> Image.Image:
    """A landscape: sky, sun, hills, and texture in every octave, as strong as `grain` (0–1) says."""
    dice = random.Random(seed)  # noqa: S311 - a picture, no secret
    width, height = size
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    sky = Image.new("RGB", size, (90 + dice.randrange(80), 150, 210))
    image = Image.blend(image, sky, 0.7)
    draw = ImageDraw.Draw(image)
    sun, radius = (width * dice.uniform(0.15, 0.85), height * dice.uniform(0.1, 0.3)), height * 0.08
    draw.ellipse((sun[0] - radius, sun[1] - radius, sun[0] + radius, sun[1] + radius), fill=(255, 236, 170))
    for hill in range(5):
        colour = (30 + dice.randrange(60), 90 + 22 * hill, 40 + dice.randrange(40))
        middle, spread = width * dice.uniform(0, 1), width * dice.uniform(0.3, 0.7)
        top = height * (0.35 + 0.11 * hill)
        draw.ellipse((middle - spread, top, middle + spread, top + 2 * height), fill=colour)
    return Image.blend(image, _texture(size, dice), grain)


def _texture(size: tuple[int, int], dice: random.Random) -> Image.Image:
    rough = Image.new("L", size, 128)
    for octave in (8, 32, 128):
        coarse = Image.frombytes("L", (octave, octave), dice.randbytes(octave * octave))
        rough = Image.blend(rough, coarse.resize(size, Image.Resampling.BICUBIC), 0.4)
    noise = Image.frombytes("L", (TILE, TILE), dice.randbytes(TILE * TILE))
    noise = noise.filter(ImageFilter.GaussianBlur(0.8))
    fine = Image.new("L", size)
    for left in range(0, size[0], TILE):
        for top in range(0, size[1], TILE):
            fine.paste(noise, (left, top))
    return Image.blend(rough, fine, 0.3).convert("RGB")
