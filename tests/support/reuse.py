"""What tests compile alike is compiled once in a process: templates, addresses, and statements.

Nearly every test has a database and an application of its own and asks them for a page or two; compiling for
them took longer than answering. What is reused is found by what it was compiled from, so a change counts.
"""

from collections.abc import Callable
from types import CodeType
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Dialect, Engine
from werkzeug.routing import Rule


class _Compiled(BytecodeCache):
    """Jinja's compiled templates, in memory."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code


def reuse_templates() -> None:
    """Applications made from now on share their compiled templates."""
    Flask.jinja_options = Flask.jinja_options | {"bytecode_cache": _Compiled()}


def reuse_addresses() -> None:
    """Routes bound from now on share the functions Werkzeug compiles to build addresses."""
    compiled, kept = Rule._compile_builder, dict[tuple[object, ...], Callable[..., tuple[str, str]]]()

    def found(rule: Any, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = rule.rule, *rule._trace, *sorted((rule.defaults or {}).items()), append_unknown
        if key not in kept:
            kept[key] = compiled(rule, append_unknown)
        return kept[key]

    Rule._compile_builder = found  # type: ignore[method-assign]


_DIALECTS = dict[str, tuple[Dialect, Any]]()


def reuse_statements(engine: Engine) -> None:
    """Let an engine share its compiled statements with those of the same kind of database before it.

    SQLAlchemy finds them by statement and dialect. The first engine's dialect has asked its server who it is.
    """
    if engine.dialect.name not in _DIALECTS:
        engine.connect().close()
    shared = _DIALECTS.setdefault(engine.dialect.name, (engine.dialect, engine._compiled_cache))
    engine.dialect, engine._compiled_cache = shared
