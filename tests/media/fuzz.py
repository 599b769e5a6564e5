"""A fuzz target: `python -m tests.media.fuzz inspect|decode CORPUS [libFuzzer's options]`.

Whatever the bytes, looking at a file or decoding it ends in facts, in pixels, or in one of the reasons we
have sentences for; anything else is a find. The corpus is filled with our own small photos.
"""

import sys
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

import atheris

with atheris.instrument_imports(include=["ugc.media"]):
    from ugc.media.decode import prepare
    from ugc.media.develop import pixels
    from ugc.media.inspect import inspect

from tests.media.test_damage import WHOLE
from ugc.media.reasons import Unusable
from ugc.media.recipes import BACKGROUND


def look(data: bytes) -> None:
    """Read a header."""
    try:
        facts = inspect(BytesIO(data))
    except Unusable:
        return
    assert facts.width > 0 < facts.height


def decode(data: bytes) -> None:
    """Decode what a header promises."""
    with NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        try:
            decoded = pixels(Path(file.name), 64, BACKGROUND)
        except Unusable:
            return
    assert decoded.image.mode == "RGB"
    assert max(decoded.image.size) <= 64


TARGETS = {"inspect": look, "decode": decode}


def main(target: str, corpus: str, *options: str) -> None:
    """Fill the corpus and fuzz until libFuzzer's options say that it is enough."""
    for number, photo in enumerate(WHOLE):
        Path(corpus, f"{number}").write_bytes(photo)
    prepare()
    atheris.Setup([target, corpus, *options], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
