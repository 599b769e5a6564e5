from pathlib import Path

import pytest
from PIL import Image

from tests.support import photos
from ugc.bench.developers import CPU, EDGES, Job, installed
from ugc.media.recipes import Format


@pytest.mark.parametrize("who", sorted(installed()))
@pytest.mark.parametrize("kind", ["jpeg", "webp"])
def test_every_contestant_makes_the_same_outputs(who: str, kind: Format, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(photos.phone_photo())
    job = Job([photo], kind, tmp_path)
    assert all(spent > 0 for spent in CPU[who](job))
    for edge in EDGES:
        with Image.open(job.made(0, edge)) as image:
            assert image.format == kind.upper()
            assert image.height == edge
            assert image.width == pytest.approx(edge * 3 / 4, abs=1)
