"""The optional models, in a process that has them; this one has not, and that is tested too."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from tests.support.photos import jpeg
from ugc.media.detectors import Detectors, NotInstalled
from ugc.settings import ROOT

MODELS = ROOT / ".venv" / "screening"
ASK = """
import json, sys
from pathlib import Path
from ugc.media.detectors import Detectors
models = Detectors()
for name in sys.argv[1:]:
    picture = Path(name).read_bytes()
    print(json.dumps([[face.young for face in models.faces(picture)], models.nudity(picture)]))
"""


def faces(count: int) -> bytes:
    """Somebody, drawn, as often as is asked for."""
    image = Image.new("RGB", (640, 480), (120, 150, 170))
    pen = ImageDraw.Draw(image)
    for x in (170, 470)[:count]:
        pen.ellipse((x - 110, 90, x + 110, 310), fill=(60, 40, 30))
        pen.rectangle((x - 35, 330, x + 35, 430), fill=(205, 160, 130))
        pen.ellipse((x - 160, 390, x + 160, 640), fill=(60, 80, 140))
        pen.ellipse((x - 90, 125, x + 90, 370), fill=(224, 178, 148))
        for eye in (x - 38, x + 38):
            pen.ellipse((eye - 17, 212, eye + 17, 232), fill="white")
            pen.ellipse((eye - 8, 213, eye + 8, 231), fill=(50, 35, 25))
            pen.line((eye - 22, 196, eye + 22, 194), fill=(60, 40, 30), width=6)
        pen.polygon([(x, 230), (x - 16, 278), (x + 16, 278)], fill=(205, 155, 125))
        pen.ellipse((x - 34, 302, x + 34, 324), fill=(180, 80, 80))
    packed = BytesIO()
    image.filter(ImageFilter.GaussianBlur(4)).save(packed, "JPEG")
    return packed.getvalue()


def test_faces_are_counted_and_a_landscape_has_none(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.jpg" for number in range(4)]
    for path, picture in zip(paths, (faces(0), faces(1), faces(2), jpeg((640, 480), 1)), strict=True):
        path.write_bytes(picture)
    command = [sys.executable, "-c", ASK, *map(str, paths)]
    options = {"env": {"PYTHONPATH": f"{ROOT}:{MODELS}"}, "capture_output": True, "text": True}
    done = subprocess.run(command, check=False, **options)
    assert done.returncode == 0, done.stderr
    seen = [json.loads(line) for line in done.stdout.splitlines()]
    assert [len(found) for found, _ in seen] == [0, 1, 2, 0]
    assert all(0 <= young <= 1 for found, _ in seen for young in found)
    assert all(0 <= score < 0.8 for _, score in seen)


def test_without_the_models_nothing_is_claimed() -> None:
    with pytest.raises(NotInstalled):
        Detectors().faces(faces(1))
    with pytest.raises(NotInstalled):
        Detectors().nudity(faces(1))
