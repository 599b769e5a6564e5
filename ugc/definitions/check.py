"""A raw document against its model and the rules: either the model, or everything that is wrong at once."""

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from ugc.definitions.export import inline
from ugc.definitions.problems import Finding, Loc, close_to, dotted
from ugc.definitions.rules import RULES, Rule

M = TypeVar("M", bound=BaseModel)

TABLE, LIST = "is not a table", "is not a list"
SAYS: dict[str, Callable[[dict[str, Any]], str]] = {
    "missing": lambda _: "is missing",
    "string_type": lambda _: "is not text in quotes",
    "string_too_short": lambda _: "is empty",
    "string_too_long": lambda c: f"is longer than {c['max_length']} characters",
    "int_type": lambda _: "is not a whole number",
    "bool_type": lambda _: "is neither true nor false",
    "tuple_type": lambda _: LIST,
    "dict_type": lambda _: TABLE,
    "model_type": lambda _: TABLE,
    "model_attributes_type": lambda _: TABLE,
    "too_short": lambda c: f"needs {c['min_length']} or more",
    "too_long": lambda c: f"has more than {c['max_length']}",
    "greater_than_equal": lambda c: f"is less than {c['ge']}",
    "less_than_equal": lambda c: f"is more than {c['le']}",
}


def check(document: Mapping[str, Any], model: type[M], *more: Rule) -> tuple[M | None, list[Finding]]:
    """The model of a document and no findings, or None and everything that is wrong.

    Broken values are replaced by their field's example, so that the rules, ours and `more`,
    can look at all the rest.
    """
    broken: list[ErrorDetails] = []
    read: M | None
    try:
        read = model.model_validate(document)
    except ValidationError as error:
        broken = error.errors(include_url=False)
        read = _repaired(document, model, broken)
    findings = [_explained(model, each) for each in broken]
    findings += _ruled(read, [_path(each) for each in broken], more) if read else []
    return (None if findings else read), findings


def part(annotation: Any) -> type[BaseModel] | None:
    """The table model in a field's type: itself, optional, in a list, or under names."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for each in get_args(annotation) if (found := part(each))), None)


def _ruled(read: BaseModel, broken: list[Loc], more: tuple[Rule, ...]) -> Iterator[Finding]:
    for rule in RULES[type(read)] + more:
        if not any(rule.touches(loc) for loc in broken):
            yield from rule.check(read)


def _repaired(document: Mapping[str, Any], model: type[M], broken: list[ErrorDetails]) -> M | None:
    repaired = deepcopy(dict(document))
    for loc in sorted(map(_path, broken), key=len, reverse=True):  # what is inside before what is around it
        _repair(repaired, loc, model)
    try:
        return model.model_validate(repaired)
    except ValidationError:
        return None


def _repair(document: Any, loc: Loc, model: type[BaseModel]) -> None:
    info = _field(model, loc)
    *around, last = loc
    for key in around:
        document = document[key]
    if info is None:
        del document[last]
    else:
        document[last] = _example(info, loc)


def _path(error: ErrorDetails) -> Loc:
    """Where an error is; pydantic marks a bad name in a table by a last step of its own."""
    loc = error["loc"]
    return loc[:-1] if loc[-1] == "[key]" else loc


def _field(model: type[BaseModel], loc: Loc) -> FieldInfo | None:
    """The field at a path or of the list around it; None for unknown keys and names of the writer's own."""
    table: type[BaseModel] | None = model
    info: FieldInfo | None = None
    own_name = False
    for key in loc:
        if isinstance(key, int):
            continue
        info = table.model_fields.get(key) if table and not own_name else None
        if info:
            table = part(info.annotation)
        own_name = info is not None and get_origin(info.annotation) is dict
    return info


def _table(model: type[BaseModel], loc: Loc) -> type[BaseModel]:
    """The model of the table a key stands in."""
    around = _field(model, loc[:-1]) or (_field(model, loc[:-2]) if len(loc) > 2 else None)
    return (around and part(around.annotation)) or model


def _example(info: FieldInfo, loc: Loc) -> Any:
    assert info.examples, "every field of a definition has an example"
    return info.examples[0][0] if isinstance(loc[-1], int) else info.examples[0]


def _explained(model: type[BaseModel], error: ErrorDetails) -> Finding:
    loc, context = _path(error), error.get("ctx", {})
    match error["type"]:
        case "ugc":
            return Finding(loc, context["says"], context["would_be_right"])
        case "extra_forbidden":
            known = list(_table(model, loc).model_fields)
            return Finding(loc, "is no key here", close_to(loc[-1], known) or f"one of {', '.join(known)}")
        case "literal_error":
            known = re.findall("'([^']*)'", context["expected"])
            right = close_to(error["input"], known) or f"one of {', '.join(known)}"
            return Finding(loc, f"{error['input']!r} is not known here", right)
        case kind:
            says = SAYS[kind](context) if kind in SAYS else error["msg"]
            return Finding(loc, says, _right(_field(model, loc), loc))


def _right(info: FieldInfo | None, loc: Loc) -> str:
    if info is None:
        return ""
    value = _example(info, loc)
    if isinstance(value, dict):
        return f"a table, [{dotted(loc)}]"
    if isinstance(value, list) and isinstance(value[0], dict):
        return f"tables, each [[{dotted(loc)}]]"
    return inline(value) if isinstance(loc[-1], int) else f"{loc[-1]} = {inline(value)}"
