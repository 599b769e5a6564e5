"""What a darkroom and its children say to each other: JSON, because a child that has read hostile bytes
is not trusted with pickles."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ugc.media.reasons import Reason, Unusable
from ugc.media.recipes import Area, Credit, Developed, Fingerprints, Looks, Recipe, Rendered, Row

MOST = 1024 * 1024  # bytes in one message


class Failed(Exception):
    """The trouble is ours (no space, a lost file, a killed child), not the photo's: worth another try."""


def request(original: Path, into: Path, recipe: Recipe) -> bytes:
    """One order, for a child."""
    job = {"original": str(original.absolute()), "into": str(into.absolute()), "recipe": asdict(recipe)}
    return json.dumps(job).encode()


def order(message: bytes) -> tuple[Path, Path, Recipe]:
    """Reads `request` in the child."""
    job = json.loads(message)
    recipe = job["recipe"]
    return (
        Path(job["original"]),
        Path(job["into"]),
        Recipe(
            credit=Credit(**recipe["credit"]),
            background=recipe["background"],
            renditions=tuple(Row(*row) for row in recipe["renditions"]),
            areas=tuple(Area(*area) for area in recipe["areas"]),
            edition=recipe["edition"],
        ),
    )


def done(developed: Developed) -> bytes:
    """A child's answer when all went well."""
    return json.dumps({"developed": asdict(developed)}, default=str).encode()


def unusable(reason: Reason) -> bytes:
    """A child's answer about a file that cannot become a photo."""
    return json.dumps({"unusable": reason}).encode()


def failed(error: Exception) -> bytes:
    """A child's answer when the trouble is ours."""
    return json.dumps({"failed": f"{type(error).__name__}: {error}"}).encode()


def result(message: bytes) -> Developed:
    """Reads a child's answer in the parent. Raises Unusable and Failed."""
    answer: dict[str, Any] = json.loads(message)
    if "unusable" in answer:
        raise Unusable(Reason(answer["unusable"]))
    if "failed" in answer:
        raise Failed(answer["failed"])
    developed = answer["developed"]
    developed["fingerprints"] = Fingerprints(*developed["fingerprints"])
    developed["looks"] = Looks(*developed["looks"])
    developed["renditions"] = tuple(
        Rendered(**row | {"path": Path(row["path"])}) for row in developed["renditions"]
    )
    return Developed(**developed)
