"""Listening: posts found on networks, kept with where they are from, tended while they stand there."""

from ugc.collect.finds.desk import PAGE, counts, finds, hearing, hurry
from ugc.collect.finds.schedule import plan, searches
from ugc.collect.finds.search import Heard, listen, peek
from ugc.collect.finds.tend import due_finds, tend

__all__ = [
    "PAGE",
    "Heard",
    "counts",
    "due_finds",
    "finds",
    "hearing",
    "hurry",
    "listen",
    "peek",
    "plan",
    "searches",
    "tend",
]
