"""The desk: one file per screen."""

from ugc.web.staff import (
    audit,
    auth,
    channels,
    finds,
    finds_ask,
    home,
    inbox,
    joining,
    letters,
    media,
    members,
    planner,
    planner_new,
    planner_reshare,
    queue,
    reports,
    views,
)
from ugc.web.staff.blueprint import blueprint

__all__ = [
    "audit",
    "auth",
    "blueprint",
    "channels",
    "finds",
    "finds_ask",
    "home",
    "inbox",
    "joining",
    "letters",
    "media",
    "members",
    "planner",
    "planner_new",
    "planner_reshare",
    "queue",
    "reports",
    "views",
]
