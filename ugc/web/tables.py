"""Rows for a spreadsheet or a program, sent while they are being read."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any

from flask import Response, stream_with_context

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_csv(lines: Iterable[Sequence[str]], name: str) -> Response:
    """A download of these lines, the first of them headings."""
    return _download(_csv(lines), "text/csv", f"{name}.csv")


def as_json(rows: Iterable[dict[str, Any]], name: str) -> Response:
    """A download of these rows as one list."""
    return _download(_json(rows), "application/json", f"{name}.json")


def harmless(cell: str) -> str:
    """A cell no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell


def _csv(lines: Iterable[Sequence[str]]) -> Iterator[str]:
    for line in lines:
        file = StringIO()
        csv.writer(file).writerow([harmless(cell) for cell in line])
        yield file.getvalue()


def _json(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    before = "["
    for row in rows:
        yield before + json.dumps(row, ensure_ascii=False)
        before = ",\n"
    yield "]\n" if before != "[" else "[]\n"


def _download(pieces: Iterator[str], mime: str, name: str) -> Response:
    response = Response(stream_with_context(pieces), mimetype=mime)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
