"""Every address the application answers, made from its route table: a new route is there by itself."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from flask import Flask
from werkzeug.routing import Rule


class Unclassified(Exception):
    """A route has an argument nobody has told us a value for: say what it stands for."""


def addresses(
    app: Flask, values: Mapping[str, Sequence[str]], method: str = "GET"
) -> Iterator[tuple[str, str]]:
    """Each endpoint with each address it has for these values of its arguments.

    `values` go by argument, or by `rule argument` where one means something else there. Raises Unclassified.
    """
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()):
            names = sorted(rule.arguments)
            for chosen in product(*(_values(rule, name, values) for name in names)):
                built = rule.build(dict(zip(names, chosen, strict=True)), append_unknown=False)
                assert built
                yield rule.endpoint, built[1]


def _values(rule: Rule, name: str, values: Mapping[str, Sequence[str]]) -> Sequence[str]:
    for key in (f"{rule.rule} {name}", name):
        if key in values:
            return values[key]
    raise Unclassified(f"{rule.rule}: what is {name}?")
