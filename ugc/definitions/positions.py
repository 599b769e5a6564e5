"""Which line of a TOML file each key and list item stands on; the standard parser does not tell."""

import tomllib
from collections.abc import Mapping

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from ugc.definitions.problems import Loc

HEADERS = ("table", "table_array_element")
KEYS = ("bare_key", "quoted_key", "dotted_key")


def positions(source: str) -> dict[Loc, int]:
    """The line (from 1) of every table, key and list item in valid TOML."""
    tree = Parser(Language(tree_sitter_toml.language())).parse(source.encode())
    lines: dict[Loc, int] = {}
    counts: dict[Loc, int] = {}
    for node in tree.root_node.named_children:
        if node.type == "pair":
            _pair(node, (), lines)
        elif node.type in HEADERS:
            _table(node, counts, lines)
    return lines


def line_of(loc: Loc, lines: Mapping[Loc, int]) -> int:
    """The line of a key, or of the nearest thing around it that is written down."""
    return next((lines[loc[:n]] for n in range(len(loc), 0, -1) if loc[:n] in lines), 1)


def _table(node: Node, counts: dict[Loc, int], lines: dict[Loc, int]) -> None:
    header, *pairs = node.named_children[_first(node) :]
    loc: Loc = ()
    *around, last = _keys(header)
    for key in around:
        loc = (*loc, key)
        loc = (*loc, counts[loc] - 1) if loc in counts else loc
        lines.setdefault(loc, _line(node))
    loc = (*loc, last)
    lines.setdefault(loc, _line(header))
    if node.type == "table_array_element":
        counts[loc] = counts.get(loc, 0) + 1
        loc = (*loc, counts[loc] - 1)
        lines[loc] = _line(header)
    for pair in pairs:
        if pair.type == "pair":
            _pair(pair, loc, lines)


def _pair(node: Node, loc: Loc, lines: dict[Loc, int]) -> None:
    key, value = (child for child in node.named_children if child.type != "comment")
    for name in _keys(key):
        loc = (*loc, name)
        lines.setdefault(loc, _line(key))
    _value(value, loc, lines)


def _value(node: Node, loc: Loc, lines: dict[Loc, int]) -> None:
    if node.type == "inline_table":
        for pair in node.named_children:
            if pair.type == "pair":
                _pair(pair, loc, lines)
    if node.type == "array":
        items = (child for child in node.named_children if child.type != "comment")
        for n, item in enumerate(items):
            lines[(*loc, n)] = _line(item)
            _value(item, (*loc, n), lines)


def _keys(node: Node) -> list[str]:
    """The names in a bare, quoted or dotted key, as the parser itself reads them."""
    nested = tomllib.loads(f"{(node.text or b'').decode()} = 0")
    names = []
    while isinstance(nested, dict):
        ((name, nested),) = nested.items()
        names.append(name)
    return names


def _first(node: Node) -> int:
    return next(n for n, child in enumerate(node.named_children) if child.type in KEYS)


def _line(node: Node) -> int:
    return node.start_point.row + 1
