"""Captions as Bluesky takes them: plain text, and facets that say which bytes are a link, a mention or a tag.

Positions count bytes of UTF-8 (https://docs.bsky.app/docs/advanced-guides/post-richtext).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ugc.platforms.contract import LINK

FACET = "app.bsky.richtext.facet"
SHOWN = 30  # characters of a link; the whole of it is in its facet
LONGEST_TAG = 64
MARKS = re.compile(
    r"(?<![\w@./-])@(?P<handle>[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+)(?!@|\.?[a-zA-Z0-9-])"
    r"|(?<![\w#&/])#(?P<tag>\w+)"
)
HOST = re.compile(r"https?://\w")
ENDS = ".,;:!?…'\"”’»"


@dataclass
class Rich:
    """A text and its facets."""

    text: str = ""
    facets: list[dict[str, Any]] = field(default_factory=list)

    def add(self, words: str, feature: dict[str, str] | None = None) -> None:
        """Words at the end, marked where they are more than words."""
        begin = len(self.text.encode())
        self.text += words
        if feature:
            index = {"byteStart": begin, "byteEnd": begin + len(words.encode())}
            self.facets.append({"index": index, "features": [feature]})


def rich(caption: str, did_of: Callable[[str], str | None] = lambda handle: None) -> Rich:
    """A caption with its links, tags and mentions marked; `did_of` knows whose a handle is, or None."""
    made, at = Rich(), 0
    for match in LINK.finditer(caption):
        _words(made, caption[at : match.start()], did_of)
        _link(made, match[0])
        at = match.end()
    _words(made, caption[at:], did_of)
    return made


def _words(made: Rich, words: str, did_of: Callable[[str], str | None]) -> None:
    """What stands between links, with its tags and mentions."""
    at = 0
    for match in MARKS.finditer(words):
        made.add(words[at : match.start()])
        made.add(match[0], _mention(match["handle"], did_of) if match["handle"] else _tag(match["tag"]))
        at = match.end()
    made.add(words[at:])


def _mention(handle: str, did_of: Callable[[str], str | None]) -> dict[str, str] | None:
    did = did_of(handle)
    return {"$type": f"{FACET}#mention", "did": did} if did else None


def _tag(word: str) -> dict[str, str] | None:
    is_one = len(word) <= LONGEST_TAG and not word.isdecimal()
    return {"$type": f"{FACET}#tag", "tag": word} if is_one else None


def _link(made: Rich, found: str) -> None:
    """A link, shown in short where it is long, without what only ends the sentence it stands in."""
    if not HOST.match(found):
        return made.add(found)
    uri = found.rstrip(ENDS)
    if uri.endswith(")") and "(" not in uri:
        uri = uri[:-1].rstrip(ENDS)
    end = found[len(uri) :]
    made.add(_short(uri, SHOWN - len(end)), {"$type": f"{FACET}#link", "uri": uri})
    return made.add(end)


def _short(uri: str, room: int) -> str:
    if len(uri) <= room:
        return uri
    bare = uri.partition("://")[2]
    return bare if len(bare) <= room else bare[: max(room, 2) - 1] + "…"
