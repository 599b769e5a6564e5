"""The desk: one file per screen."""

from ugc.web.staff import auth, home, inbox, media
from ugc.web.staff.blueprint import blueprint

__all__ = ["auth", "blueprint", "home", "inbox", "media"]
