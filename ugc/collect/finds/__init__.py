"""Listening: posts found on networks, kept with where they are from, tended, and their authors asked."""

from ugc.collect.finds.ask import NotAsked, ask, lapse, mark_sent, note_answer, pass_over
from ugc.collect.finds.claim import grant, is_open, proved, refuse
from ugc.collect.finds.desk import NAMELESS, PAGE, counts, finds, hearing, hurry, hurry_one, replies, said
from ugc.collect.finds.nameless import is_nameless
from ugc.collect.finds.schedule import plan, searches
from ugc.collect.finds.search import Heard, listen, peek
from ugc.collect.finds.send import send
from ugc.collect.finds.tend import due_finds, tend
from ugc.collect.finds.told import tell

__all__ = [
    "NAMELESS",
    "PAGE",
    "Heard",
    "NotAsked",
    "ask",
    "counts",
    "due_finds",
    "finds",
    "grant",
    "hearing",
    "hurry",
    "hurry_one",
    "is_nameless",
    "is_open",
    "lapse",
    "listen",
    "mark_sent",
    "note_answer",
    "pass_over",
    "peek",
    "plan",
    "proved",
    "refuse",
    "replies",
    "said",
    "searches",
    "send",
    "tell",
    "tend",
]
