"""The small typed values of a definition: words, names, colours, shares, caption templates."""

import re
from string import Formatter
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema
from pydantic import StringConstraints as Words
from pydantic.types import StrictBool, StrictInt

from ugc.definitions.problems import close_to, wrong

Kind = Literal["photo", "story", "question"]
Purpose = Literal["gallery", "reshare", "ads", "print", "mail"]
Network = Literal["mastodon", "bluesky", "instagram"]
Place = Literal["mastodon", "bluesky", "instagram", "facebook", "tiktok", "other"]
Bool = StrictBool
Int = StrictInt

OTHER: Place = "other"  # any further one than models.channel.PLACES

PLACEHOLDERS = ("credit", "story", "prompt_reply", "hashtags", "title", "link")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class Part(BaseModel):
    """A table of a definition: fixed once read, and no key it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _paragraphs(value: str) -> str:
    value = value.replace("\r\n", "\n")
    if CONTROL.search(value):
        raise wrong("contains a control character", "plain text")
    return value


def _line(value: str) -> str:
    if "\n" in value:
        raise wrong("runs over several lines", "one line")
    return _paragraphs(value)


def _percent(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100:
        return value
    if not (isinstance(value, str) and re.fullmatch(r"\d{1,2}%|100%", value, re.ASCII)):
        raise wrong(f"{value!r} is not a share", 'from "0%" to "100%"')
    return int(value[:-1])


def _caption(value: str) -> str:
    """Refuse what could not be filled in, and any caption that would lose the credit (P4)."""
    try:
        used = [(name, spec, how) for _, name, spec, how in Formatter().parse(value) if name is not None]
    except ValueError as error:
        raise wrong("has a brace without its partner", "{credit}; a brace of your own is {{ or }}") from error
    for name, spec, how in used:
        if name not in PLACEHOLDERS:
            known = ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
            raise wrong(f"{{{name}}} is no placeholder", close_to(name, PLACEHOLDERS) or f"one of {known}")
        if spec or how:
            raise wrong(f"{{{name}}} stands alone, without a format", f"{{{name}}}")
    if "credit" not in {name for name, _, _ in used}:
        raise wrong("would lose the credit", "a caption with {credit} in it")
    return value


def matching(pattern: str, says: str, right: str) -> AfterValidator:
    """A check that the whole text matches, with a sentence of its own instead of the pattern."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise wrong(f"{value!r} {says}", right)
        return value

    return AfterValidator(check)


Line = Annotated[str, Words(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_line)]
Title = Annotated[str, Words(strip_whitespace=True, min_length=1, max_length=80), AfterValidator(_line)]
Text = Annotated[
    str, Words(strip_whitespace=True, min_length=1, max_length=10_000), AfterValidator(_paragraphs)
]
Slug = Annotated[
    str,
    Words(max_length=64),
    matching(r"[a-z0-9]+(-[a-z0-9]+)*", "is no slug", "small letters, digits and single hyphens"),
]
Name = Annotated[
    str,
    Words(max_length=40),
    matching(r"[a-z][a-z0-9_]*", "is no name", "small letters, digits and underscores, a letter first"),
]
Language = Annotated[str, matching(r"[a-z]{2,3}(-[A-Z]{2})?", "is no language code", "en, es or pt-BR")]
Hashtag = Annotated[
    str,
    Words(max_length=60),
    matching(r"(?=.*[^\d_])\w+", "is no hashtag", "letters and digits, without # and spaces"),
]
Mail = Annotated[
    str,
    Words(max_length=254),
    matching(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", "is no mail address", "a@b.example"),
]
Addressee = Annotated[
    str,
    Words(max_length=254),
    matching(
        r"owner|manager|moderator|[^@\s]+@[^@\s.]+(\.[^@\s.]+)+",
        "is nobody who moderates",
        "owner, manager, moderator, or a member’s mail address",
    ),
]
Website = Annotated[
    str, Words(max_length=200), matching(r"https://[^\s/]+\S*", "is no web address", "https://…")
]
MarkdownPath = Annotated[
    str,
    matching(
        r"(?!/)(?!(.*/)?\.\.(/|$))[^\\:]+\.md", "is no Markdown file here", "terms/<slug>.md beside this file"
    ),
]
Colour = Annotated[str, matching(r"#[0-9a-f]{6}", "is no colour", "#rrggbb in small letters")]
Percent = Annotated[
    int,
    BeforeValidator(_percent),
    PlainSerializer(lambda share: f"{share}%", return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^(\d{1,2}|100)%$"}),
]
Caption = Annotated[Text, AfterValidator(_caption)]
