"""From an original to its renditions. Runs in a child process only."""

import base64
import hashlib
from io import BytesIO
from itertools import groupby
from pathlib import Path

from PIL import Image
from thumbhash import rgba_to_thumb_hash

from ugc.media.credit import packet
from ugc.media.decode import Decoded, bounded, decode
from ugc.media.fingerprints import fingerprints
from ugc.media.inspect import inspect
from ugc.media.looks import looks
from ugc.media.reasons import Reason, Unusable
from ugc.media.recipes import ENCODER, MIME, SUFFIX, Developed, Recipe, Rendered, Row, fitting
from ugc.media.retouch import box, crop, enough, retouched

HASHED = 24  # pixels; what a thumbhash keeps is far coarser, and its reference code is plain Python
LOOKED_AT = 640  # pixels along the longer edge; blur that cannot be seen there does no harm


def develop(original: Path, into: Path, recipe: Recipe) -> Developed:
    """Write every rendition of `recipe` into the folder `into`. Raises Unusable and OSError."""
    largest = enough(max(row.edge for row in recipe.renditions), recipe.areas)
    return _print(pixels(original, largest, recipe.background), into, recipe)


def pixels(original: Path, largest: int, background: str) -> Decoded:
    """Decode an untrusted file (see media.decode); what is wrong with it becomes a reason: Unusable."""
    with original.open("rb") as source:
        facts = inspect(source)
    try:
        return decode(original, facts, largest, background)
    except Unusable:
        raise
    except MemoryError as error:
        raise Unusable(Reason.TOO_EXPENSIVE) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unusable(Reason.TOO_MANY_PIXELS) from error
    except Exception as error:  # decoders raise nearly every type there is on hostile bytes
        raise Unusable(Reason.TRUNCATED if "truncated" in str(error) else Reason.BROKEN) from error


def _print(decoded: Decoded, into: Path, recipe: Recipe) -> Developed:
    image, xmp = decoded.image, packet(recipe.credit)
    whole = steps = _steps(image, recipe)
    left, top, right, bottom = 0, 0, decoded.width, decoded.height
    if recipe.areas:
        steps = _steps(retouched(image, recipe.areas), recipe)
        cut = crop(recipe.areas)
        left, top, right, bottom = box(cut, (right, bottom)) if cut else (left, top, right, bottom)
    seen = [step for step, _ in whole if max(step.size) >= LOOKED_AT]
    return Developed(
        width=right - left,
        height=bottom - top,
        thumbhash=_thumbhash(steps[-1][0]),
        fingerprints=fingerprints(whole[-1][0]),
        looks=looks(seen[-1] if seen else image, camera=decoded.camera),
        first_of_many=decoded.first_of_many,
        renditions=tuple(_encode(step, row, into, xmp) for step, rows in steps for row in rows),
    )


def _steps(image: Image.Image, recipe: Recipe) -> list[tuple[Image.Image, list[Row]]]:
    """The sizes to make, largest first and each from the one before, with what to encode of each."""
    made = []
    for edge, rows in groupby(fitting(recipe.renditions, max(image.size)), key=lambda row: row.edge):
        image = bounded(image, edge)
        made.append((image, list(rows)))
    return made


def _encode(image: Image.Image, row: Row, into: Path, xmp: bytes) -> Rendered:
    buffer = BytesIO()
    image.save(buffer, row.format, quality=row.quality, xmp=xmp, **ENCODER[row.format])
    path = into / f"{row.edge}{SUFFIX[row.format]}"
    path.write_bytes(buffer.getbuffer())
    return Rendered(
        width=image.width,
        height=image.height,
        format=row.format,
        mime=MIME[row.format],
        path=path,
        size=buffer.tell(),
        sha256=hashlib.sha256(buffer.getbuffer()).hexdigest(),
    )


def _thumbhash(image: Image.Image) -> str:
    small = image.convert("RGBA")
    small.thumbnail((HASHED, HASHED))
    return base64.b64encode(bytes(rgba_to_thumb_hash(*small.size, list(small.tobytes())))).decode()
