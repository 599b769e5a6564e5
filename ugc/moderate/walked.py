"""Columns by which SQLite is not to look rows up."""

from sqlalchemy import ColumnElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler


class walked(ColumnElement[str]):  # noqa: N801
    """A column as it is; `walked(id).in_(set)` makes the set once and asks it about each row of a walk.

    With the bare column SQLite would fetch every row of the set and sort them, to serve the first of many.
    The plus keeps its indexes out (sqlite.org/optoverview.html, 7.1). PostgreSQL weighs both by itself.
    """

    inherit_cache = True
    type = String()

    def __init__(self, column: InstrumentedAttribute[str]) -> None:
        self.column = column


@compiles(walked)
def _as_it_is(element: walked, compiler: SQLCompiler, **options: object) -> str:
    return compiler.process(element.column, **options)  # type: ignore[arg-type]


@compiles(walked, "sqlite")
def _without_index(element: walked, compiler: SQLCompiler, **options: object) -> str:
    return "+" + compiler.process(element.column, **options)  # type: ignore[arg-type]
