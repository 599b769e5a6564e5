from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ugc.media.darkroom import Darkroom
from ugc.media.recipes import Credit, Developed, Recipe

CREDIT = Credit(
    creator='Ána "Nan" <Ito>',
    credit_line="Photo: Ána & the Pip+Moss family",
    copyright="© 2026 Ána Ito",
    web_statement="https://pip.example/c/little-wearers/rules?a=1&b=2",
    alt="Two children in yellow coats; one says ‘look, a <snail>!’",
)
RECIPE = Recipe(CREDIT)


@pytest.fixture(scope="session")
def darkroom() -> Iterator[Darkroom]:
    with Darkroom() as darkroom:
        yield darkroom


@pytest.fixture
def develop(darkroom: Darkroom, tmp_path: Path) -> Callable[..., Developed]:
    """Develop bytes in the shared darkroom."""

    def develop(data: bytes, recipe: Recipe = RECIPE) -> Developed:
        original, into = tmp_path / "original", tmp_path / "renditions"
        original.write_bytes(data)
        into.mkdir(exist_ok=True)
        return darkroom.develop(original, into, recipe)

    return develop
