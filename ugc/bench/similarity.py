"""How alike two pictures look, as SSIM (Wang et al. 2004) over blocks of 8 × 8 pixels of their luma."""

import struct
from typing import Any

from PIL import Image, ImageMath

BLOCK = 8  # pixels
STABLE_MEAN, STABLE_SPREAD = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def ssim(one: Image.Image, other: Image.Image) -> float:
    """1.0 for the same picture; both of the same size. The mean over all whole blocks."""
    a, b = (picture.convert("L").convert("F") for picture in (one, other))
    blocks = (a.width // BLOCK, a.height // BLOCK)
    pictures = {"a": a, "b": b, "aa": _times(a, a), "bb": _times(b, b), "ab": _times(a, b)}
    means = {name: picture.resize(blocks, Image.Resampling.BOX) for name, picture in pictures.items()}
    score: Image.Image = ImageMath.lambda_eval(_score, **means)
    (mean,) = struct.unpack("f", score.resize((1, 1), Image.Resampling.BOX).tobytes())
    return float(mean)


def _times(one: Image.Image, other: Image.Image) -> Image.Image:
    product: Image.Image = ImageMath.lambda_eval(
        lambda given: given["one"] * given["other"], one=one, other=other
    )
    return product


def _score(mean: dict[str, Any]) -> Any:
    product, squares = mean["a"] * mean["b"], mean["a"] * mean["a"] + mean["b"] * mean["b"]
    alike = (2 * product + STABLE_MEAN) * (2 * (mean["ab"] - product) + STABLE_SPREAD)
    return alike / ((squares + STABLE_MEAN) * (mean["aa"] + mean["bb"] - squares + STABLE_SPREAD))
