"""Pictures with known pixels, and the odd kinds of file that hold them, all built by our own code."""

import struct
import zlib
from io import BytesIO

import pillow_heif
from PIL import Image, ImageCms

from tests.support.photos import encoded

PATCHES = [(200, 60, 50), (70, 160, 80), (60, 80, 180), (230, 200, 70), (128, 128, 128), (50, 54, 60)]
PATCH = 64  # pixels
P3_TO_XYZ = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))  # at D50
Colour = tuple[int, int, int]


def chart(patches: list[Colour] = PATCHES) -> Image.Image:
    """Three columns and two rows of flat patches, 192 × 128 pixels."""
    image = Image.new("RGB", (3, 2))
    image.putdata(patches)
    return image.resize((3 * PATCH, 2 * PATCH), Image.Resampling.NEAREST)


def read(image: Image.Image) -> list[Colour]:
    """The colour in the middle of each patch of a chart that was developed at its own size."""
    assert image.size == (3 * PATCH, 2 * PATCH)
    middles = [
        ((2 * column + 1) * PATCH // 2, (2 * row + 1) * PATCH // 2) for row in (0, 1) for column in (0, 1, 2)
    ]
    return [image.convert("RGB").getpixel(middle) for middle in middles]


def difference(one: Colour, other: Colour) -> float:
    """ΔE (CIE 1976) between two sRGB colours: about 2 is what an eye can see side by side."""
    return sum((a - b) ** 2 for a, b in zip(_lab(one), _lab(other), strict=True)) ** 0.5


def _lab(colour: Colour) -> tuple[float, float, float]:
    srgb_to_xyz = ((0.43607, 0.38515, 0.14308), (0.22249, 0.71687, 0.06061), (0.01392, 0.09708, 0.71410))
    linear = [_to_linear(value / 255) for value in colour]
    xyz = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in srgb_to_xyz]
    x, y, z = (
        (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116)
        for t in (xyz[0] / 0.9642, xyz[1], xyz[2] / 0.8249)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _to_linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def display_p3() -> bytes:
    """An ICC profile of Display P3: the primaries of a phone's camera, the curve of sRGB (ICC.1:2022)."""
    parameters = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    curve = b"para" + struct.pack(">IHH5i", 0, 3, 0, *(round(value * 65536) for value in parameters))
    tags = {b"desc": _text("Display P3"), b"cprt": _text("CC0"), b"wtpt": _xyz(0.9642, 1.0, 0.8249)}
    for name, primary in zip((b"r", b"g", b"b"), P3_TO_XYZ, strict=True):
        tags |= {name + b"XYZ": _xyz(*primary), name + b"TRC": curve}
    offset = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += struct.pack(">4sII", name, offset + len(body), len(data))
        body += data.ljust(-(-len(data) // 4) * 4, b"\0")
    head = struct.pack(
        ">I4sI4s4s4s12x4s28x", offset + len(body), b"", 0x04300000, b"mntr", b"RGB ", b"XYZ ", b"acsp"
    )
    return head + struct.pack(">3i48x", 63190, 65536, 54061) + table + body


def _xyz(x: float, y: float, z: float) -> bytes:
    return b"XYZ " + struct.pack(">I3i", 0, *(round(value * 65536) for value in (x, y, z)))


def _text(text: str) -> bytes:
    raw = text.encode("utf-16-be")
    return b"mluc" + struct.pack(">III4sII", 0, 1, 12, b"enUS", len(raw), 28) + raw


def in_p3(image: Image.Image) -> Image.Image:
    """An sRGB picture as a camera with Display P3 stores it: other numbers for the same colours."""
    profile = ImageCms.ImageCmsProfile(BytesIO(display_p3()))
    converted = ImageCms.profileToProfile(image, ImageCms.createProfile("sRGB"), profile)
    assert converted is not None
    return converted


def deep_png(image: Image.Image, interlaced: bool = False) -> bytes:
    """A picture in RGB or L as a PNG with 16 bits per channel, which Pillow itself cannot write."""
    channels = len(image.getbands())
    passes = [
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ]
    rows = bytearray()
    for left, top, right, down in passes if interlaced else [(0, 0, 1, 1)]:
        for y in range(top, image.height, down):
            line = [image.getpixel((x, y)) for x in range(left, image.width, right)]
            values = [v for pixel in line for v in (pixel if channels == 3 else (pixel,))]
            rows += b"\0" + b"".join(bytes((value, value)) for value in values)
    header = struct.pack(">IIBBBBB", *image.size, 16, 2 if channels == 3 else 0, 0, 0, interlaced)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def cmyk_jpeg(image: Image.Image) -> bytes:
    """A picture as a print shop stores it: four inks, inverted as Adobe does."""
    return encoded(image.convert("CMYK"), "JPEG", quality=95)


def two_in_one(image: Image.Image, other: Image.Image) -> bytes:
    """A multi-picture file (MPO, CIPA DC-007), as phones store a portrait with its depth or HDR picture."""
    return encoded(image, "MPO", save_all=True, append_images=[other], quality=95)


def deep_heic(image: Image.Image) -> bytes:
    """A picture in RGB as a HEIC with ten bits per channel."""
    wide = b"".join(struct.pack("<H", value * 257) for value in image.tobytes())
    buffer = BytesIO()
    pillow_heif.from_bytes("RGB;16", image.size, wide).save(buffer, quality=95)
    return buffer.getvalue()
