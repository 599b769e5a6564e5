"""The operator's guide and the credits say what the code has, and nothing it has not."""

from pathlib import Path

from ugc.demo.photos import PHOTOS

DOCS = Path(__file__).parents[1] / "docs"


def rows(document: str, heading: str = "") -> list[list[str]]:
    """The cells of the table rows below a heading, without the table's head."""
    text = (DOCS / document).read_text()
    section = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0] if heading else text
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_photograph_is_credited_with_its_photographer_and_its_package() -> None:
    credited = {
        name: (photographer, package.strip("`")) for name, photographer, _, package in rows("credits.md")
    }
    photographs = {name: photo for name, photo in PHOTOS.items() if photo.path}
    assert credited == {
        name: (photo.credit.partition(",")[0], str(photo.path).partition("/data/")[0])
        for name, photo in photographs.items()
    }
