"""A caption from the campaign's template, shortened to the network's limit without losing the credit."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ugc.platforms.contract import Capabilities
from ugc.publish.credit import CreditLost, Refused, keeps

SENTENCE_END = re.compile(r"(?<=[.!?…])\s|(?<=[。！？])|\n")
LONGEST_STEP_BACK = 30  # characters given up to end on a whole word
JOINERS = {"\u200d", "\ufe0e", "\ufe0f"}


@dataclass(frozen=True)
class Facts:
    """What a template may mention. `hashtags` stand without #; `link` leads to the campaign."""

    credit: str
    story: str
    title: str
    link: str
    hashtags: tuple[str, ...] = ()


def write(template: str, facts: Facts, capabilities: Capabilities) -> str:
    """The template filled in and short enough: the story gives way first, then hashtags, title and link.

    Raises CreditLost when the template drops the credit, Refused when the credit alone is too long.
    """
    for shorter in _ever_shorter(facts, capabilities.max_caption):
        caption = _filled(template, shorter)
        if not keeps(caption, facts.credit):
            raise CreditLost(facts.credit)
        if _fits(caption, capabilities):
            return caption
    raise Refused(f"The credit “{facts.credit}” and the template leave no room: the limit is too short.")


def check(caption: str, credit: str, capabilities: Capabilities) -> str:
    """A caption a person wrote, tidied. Raises CreditLost, or Refused when it is too long for the network."""
    caption = _tidy(caption)
    if not keeps(caption, credit):
        raise CreditLost(credit)
    if not _fits(caption, capabilities):
        over = capabilities.length(caption) - (capabilities.max_caption or 0)
        raise Refused(f"The caption is {over} characters too long for this network; nothing was changed.")
    return caption


def first_sentence(story: str) -> str:
    """What a story answers to the prompt, in short."""
    return SENTENCE_END.split(story.strip(), maxsplit=1)[0].strip()


def _fits(caption: str, capabilities: Capabilities) -> bool:
    return capabilities.max_caption is None or capabilities.length(caption) <= capabilities.max_caption


def _ever_shorter(facts: Facts, limit: int | None) -> Iterator[Facts]:
    yield facts
    for length in range(min(len(facts.story), limit or 0) - 1, 0, -1):
        yield replace(facts, story=_cut(facts.story, length))
    facts = replace(facts, story="")
    for count in range(len(facts.hashtags), -1, -1):
        yield replace(facts, hashtags=facts.hashtags[:count])
    yield replace(facts, hashtags=(), title="")
    yield replace(facts, hashtags=(), title="", link="")


def _filled(template: str, facts: Facts) -> str:
    return _tidy(
        template.format(
            credit=facts.credit,
            story=facts.story,
            prompt_reply=first_sentence(facts.story),
            hashtags=" ".join(f"#{tag}" for tag in facts.hashtags),
            title=facts.title,
            link=facts.link,
        )
    )


def _tidy(text: str) -> str:
    """Single blanks, at most one empty line in a row, nothing around."""
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _cut(text: str, length: int) -> str:
    """At most `length` characters, ended by “…”: after a whole word if one ends near, never inside a sign."""
    end = length - 1
    while end > 0 and (_belongs_before(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    head = text[:end]
    whole = head if text[end].isspace() else head[: max(head.rfind(" "), head.rfind("\n"), 0)]
    kept = whole if whole and end - len(whole) <= LONGEST_STEP_BACK else head
    return kept.rstrip(" \n\t.,;:–—-") + "…"


def _belongs_before(sign: str) -> bool:
    """Whether a character only changes the one before it."""
    return (
        sign in JOINERS or unicodedata.combining(sign) > 0 or unicodedata.category(sign) in {"Mn", "Me", "Mc"}
    )
