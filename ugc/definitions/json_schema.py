"""JSON Schemas for editors, and the table of keys in the campaigns' README: both made from the models.

`python -m ugc.definitions.json_schema [FOLDER]` writes them anew.
"""

import json
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from ugc.definitions.brand import BrandFile
from ugc.definitions.check import part
from ugc.definitions.export import inline
from ugc.definitions.schema import Definition
from ugc.definitions.times import format_duration

BEGIN, END = "<!-- keys: made by python -m ugc.definitions.json_schema -->", "<!-- /keys -->"


class _Toml(GenerateJsonSchema):
    """TOML has no null: a key that may be missing is not written. A table's defaults stand with its keys."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def encode_default(self, dft: object) -> object:
        return format_duration(dft) if isinstance(dft, timedelta) else super().encode_default(dft)

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        found = super().default_schema(schema)
        if isinstance(found.get("default"), dict | None):
            found.pop("default", None)
        return found


def schema(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a model's TOML file."""
    found = model.model_json_schema(schema_generator=_Toml)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


def keys(model: type[BaseModel], around: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Every key of a model with its field, depth first; `*` stands for a name of the writer's own."""
    for name, info in model.model_fields.items():
        path = around + name
        yield path, info
        inner = part(info.annotation)
        if inner:
            own = ".*" if get_origin(info.annotation) is dict else ""
            yield from keys(inner, f"{path}{own}.")


def reference(model: type[BaseModel]) -> str:
    """A Markdown table of every key, what it means, and an example or what stands without it."""
    rows = [f"| `{path}` | {info.description} | {_value(info)} |" for path, info in keys(model)]
    return "\n".join(["| key | what it says | default, or *an example* |", "|---|---|---|", *rows])


def _value(info: FieldInfo) -> str:
    default = None if info.is_required() else info.get_default(call_default_factory=True)
    if part(info.annotation):
        return "a table"
    if default in (None, (), {}):
        return f"*{_code(info.examples[0])}*" if info.examples else ""
    return _code(format_duration(default) if isinstance(default, timedelta) else default)


def _code(value: object) -> str:
    return f"`{inline(value)}`"


def generated(folder: Path) -> dict[Path, str]:
    """The text every generated file in a campaigns folder should have."""
    readme = (folder / "README.md").read_text(encoding="utf-8")
    before, rest = readme.split(BEGIN)
    tables = f"\n\n### A campaign\n\n{reference(Definition)}\n\n### A brand\n\n{reference(BrandFile)}\n\n"
    return {
        folder / "campaign.schema.json": _json(Definition),
        folder / "brand.schema.json": _json(BrandFile),
        folder / "README.md": before + BEGIN + tables + END + rest.split(END)[1],
    }


def _json(model: type[BaseModel]) -> str:
    return json.dumps(schema(model), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for path, text in generated(Path(*sys.argv[1:2] or ["campaigns"])).items():
        path.write_text(text, encoding="utf-8")
