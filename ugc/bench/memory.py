"""How much memory a child takes at most for fifty megapixels, in each kind of file that Pillow can write.

`python -m ugc.bench.memory FILE` develops one file and prints the peak of its own process, in megabytes.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

from ugc.bench.scenes import scene
from ugc.media import Credit, Recipe
from ugc.media.decode import prepare
from ugc.media.develop import develop

SIZE = (8192, 6144)
KINDS: dict[str, tuple[str, str, dict[str, Any]]] = {  # Pillow's mode and format, and how to write it
    "jpeg": ("RGB", "JPEG", {}),
    "jpeg, progressive": ("RGB", "JPEG", {"progressive": True}),
    "jpeg, cmyk": ("CMYK", "JPEG", {}),
    "png": ("RGB", "PNG", {"compress_level": 1}),
    "png, alpha": ("RGBA", "PNG", {"compress_level": 1}),
    "png, grey and alpha": ("LA", "PNG", {"compress_level": 1}),
    "gif": ("P", "GIF", {}),
    "webp": ("RGB", "WEBP", {"method": 0}),
    "webp, lossless, alpha": ("RGBA", "WEBP", {"method": 0, "lossless": True, "quality": 0}),
    "avif": ("RGB", "AVIF", {"speed": 10}),
    "avif, 4:4:4": ("RGB", "AVIF", {"speed": 10, "subsampling": "4:4:4"}),
}


def peaks(kinds: dict[str, tuple[str, str, dict[str, Any]]] = KINDS) -> Iterator[tuple[str, int]]:
    """Each kind and the megabytes it takes."""
    picture = scene((1024, 768), grain=0).resize(SIZE, Image.Resampling.BILINEAR)
    with TemporaryDirectory() as folder:
        for kind, (mode, form, options) in kinds.items():
            sample = Path(folder, "sample")
            picture.convert(mode).save(sample, form, **options)
            run = [sys.executable, "-m", "ugc.bench.memory", str(sample)]
            yield kind, int(subprocess.run(run, stdout=subprocess.PIPE, check=True).stdout)


def _own_peak() -> int:
    """Since this program began; `ru_maxrss` would count the parent's memory at the fork as well."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


if __name__ == "__main__":
    prepare()
    with TemporaryDirectory() as renditions:
        develop(Path(sys.argv[1]), Path(renditions), Recipe(Credit("Ana", "Photo: Ana", "© Ana", "")))
    print(_own_peak())  # noqa: T201 - what it was called for
