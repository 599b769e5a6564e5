"""The generated files are fresh, and what they promise editors holds for the campaigns we ship."""

import json
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from ugc.definitions.brand import BrandFile
from ugc.definitions.json_schema import generated, keys, schema
from ugc.definitions.schema import Definition

FOLDER = Path(__file__).parents[2] / "campaigns"


@pytest.mark.parametrize("name", ["campaign.schema.json", "brand.schema.json", "README.md"])
def test_the_generated_file_is_fresh(name: str) -> None:
    assert (FOLDER / name).read_text() == generated(FOLDER)[FOLDER / name], (
        "run: python -m ugc.definitions.json_schema"
    )


@pytest.mark.parametrize("model", [Definition, BrandFile])
def test_every_key_is_explained_and_its_example_is_right(model: type[BaseModel]) -> None:
    for path, info in keys(model):
        assert info.description, path
        assert info.examples, path
        assert f"| `{path}` | {info.description} |" in (FOLDER / "README.md").read_text()


def test_the_readme_documents_no_key_that_is_not_there() -> None:
    known = {path for model in (Definition, BrandFile) for path, _ in keys(model)}
    tables = (FOLDER / "README.md").read_text().split("## Every key")[1]
    assert set(re.findall(r"^\| `([^`]+)` \|", tables, re.M)) == known


def test_a_document_made_of_the_examples_lacks_only_what_rules_between_keys_ask_for() -> None:
    document = {name: info.examples[0] for name, info in Definition.model_fields.items() if info.examples}
    Definition.model_validate(document)


def test_the_schema_refuses_unknown_keys_and_knows_no_null() -> None:
    text = json.dumps(schema(Definition))
    assert "null" not in text
    assert schema(Definition)["additionalProperties"] is False
