"""A definition as a TOML file that reads back equal, and a single value as TOML writes it."""

import json
from datetime import date
from typing import Any

import tomli_w

from ugc.definitions.schema import Definition


def export(definition: Definition) -> str:
    """TOML without the keys that say what their default says; texts of several lines stay legible."""
    document = definition.model_dump(exclude_defaults=True, exclude_none=True)
    return "#:schema ./campaign.schema.json\n" + tomli_w.dumps(document, multiline_strings=True)


def inline(value: Any) -> str:
    """A value as TOML writes it in one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {inline(inner)}' for key, inner in value.items())} }}"
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
