"""Posts whose network does not say whose they are: a person asks there, their author completes them."""

from ugc.collect.entry import Entry
from ugc.db import Session
from ugc.models import Find, Refusal
from ugc.models.channel import PLACES

HANDLE = 200  # characters that are kept


def somebody(network: str) -> str:
    """What we call the author of a post on a network until we know."""
    return f"Somebody on {PLACES.get(network, network)}"


def is_nameless(find: Find) -> bool:
    """Whether nobody has told us yet whose it is."""
    return not find.author_id


def recognised(session: Session, find: Find, handle: str) -> bool:
    """Note whose post it is, as a person has seen it there; False for somebody who said no to the brand.

    Raises ValueError for what is no handle.
    """
    name = handle.strip().lstrip("@").casefold()
    if not name or not all(letter.isalnum() or letter in "._-@" for letter in name) or len(name) > HANDLE:
        raise ValueError(handle)
    if Refusal.known(session, find.brand_id, find.network, name, f"@{name}"):
        return False
    find.author_id, find.author_handle = name, f"@{name}"
    find.author_name = find.submission.customer.name = name
    find.submission.credit = f"@{name}"
    return True


def completed(find: Find, entry: Entry) -> None:
    """Its author has followed the link and says who they are. What we cannot look up stays open."""
    if is_nameless(find):
        find.author_name, find.author_handle = entry.name, entry.credit[:HANDLE]
