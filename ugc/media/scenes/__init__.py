"""Illustrated scenes for the demo, drawn by this code so that nobody's pictures and no real child are shown.

Importing this loads no image library; `draw` does.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

QUALITY = 88


@dataclass(frozen=True)
class Scene:
    """Where a scene is drawn, its width in pixels, and what it shows."""

    module: str
    width: int
    alt: str


SCENES = {
    "raincoat_on_a_hook": Scene(
        "wardrobe",
        1440,
        "A small yellow raincoat on a hook, blue wellies below it, morning light on the wall",
    ),
    "walk_in_the_rain": Scene(
        "wardrobe",
        1440,
        "A little figure in a yellow coat from behind, under a large striped umbrella in the rain",
    ),
    "boots_in_a_puddle": Scene("wardrobe", 1800, "Two red wellies standing in a puddle among fallen leaves"),
    "washing_line": Scene(
        "wardrobe",
        1920,
        "A tiny coat, a striped shirt, trousers and four odd socks on a washing line above a meadow",
    ),
    "hat_in_the_snow": Scene("wardrobe", 1640, "A red bobble hat on a fence post while it snows"),
    "coat_by_the_sea": Scene(
        "wardrobe", 1920, "A teal coat left on a harbour bench at sunset, sailing boats behind it"
    ),
    "swapped_boots": Scene("homecoming", 1440, "Four wellies on a mat by the door, two red and two blue"),
    "pockets_turned_out": Scene(
        "homecoming",
        1280,
        "A teal coat with its pocket turned out: shells, stones, biscuits, a feather, a crab",
    ),
    "faster_than_the_camera": Scene(
        "outings", 1440, "Mountains, and a little figure in yellow running out of the picture"
    ),
    "cat_on_the_coat": Scene("homecoming", 1440, "A grey cat asleep on a green coat on a sofa"),
    "dungarees_on_the_gate": Scene(
        "outings", 1440, "Small blue dungarees hung over a field gate, sheep behind it"
    ),
    "taller_than_he_is": Scene("outings", 1080, "A tall sunflower by a fence, small red boots at its foot"),
    "hat_on_the_snowman": Scene("outings", 1200, "A snowman in a red bobble hat and a scarf while it snows"),
    "coat_put_to_bed": Scene("homecoming", 1440, "A small yellow coat tucked up in bed by moonlight"),
    "socks_on_the_radiator": Scene(
        "homecoming", 1440, "Seven dripping socks, each of another colour, on a radiator"
    ),
    "tent_in_the_garden": Scene("outings", 1440, "A tent lit from inside at night, red wellies before it"),
    "mitten_on_the_railing": Scene("outings", 1200, "A red mitten on a park railing among autumn leaves"),
    "parcel_at_dusk": Scene("doorstep", 1440, "A parcel on a doorstep at dusk under a glowing lantern"),
    "cat_in_the_box": Scene("doorstep", 1800, "A ginger cat sitting in an opened cardboard box"),
    "cargo_bike": Scene(
        "doorstep", 1920, "A cargo bike with parcels on a bridge, the old town in morning light"
    ),
    "plant_by_the_window": Scene("doorstep", 1440, "A pot plant on a window sill beside the box it came in"),
    "van_in_the_mountains": Scene("doorstep", 1920, "A yellow van on a winding road up to a mountain hut"),
    "kitchen_table": Scene(
        "doorstep", 1640, "An opened parcel from above: a wrapped present, a letter, coffee"
    ),
    "hall_before_the_doors_open": Scene("hall", 1920, "A gym hall with wall bars, a rope, rings and bunting"),
    "kettlebells_in_the_sun": Scene(
        "hall", 1800, "Four kettlebells in a row by size, a skipping rope before them"
    ),
    "shoes_on_the_bench": Scene(
        "hall", 1640, "A pair of trainers and a water bottle on a changing-room bench"
    ),
    "climbing_wall": Scene("hall", 1440, "A climbing wall with bright holds, two ropes and a chalk bag"),
    "cake_table": Scene("hall", 1800, "A cream cake with cherries and a tower of cupcakes under bunting"),
    "desk_at_night": Scene("desk", 1920, "A desk at night: a laptop with a chat, a lamp, a steaming mug"),
    "two_chairs": Scene(
        "desk", 1920, "Two armchairs facing each other by a window, a small table between them"
    ),
}


def draw(name: str) -> bytes:
    """One scene as JPEG bytes, about a second of work. Raises KeyError for a scene that is not in SCENES."""
    scene = SCENES[name]
    paint: Callable[[int], Any] = getattr(importlib.import_module(f"{__name__}.{scene.module}"), name)
    written = BytesIO()
    paint(scene.width).save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()
