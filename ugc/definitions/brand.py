"""A brand's file: who asks, how they look, who is responsible for the data."""

from typing import Annotated

from pydantic import AfterValidator, Field

from ugc.definitions.problems import wrong
from ugc.definitions.values import Colour, Language, Line, Mail, Part, Slug, Text, Title, Website, matching

READABLE = 4.5  # WCAG 2.2, 1.4.3: text against what it stands on


def contrast(one: str, other: str) -> float:
    """The WCAG 2.2 contrast of two `#rrggbb` colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _named(value: str) -> str:
    if "{name}" not in value or value.replace("{name}", "").count("{"):
        raise wrong(
            "has to name the person who writes", 'a signature with {name} in it, as in "{name}, Pip & Moss"'
        )
    return value


class Controller(Part):
    """Who answers for the data, as terms and receipts name them."""

    name: Line = Field(description="The company's legal name.", examples=["Pip & Moss Clothing Ltd"])
    address: Text = Field(
        description="Its postal address.", examples=["12 Dyehouse Yard, Bristol BS1 4QT, United Kingdom"]
    )
    mail: Mail = Field(description="Where people reach it.", examples=["hello@pip-and-moss.example"])


class BrandFile(Part):
    """A company that asks and answers."""

    slug: Slug = Field(
        description="The brand's name in URLs, as in /b/pip-and-moss.", examples=["pip-and-moss"]
    )
    name: Title = Field(description="The brand's name.", examples=["Pip & Moss"])
    website: Website = Field(description="Its own site.", examples=["https://pip-and-moss.example"])
    accent: Colour = Field(
        description="The one accent colour, readable on the background.", examples=["#2f6b4f"]
    )
    background: Colour = Field(
        default="#ffffff", description="The light theme's background.", examples=["#fbf8f2"]
    )
    languages: tuple[Language, ...] = Field(
        description="Languages the brand's people answer in.", examples=[["en", "es"]], min_length=1
    )
    jurisdiction: Annotated[str, matching("[A-Z]{2}", "is no country code", "two capitals, as in GB")] = (
        Field(description="The country whose law applies, ISO 3166.", examples=["GB"])
    )
    signature: Annotated[Line, AfterValidator(_named)] = Field(
        description="How messages are signed; `{name}` is the person's own.", examples=["{name}, Pip & Moss"]
    )
    controller: Controller = Field(
        description="Who answers for the data.",
        examples=[
            {
                "name": "Pip & Moss Clothing Ltd",
                "address": "12 Dyehouse Yard, Bristol",
                "mail": "hello@pip-and-moss.example",
            }
        ],
    )

    @property
    def on_accent(self) -> str:
        """Black or white, whichever reads better on the accent; one of them always reaches 4.58:1."""
        return max("#ffffff", "#000000", key=lambda text: contrast(self.accent, text))
