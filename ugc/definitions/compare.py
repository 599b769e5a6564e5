"""What changed between two definitions, for people to read before they apply one."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ugc.definitions.export import inline
from ugc.definitions.schema import Definition

NAMED_BY = ("name", "code", "title")


class Change(NamedTuple):
    """One key with its old and new value as in JSON; None where it is not there."""

    path: str
    old: Any
    new: Any

    def __str__(self) -> str:
        if self.old is None:
            return f"{self.path}: {inline(self.new)} (new)"
        return f"{self.path}: {inline(self.old)} → {'(gone)' if self.new is None else inline(self.new)}"


def compare(old: Definition, new: Definition) -> list[Change]:
    """Every key whose value differs, in order. Fields, reasons and prizes go by their names."""
    before, after = (each.model_dump(mode="json", exclude_none=True) for each in (old, new))
    return differing(before, after)


def differing(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """The same for two documents as they stand in the database."""
    before, after = dict(_flat("", old)), dict(_flat("", new))
    paths = dict.fromkeys([*before, *after])
    return [Change(p, before.get(p), after.get(p)) for p in paths if before.get(p) != after.get(p)]


def _flat(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = {next(str(item[key]) for key in NAMED_BY if key in item): item for item in value}
        yield path, list(value)  # their order is part of it
    if not isinstance(value, dict):
        yield path, value
        return
    for key, inner in value.items():
        yield from _flat(f"{path}.{key}".removeprefix("."), inner)
