"""A campaign's definition: everything it asks, promises and plans, as one typed, immutable document."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple

from pydantic import Field

from ugc.definitions.asking import Collect, Consent, Dates, Form, Invite, Wording
from ugc.definitions.times import Zone, to_utc, upcoming
from ugc.definitions.values import Kind, Language, Line, Name, Part, Purpose, Slug, Text, Title
from ugc.definitions.working import Contest, Conversation, Gallery, Goals, Moderation, Reshare, Retention


class FieldTranslation(Part):
    """A form field in another language."""

    label: Line = Field(description="The question.", examples=["¿Qué talla es?"])
    help: Line | None = Field(
        default=None, description="The sentence below it.", examples=["Está en la etiqueta del cuello."]
    )
    choices: tuple[Line, ...] = Field(
        default=(), description="The same choices in the same order.", examples=[["2–3 años", "4–5 años"]]
    )


class ContestTranslation(Part):
    """A contest in another language."""

    rules: Text = Field(description="The rules, Markdown.", examples=["Una participación por familia."])
    prizes: tuple[Line, ...] = Field(
        description="The prizes' titles in the same order.", examples=[["Un abrigo de invierno a elegir"]]
    )


class Translation(Part):
    """What customers read, in one further language of the campaign."""

    title: Title = Field(description="The title.", examples=["Little Wearers"])
    invite: Invite = Field(
        description="The invitation.",
        examples=[{"headline": "Enséñanos adónde van", "prompt": "Una foto y la historia de aquel día."}],
    )
    fields: dict[Name, FieldTranslation] = Field(
        default_factory=dict,
        description="The form's fields, by name.",
        examples=[{"size": {"label": "¿Qué talla es?"}}],
    )
    wording: dict[Purpose, Wording] = Field(
        default_factory=dict,
        description="The consent boxes that `consent.wording` words itself.",
        examples=[{"gallery": {"label": "Mostrarlo en la galería", "means": "Cualquiera puede verlo allí."}}],
    )
    reasons: dict[Name, Text] = Field(
        default_factory=dict,
        description="What each moderation reason says, by code.",
        examples=[{"blurred": "¿Tienes otra más nítida de aquel día?"}],
    )
    territory: Line | None = Field(
        default=None,
        description="Where submissions may be used.",
        examples=["En el Reino Unido y en España"],
    )
    contest: ContestTranslation | None = Field(
        default=None,
        description="The contest.",
        examples=[{"rules": "Una participación por familia.", "prizes": ["Un abrigo"]}],
    )


class Window(NamedTuple):
    """When a campaign takes submissions, in UTC; `closes` is None while no end is set."""

    opens: datetime
    closes: datetime | None


class Definition(Part):
    """A campaign: what it asks, promises and plans. The first of `languages` is the one it is written in."""

    slug: Slug = Field(
        description="The campaign's name in URLs, as in /c/little-wearers.", examples=["little-wearers"]
    )
    brand: Slug = Field(description="Whose campaign it is: a file in `brands/`.", examples=["pip-and-moss"])
    title: Title = Field(description="The campaign's name.", examples=["Little Wearers"])
    accepts: tuple[Kind, ...] = Field(
        description="What customers can send.", examples=[["photo", "story"]], min_length=1
    )
    languages: tuple[Language, ...] = Field(
        description="Languages it is offered in; the first is the one this file is written in.",
        examples=[["en", "es"]],
        min_length=1,
    )
    timezone: Zone = Field(description="The zone of all times here.", examples=["Europe/London"])
    dates: Dates = Field(
        description="When it runs, in local times.",
        examples=[{"opens": datetime.fromisoformat("2026-10-01T09:00")}],
    )
    invite: Invite = Field(
        description="The invitation.",
        examples=[{"headline": "Show us where they go", "prompt": "One photo and its story."}],
    )
    form: Form = Field(
        default=Form(), description="What the form asks.", examples=[{"photos": {"min": 1, "max": 6}}]
    )
    collect: Collect | None = Field(
        default=None,
        description="What is collected from networks.",
        examples=[{"tags": ["littlewearerscontest"], "networks": ["mastodon"]}],
    )
    consent: Consent = Field(
        description="What customers are asked to agree to.",
        examples=[
            {
                "terms": "terms/little-wearers.md",
                "purposes": ["gallery"],
                "territory": "United Kingdom",
                "until": "2029-03-31",
            }
        ],
    )
    moderation: Moderation = Field(
        description="How submissions are looked at.",
        examples=[
            {"reasons": [{"code": "blurred", "label": "Too blurred", "says": "Have you a sharper one?"}]}
        ],
    )
    gallery: Gallery = Field(
        default=Gallery(), description="How they are shown.", examples=[{"layout": "masonry"}]
    )
    reshare: Reshare | None = Field(
        default=None,
        description="How they are reshared.",
        examples=[{"channels": ["mastodon"], "slots": ["Tue 18:00"]}],
    )
    conversation: Conversation = Field(
        default=Conversation(),
        description="How people are answered.",
        examples=[{"reply_within": "24h"}],
    )
    contest: Contest | None = Field(
        default=None,
        description="What can be won.",
        examples=[{"rules": "Free to enter.", "prizes": [{"title": "A winter coat"}], "rounds": 1}],
    )
    retention: Retention = Field(
        default=Retention(), description="How long things are kept.", examples=[{"declined": "183d"}]
    )
    goals: Goals = Field(default=Goals(), description="What it is for.", examples=[{"submissions": 300}])
    translations: dict[Language, Translation] = Field(
        default_factory=dict,
        description="What customers read in each further language.",
        examples=[
            {
                "es": {
                    "title": "Little Wearers",
                    "invite": {"headline": "Enséñanos adónde van", "prompt": "Una foto y su historia."},
                }
            }
        ],
    )

    @property
    def window(self) -> Window:
        """When submissions are taken, in UTC."""
        return Window(self.moment(self.dates.opens), self.dates.closes and self.moment(self.dates.closes))

    @property
    def consent_ends(self) -> datetime:
        """The UTC moment every grant ends: the local midnight after `consent.until`."""
        return self.moment(self.last_day + timedelta(days=1))

    @property
    def last_day(self) -> datetime:
        """The local midnight in which the last day of any use begins."""
        return datetime.combine(self.consent.until, time())

    @property
    def shows_people(self) -> bool:
        """Whether somebody can be seen in what this campaign takes."""
        return bool(self.form.photos.max) and self.consent.depicted != "none"

    def moment(self, local: datetime) -> datetime:
        """The UTC moment of one of the campaign's local times."""
        return to_utc(local, self.timezone)

    def upcoming_slots(self, after: datetime) -> Iterator[datetime]:
        """The UTC moments of the reshare slots after a moment, soonest first, without end."""
        return upcoming(self.reshare.slots if self.reshare else (), self.timezone, after)

    def terms_file(self, language: str) -> str:
        """Where the terms in one of the campaign's languages are, relative to the definition's folder."""
        original = self.consent.terms
        return original if language == self.languages[0] else f"{original[:-3]}.{language}.md"
