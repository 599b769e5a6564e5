"""The queue as it is filtered, for a spreadsheet or a program."""

from collections.abc import Iterator
from typing import Any

from flask.typing import ResponseReturnValue

from ugc.moderate import export
from ugc.moderate.queue import Filter
from ugc.web.auth import brand_session, staff_only
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import chosen_for, note_export
from ugc.web.staff.queue_page import chosen_filter
from ugc.web.tables import as_csv, as_json


@blueprint.get("/queue.csv")
@staff_only
def queue_csv() -> ResponseReturnValue:
    """Everything the filters let through, a line each."""
    chosen, name = _chosen()
    return as_csv(_table(chosen), name)


@blueprint.get("/queue.json")
@staff_only
def queue_json() -> ResponseReturnValue:
    """The same as a list of objects."""
    chosen, name = _chosen()
    return as_json(_rows(chosen), name)


def _chosen() -> tuple[Filter, str]:
    """What to send, and what to call it; who took it along is on record."""
    with brand_session("moderate", write=True) as session:
        brand, member = chosen_for(session, "moderate")
        note_export(session, brand, member)
        return chosen_filter(session, brand), f"{brand.slug}-queue"


def _rows(chosen: Filter) -> Iterator[dict[str, Any]]:
    with brand_session("moderate") as session:
        yield from export.lines(session, chosen)


def _table(chosen: Filter) -> Iterator[tuple[str, ...]]:
    yield export.HEAD
    yield from map(export.cells, _rows(chosen))
