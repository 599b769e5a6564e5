import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.definitions.conftest import CAMPAIGN
from ugc.definitions.export import export
from ugc.definitions.read import read
from ugc.definitions.schema import Definition

SHIPPED = sorted((Path(__file__).parents[2] / "campaigns").glob("*.toml"))
TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], include_characters="\n\t"), max_size=60
)
TEXTS = TEXT.filter(str.strip)
LINES = TEXTS.map(lambda text: text.replace("\n", " ")).filter(str.strip)


def read_back(text: str) -> Definition:
    return Definition.model_validate(tomllib.loads(text))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_campaign_reads_back_equal(path: Path) -> None:
    definition = read(path)
    assert read_back(export(definition)) == definition


@given(
    st.fixed_dictionaries(
        {"headline": LINES, "prompt": TEXTS},
        optional={"example": TEXTS, "cue_cards": st.lists(LINES, max_size=3)},
    ),
    st.lists(
        st.fixed_dictionaries({"name": st.from_regex("[a-z][a-z0-9_]{0,9}", fullmatch=True), "label": LINES}),
        max_size=3,
    ),
    st.dictionaries(st.sampled_from(["blur", "faces"]), st.booleans()),
    st.integers(1, 10**5).map(lambda n: f"{n}m"),
)
def test_whatever_people_write_reads_back_equal(
    invite: dict[str, Any], fields: list[dict[str, str]], hints: dict[str, bool], reply: str
) -> None:
    document = tomllib.loads(CAMPAIGN)
    document["invite"], document["form"]["fields"] = invite, fields
    document["moderation"]["hints"] = hints
    document["conversation"] = {"reply_within": reply}
    definition = Definition.model_validate(document)
    assert read_back(export(definition)) == definition


def test_defaults_are_left_out_and_paragraphs_stay_legible(document: dict[str, Any]) -> None:
    document["invite"]["prompt"] = "One.\n\nTwo."
    text = export(Definition.model_validate(document))
    assert "[gallery]" not in text
    assert 'prompt = """\nOne.\n\nTwo."""' in text
    assert "closes = 2027-03-31 18:00:00" in text
