import pytest
from pydantic import TypeAdapter, ValidationError

from ugc.definitions.values import (
    Caption,
    Colour,
    Hashtag,
    Language,
    Line,
    Mail,
    MarkdownPath,
    Percent,
    Slug,
    Text,
)


@pytest.mark.parametrize(
    ("kind", "good"),
    [
        (Slug, "little-wearers-2"),
        (Language, "pt-BR"),
        (Hashtag, "Привет2026"),
        (Mail, "ceo@fennick.example"),
        (MarkdownPath, "terms/little-wearers.md"),
        (Colour, "#2f6b4f"),
        (Line, "“Ünïcode” 📷 שלום"),
        (Text, "Two\n\nparagraphs\twith a tab"),
        (Caption, "{prompt_reply} 📷 {credit} {hashtags} {title} {link} {{really}}"),
    ],
)
def test_good_values_stay_as_they_are(kind: object, good: str) -> None:
    assert TypeAdapter(kind).validate_python(good) == good


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        (Slug, "Little Wearers"),
        (Slug, "a--b"),
        (Slug, "x" * 65),
        (Language, "english"),
        (Hashtag, "#summer"),
        (Hashtag, "2026"),
        (Hashtag, "two words"),
        (Mail, "ceo@localhost"),
        (Mail, "two@at@signs.example"),
        (MarkdownPath, "../secrets.md"),
        (MarkdownPath, "terms/../../secrets.md"),
        (MarkdownPath, "/etc/terms.md"),
        (MarkdownPath, "C:\\terms.md"),
        (MarkdownPath, "terms/x.txt"),
        (Colour, "green"),
        (Colour, "#2F6B4F"),
        (Line, ""),
        (Line, "   "),
        (Line, "two\nlines"),
        (Line, "bell\x07"),
        (Text, "null\x00"),
        (Text, "x" * 10_001),
        (Percent, "101%"),
        (Percent, "half"),
        (Percent, True),
        (Caption, "no credit {story}"),
        (Caption, "{credit} {nonsense}"),
        (Caption, "{credit!r}"),
        (Caption, "{credit:>10}"),
        (Caption, "{credit.__class__}"),
        (Caption, "{} {credit}"),
        (Caption, "{credit"),
        (Caption, "{{credit}}"),
    ],
)
def test_bad_values_are_refused(kind: object, bad: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(bad)


def test_a_caption_says_what_was_meant() -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Caption).validate_python("{credits}")
    assert caught.value.errors()[0]["ctx"]["would_be_right"] == "did you mean credit?"


def test_windows_line_ends_become_plain_ones() -> None:
    assert TypeAdapter(Text).validate_python("a\r\nb") == "a\nb"
