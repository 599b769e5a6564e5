import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.media.conftest import CREDIT
from tests.support import photos
from ugc.media.credit import packet
from ugc.media.recipes import Credit, Developed, Recipe

STRUCTURE = {  # groups and tags that say how the file is built, not where it comes from
    "ExifTool", "File", "Composite", "SourceFile", "RIFF", "JFIF",
}  # fmt: skip


def tags(path: Path) -> dict[str, object]:
    """Everything exiftool finds, embedded documents and unknown tags included."""
    output = subprocess.run(
        ["exiftool", "-json", "-G", "-a", "-u", "-ee", path], check=True, capture_output=True
    ).stdout
    return json.loads(output)[0]


@pytest.mark.parametrize(
    "data",
    [
        photos.jpeg((900, 700), orientation=6),
        photos.webp((200, 100)),
        photos.heic((400, 300)),
        photos.png((320, 200)),
    ],
    ids=["jpeg", "webp", "heic", "png"],
)
def test_a_rendition_says_our_credit_and_nothing_else(develop: Callable[..., Developed], data: bytes) -> None:
    for rendition in develop(data).renditions:
        found = tags(rendition.path)
        said = {tag: value for tag, value in found.items() if tag.split(":")[0] not in STRUCTURE}
        assert said == {
            "XMP:Creator": CREDIT.creator,
            "XMP:Credit": CREDIT.credit_line,
            "XMP:Rights": CREDIT.copyright,
            "XMP:WebStatement": CREDIT.web_statement,
            "XMP:AltTextAccessibility": CREDIT.alt,
        }
        content = rendition.path.read_bytes()
        assert photos.CAMERA.encode() not in content
        assert b"GPS" not in content


def test_an_empty_text_is_left_out(develop: Callable[..., Developed]) -> None:
    credit = Credit("Ana", "", "", "")
    for rendition in develop(photos.jpeg(), Recipe(credit)).renditions:
        assert {tag for tag in tags(rendition.path) if tag.startswith("XMP:")} == {"XMP:Creator"}


def test_what_xml_cannot_hold_is_dropped() -> None:
    said = packet(Credit("A\0n\x0ba\ud800\uffff", "", "", ""))
    assert b"<rdf:li>Ana</rdf:li>" in said
