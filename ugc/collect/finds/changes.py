"""What happened to a post where it stands, honoured here."""

from ugc.collect.finds.keep import media
from ugc.collect.finds.pictures import arrange, forget
from ugc.db import Session
from ugc.lifecycle import ENGINE, move, record
from ugc.models import Find
from ugc.platforms.listening import Found

REASON = "deleted by its author where it was found"
EDITED = "changed by its author where it was found"


def gone(session: Session, find: Find) -> None:
    """Deleted there is gone here: off every page, its pictures dropped; reshares follow by themselves."""
    move(session, find, "gone", ENGINE, REASON)
    if find.submission.machine.allows(find.submission.state, "withdrawn"):
        move(session, find.submission, "withdrawn", ENGINE, REASON)
    find.submission.story = find.caption = ""
    forget(session, find)


def update(session: Session, find: Find, post: Found) -> None:
    """Take over what its author changed. What they have granted already is not for us to change.

    It goes on hold instead, until a person has looked at it.
    """
    if find.state == "granted":
        _hold(session, find)
    else:
        find.submission.story = post.caption
        find.media = [_kept(find, one) for one in media(post)]
        arrange(session, find)
    find.caption, find.edited_at = post.caption, post.edited
    record(session, find, find.state, "edited", ENGINE, EDITED)


def _kept(find: Find, one: dict[str, str]) -> dict[str, str]:
    """A picture with what we have of it from before."""
    before = next((old for old in find.media if old["url"] == one["url"]), {})
    return {**before, **one}


def _hold(session: Session, find: Find) -> None:
    if find.submission.state == "approved":
        move(session, find.submission, "held", ENGINE, EDITED)
