from io import BytesIO

import pytest

from tests.support import photos
from ugc.media.inspect import MAX_BYTES, Facts, Kind, inspect
from ugc.media.reasons import Reason, Unusable

FIFTY = (8192, 6144)  # what a sensor of “50 megapixels” gives


@pytest.mark.parametrize(
    ("data", "facts"),
    [
        (photos.jpeg((60, 40)), Facts(Kind.JPEG, "image/jpeg", 60, 40)),
        (photos.jpeg((60, 40), progressive=True), Facts(Kind.JPEG, "image/jpeg", 60, 40)),
        (photos.jpeg((60, 40), orientation=6), Facts(Kind.JPEG, "image/jpeg", 40, 60)),
        (photos.bomb(FIFTY), Facts(Kind.PNG, "image/png", *FIFTY)),
        (photos.png((60, 40)), Facts(Kind.PNG, "image/png", 60, 40)),
        (photos.encoded(photos.scene((60, 40)), "GIF"), Facts(Kind.GIF, "image/gif", 60, 40)),
        (photos.webp((60, 40)), Facts(Kind.WEBP, "image/webp", 60, 40)),
        (
            photos.encoded(photos.scene((60, 40)), "WEBP", lossless=True),
            Facts(Kind.WEBP, "image/webp", 60, 40),
        ),
        (photos.encoded(photos.scene((60, 40)), "WEBP"), Facts(Kind.WEBP, "image/webp", 60, 40)),
        (photos.encoded(photos.scene((60, 40)), "AVIF"), Facts(Kind.AVIF, "image/avif", 60, 40)),
        (photos.heic((60, 40)), Facts(Kind.HEIF, "image/heic", 60, 40)),
        (photos.heic((60, 40), exif=photos.exif(6).tobytes()), Facts(Kind.HEIF, "image/heic", 40, 60)),
    ],
)
def test_tells_kind_and_upright_size(data: bytes, facts: Facts) -> None:
    assert inspect(BytesIO(data)) == facts


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (photos.jpeg((60, 40)).ljust(MAX_BYTES + 1, b"\0"), Reason.TOO_LARGE),
        (photos.bomb(), Reason.TOO_MANY_PIXELS),
        (photos.bomb((FIFTY[0] + 1, FIFTY[1])), Reason.TOO_MANY_PIXELS),
        (photos.text_named_jpg(), Reason.NOT_A_PHOTO),
        (b"%PDF-1.7\n%...", Reason.NOT_A_PHOTO),
        (b"PK\x03\x04" + bytes(100), Reason.NOT_A_PHOTO),
        (photos.svg(), Reason.UNSUPPORTED_SVG),
        (b"\xef\xbb\xbf \n<!-- drawn by hand -->\n<svg viewBox='0 0 1 1'/>", Reason.UNSUPPORTED_SVG),
        (b"<?xml version='1.0'?><note>no drawing</note>", Reason.NOT_A_PHOTO),
        (photos.tiff(), Reason.UNSUPPORTED_TIFF),
        (photos.encoded(photos.scene(), "BMP"), Reason.UNSUPPORTED),
        (photos.encoded(photos.scene(), "JPEG2000"), Reason.UNSUPPORTED),
        (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + bytes(100), Reason.VIDEO),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + bytes(100), Reason.VIDEO),
        (photos.jpeg((60, 40))[:100], Reason.TRUNCATED),
        (photos.png((60, 40))[:20], Reason.TRUNCATED),
        (photos.webp((60, 40))[:-50], Reason.TRUNCATED),
        (photos.heic((60, 40))[:-50], Reason.TRUNCATED),
        (b"\xff\xd8\xff\xd9", Reason.BROKEN),
        (b"\xff\xd8\xff\xfe\0\0", Reason.BROKEN),
        (b"\xff\xd8\xff" + b"\xe0\0\2\xff" * 10_000, Reason.BROKEN),
        (b"\xff\xd8\xff" + bytes(100_000), Reason.BROKEN),
        (b"GIF89a\0\0\0\0", Reason.BROKEN),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Reason.BROKEN),
    ],
)
def test_refuses_with_a_reason(data: bytes, reason: Reason) -> None:
    with pytest.raises(Unusable) as refusal:
        inspect(BytesIO(data))
    assert refusal.value.reason is reason
