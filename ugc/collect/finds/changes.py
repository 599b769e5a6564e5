"""What happened to a post where it stands, honoured here."""

from ugc.collect.finds.keep import media
from ugc.collect.finds.pictures import Entry, arrange, forget
from ugc.db import Session
from ugc.lifecycle import ENGINE, move, record
from ugc.models import Find
from ugc.platforms.listening import Found

REASON = "deleted by its author where it was found"
EDITED = "changed by its author where it was found"
LATE = "it was added after its author agreed."


def gone(session: Session, find: Find) -> None:
    """Deleted there is gone here: off every page, its pictures dropped; reshares follow by themselves."""
    move(session, find, "gone", ENGINE, REASON)
    if find.submission.machine.allows(find.submission.state, "withdrawn"):
        move(session, find.submission, "withdrawn", ENGINE, REASON)
    find.submission.story = find.caption = ""
    forget(session, find)


def notice(session: Session, find: Find, post: Found) -> None:
    """Honour what its author changed; where nothing did, pictures may have new addresses all the same."""
    if _told_apart(find) != (post.caption, [(one.name, one.alt) for one in post.media]):
        _update(session, find, post)
    else:
        find.media = _kept(find, post)


def _told_apart(find: Find) -> tuple[str, list[tuple[str, str]]]:
    return find.caption, [(_name(one), one["alt"]) for one in find.media]


def _name(one: Entry) -> str:
    return str(one.get("name") or one["url"])


def _update(session: Session, find: Find, post: Found) -> None:
    """Take over what its author changed. What they have granted already is not for us to change.

    It goes on hold instead, until a person has looked at it.
    """
    if find.state == "granted":
        _hold(session, find)
        find.media = [one if "key" in one else {**one, "lost": LATE} for one in _kept(find, post)]
    else:
        find.submission.story = post.caption
        find.media = _kept(find, post)
        arrange(session, find)
    find.caption, find.edited_at = post.caption, post.edited
    record(session, find, find.state, "edited", ENGINE, EDITED)


def _kept(find: Find, post: Found) -> list[Entry]:
    """The post's pictures with what we have of each from before."""
    before = {_name(one): one for one in find.media}
    return [{**before.get(one["name"], {}), **one} for one in media(post)]


def _hold(session: Session, find: Find) -> None:
    if find.submission.state == "approved":
        move(session, find.submission, "held", ENGINE, EDITED)
