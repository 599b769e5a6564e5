"""AVIF in strips, by the libavif that Pillow brings along. Runs in a child process only.

Pillow itself converts the whole picture to RGB, copies that, and copies it again into its own picture. Here
strip after strip is converted. The structures are those of libavif 1, which only ever adds to their ends.
"""

import ctypes
from collections.abc import Iterator
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_size_t, c_uint32, c_void_p
from typing import Any

from PIL import Image, _avif

FORMATS = {"RGB": 0, "RGBA": 1, "L": 7}  # avifRGBFormat
STRICT = 0b100  # avifStrictFlags: as Pillow, without AVIF_STRICT_PIXI_REQUIRED and AVIF_STRICT_CLAP_VALID
MARGIN = 2  # rows around a strip that the colours at its edges are interpolated from


class _Rectangle(Structure):  # avifCropRect
    _fields_ = [(name, c_uint32) for name in ("x", "y", "width", "height")]


class _Picture(Structure):  # avifImage
    _fields_ = [("width", c_uint32), ("height", c_uint32)]


class _Decoder(Structure):  # avifDecoder
    _fields_ = [
        ("codec", c_int),
        ("threads", c_int),
        ("_", c_uint32 * 8),
        ("strict", c_uint32),
        ("image", POINTER(_Picture)),
    ]


class _Pixels(Structure):  # avifRGBImage
    _fields_ = [
        ("width", c_uint32),
        ("height", c_uint32),
        ("depth", c_uint32),
        ("format", c_int),
        ("_", c_int * 7),
        ("pixels", c_void_p),
        ("stride", c_uint32),
        ("later", c_uint32 * 16),
    ]


_library = ctypes.CDLL(_avif.__file__)  # finds the symbols of the libraries it is linked to as well
_library.avifDecoderCreate.restype = POINTER(_Decoder)
_library.avifDecoderSetIOMemory.argtypes = (POINTER(_Decoder), c_char_p, c_size_t)
_library.avifImageCreateEmpty.restype = POINTER(_Picture)
_library.avifResultToString.restype = c_char_p


def strips(data: bytes, size: tuple[int, int], mode: str, rows: int) -> Iterator[Image.Image]:
    """The first picture in `data`, of this size, so many rows (an even number) at a time. Raises OSError."""
    decoder, view = _library.avifDecoderCreate(), _library.avifImageCreateEmpty()
    if not (decoder and view):
        raise MemoryError
    try:
        decoder.contents.threads, decoder.contents.strict = 1, STRICT
        _done(_library.avifDecoderSetIOMemory(decoder, data, len(data)))
        _done(_library.avifDecoderParse(decoder))
        _done(_library.avifDecoderNextImage(decoder))
        picture = decoder.contents.image
        if (picture.contents.width, picture.contents.height) != size:
            raise OSError("its size changed while decoding")
        for top in range(0, size[1], rows):
            yield _strip(picture, view, mode, top, min(rows, size[1] - top))
    finally:
        _library.avifImageDestroy(view)
        _library.avifDecoderDestroy(decoder)


def _strip(picture: Any, view: Any, mode: str, top: int, rows: int) -> Image.Image:
    width, height = picture.contents.width, picture.contents.height
    first, last = max(top - MARGIN, 0), min(top + rows + MARGIN, height)
    _done(_library.avifImageSetViewRect(view, picture, byref(_Rectangle(0, first, width, last - first))))
    rgb = _Pixels()
    _library.avifRGBImageSetDefaults(byref(rgb), view)
    pixels = bytearray(width * len(mode) * (last - first))
    rgb.depth, rgb.format, rgb.stride = 8, FORMATS[mode], width * len(mode)
    rgb.pixels = ctypes.addressof(ctypes.c_char.from_buffer(pixels))
    _done(_library.avifImageYUVToRGB(view, byref(rgb)))
    strip = Image.frombytes(mode, (width, last - first), pixels)
    return strip.crop((0, top - first, width, top - first + rows))


def _done(result: int) -> None:
    if result:
        raise OSError(_library.avifResultToString(result).decode())
