"""The desk: one file per screen."""

from ugc.web.staff import (
    auth,
    channels,
    finds,
    home,
    inbox,
    letters,
    media,
    planner,
    planner_new,
    planner_reshare,
    queue,
)
from ugc.web.staff.blueprint import blueprint

__all__ = [
    "auth",
    "blueprint",
    "channels",
    "finds",
    "home",
    "inbox",
    "letters",
    "media",
    "planner",
    "planner_new",
    "planner_reshare",
    "queue",
]
