"""WebP in strips, by the libwebp that Pillow brings along. Runs in a child process only.

Pillow itself uses the decoder for animations: two canvases, a copy and its own picture, 16 bytes a pixel.
Here the incremental decoder writes into memory whose rows are given back as soon as they were read.
"""

import ctypes
import mmap
import struct
from collections.abc import Iterator
from ctypes import POINTER, byref, c_char_p, c_int, c_size_t, c_void_p

from PIL import Image, _webp

STEP = 4096  # bytes decoded at a time, so that few rows wait to be read
MODES = {"RGB": 0, "RGBA": 1}  # WEBP_CSP_MODE
OK, SUSPENDED = 0, 5  # VP8StatusCode
ANIMATED = 0x02  # among the flags of a VP8X chunk (RFC 9649)

_library = ctypes.CDLL(_webp.__file__)  # finds the symbols of the libraries it is linked to as well
_new = _library.WebPINewRGB
_new.restype, _new.argtypes = c_void_p, (c_int, c_void_p, c_size_t, c_int)
_update = _library.WebPIUpdate
_update.restype, _update.argtypes = c_int, (c_void_p, c_char_p, c_size_t)
_progress = _library.WebPIDecGetRGB
_progress.restype, _progress.argtypes = c_void_p, (c_void_p, POINTER(c_int), c_void_p, c_void_p, c_void_p)
_delete = _library.WebPIDelete
_delete.restype, _delete.argtypes = None, (c_void_p,)


def still(data: bytes, size: tuple[int, int]) -> bytes | None:
    """What `strips` takes of a file: all, or an animation's first frame; None where that isn't the whole."""
    if data[12:16] != b"VP8X" or not data[20] & ANIMATED:
        return data
    place = 12
    while place + 24 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, place)
        if kind == b"ANMF":
            left, top, right, bottom = (
                int.from_bytes(data[i : i + 3], "little") for i in range(place + 8, place + 20, 3)
            )
            fills = (left, top, right + 1, bottom + 1) == (0, 0, *size)
            return data[place + 24 : place + 8 + length] if fills else None
        place += 8 + length + length % 2
    return None


def strips(data: bytes, size: tuple[int, int], mode: str, rows: int) -> Iterator[Image.Image]:
    """The picture of this size in `data` (see `still`), so many rows at a time. Raises OSError."""
    (width, height), stride = size, size[0] * len(mode)
    with mmap.mmap(-1, stride * height, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as pixels:
        read = 0
        for done in _progressing(data, pixels, mode, stride):
            while done - read >= rows or read < done == height:
                strip = (width, min(rows, height - read))
                yield Image.frombytes(mode, strip, pixels[read * stride : (read + strip[1]) * stride])
                read += strip[1]
            pixels.madvise(mmap.MADV_DONTNEED, 0, read * stride // mmap.PAGESIZE * mmap.PAGESIZE)
    if read < height:
        raise OSError("truncated WebP")


def _progressing(data: bytes, pixels: mmap.mmap, mode: str, stride: int) -> Iterator[int]:
    """Decode step by step; how many rows of `pixels` are ready by now."""
    into = ctypes.addressof(ctypes.c_char.from_buffer(pixels))
    decoder = _new(MODES[mode], into, len(pixels), stride)
    if not decoder:
        raise MemoryError
    status, done = SUSPENDED, c_int()
    try:
        for end in range(STEP, len(data) + STEP, STEP):
            status = _update(decoder, data, min(end, len(data)))
            if status not in (OK, SUSPENDED):
                raise OSError(f"broken WebP ({status})")
            if _progress(decoder, byref(done), None, None, None):
                yield done.value
            if status == OK:
                return
    finally:
        _delete(decoder)
    raise OSError("truncated WebP")
